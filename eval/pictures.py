"""Draw spectrograms, one for each piece and one page of all.

Knows audio and borders; does not judge. Needs Pillow, as the measurements need librosa.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import librosa
import numpy as np
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_RATE_HZ: Final = 32_000
_WIDTH: Final = 420
_HEIGHT: Final = 128
_LEVELS_HEIGHT: Final = 26
_TITLE_HEIGHT: Final = 14
_COLUMNS: Final = 4
_FLOOR_DB: Final = -75.0
#: Black, violet, orange, white: what is louder is lighter.
_COLOURS: Final = ((0, 0, 0), (70, 20, 110), (190, 60, 80), (250, 160, 50), (255,) * 3)


def draw(
    name: str,
    audio: NDArray[np.float64],
    rate_hz: int,
    borders: Sequence[int],
    path: Path,
) -> None:
    """Draw a piece: mel spectrogram, level below it, and a line at each border."""
    signal = librosa.resample(
        audio.mean(axis=1).astype(np.float32),
        orig_sr=rate_hz,
        target_sr=_RATE_HZ,
        res_type="soxr_qq",
    )
    hop = max(64, len(signal) // _WIDTH)
    power = librosa.feature.melspectrogram(
        y=signal, sr=_RATE_HZ, n_fft=2048, hop_length=hop, n_mels=_HEIGHT
    )
    level_db = 10 * np.log10(power[:, :_WIDTH] / max(float(power.max()), 1e-9) + 1e-12)
    tall = _TITLE_HEIGHT + _HEIGHT + _LEVELS_HEIGHT
    picture = Image.new("RGB", (_WIDTH, tall), "white")
    picture.paste(Image.fromarray(_coloured(level_db[::-1])), (0, _TITLE_HEIGHT))
    pen = ImageDraw.Draw(picture)
    pen.text((3, 1), f"{name}  {len(audio) / rate_hz:.0f} s", fill="black")
    _draw_levels(pen, audio, tall)
    for border in borders[1:-1]:
        column = border * _WIDTH // max(1, len(audio))
        pen.line((column, _TITLE_HEIGHT, column, tall), fill=(90, 220, 255))
    picture.save(path)


def _coloured(level_db: NDArray[np.float64]) -> NDArray[np.uint8]:
    share = np.clip(1 - level_db / _FLOOR_DB, 0, 1) * (len(_COLOURS) - 1)
    stops = np.arange(len(_COLOURS))
    channels = [np.interp(share, stops, each) for each in zip(*_COLOURS, strict=True)]
    return np.stack(channels, axis=-1).astype(np.uint8)


def _draw_levels(
    pen: ImageDraw.ImageDraw, audio: NDArray[np.float64], bottom: int
) -> None:
    step = max(1, len(audio) // _WIDTH)
    for column in range(_WIDTH):
        block = audio[column * step : (column + 1) * step]
        if len(block) == 0:
            break
        peak, mean = float(np.abs(block).max()), float(np.sqrt(np.mean(block**2)))
        for size, colour in ((peak, (170, 190, 210)), (mean, (30, 60, 110))):
            top = bottom - round(_LEVELS_HEIGHT * min(1.0, size))
            pen.line((column, bottom, column, top), fill=colour)


def page(names: Sequence[str], folder: Path) -> None:
    """Put all pictures that there are on one page."""
    paths = [folder / f"{name}.png" for name in names]
    pictures = [Image.open(path) for path in paths if path.exists()]
    if not pictures:
        return
    wide, tall = _WIDTH + 4, pictures[0].height + 4
    rows = -(-len(pictures) // _COLUMNS)
    sheet = Image.new("RGB", (wide * _COLUMNS, tall * rows), "white")
    for number, picture in enumerate(pictures):
        row, column = divmod(number, _COLUMNS)
        sheet.paste(picture, (column * wide, row * tall))
    sheet.save(folder / "spectrograms.png")
