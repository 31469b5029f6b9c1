"""Draw the README's pictures from the built signature tune.

`pip install matplotlib`, then `partita build` and `python tools/draw_pictures.py`.
What is drawn is what was built: the files' samples, the lowered plans, the graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from PIL import Image

from partita.audio.decode import decode
from partita.manifest.load import load
from partita.plan.chunks import ChunkPlan, ReferenceChunk
from partita.plan.lower import lower

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from partita.plan.chunks import LoweredTarget

ROOT: Final = Path(__file__).parents[1]
IMAGES: Final = ROOT / "docs" / "images"
ORIGINAL: Final = "signature"

_INK, _KEPT, _MADE, _PAPER = "#20303c", "#3f7cac", "#e07a3f", "#fbfaf7"
_PIXELS_A_SECOND: Final = 40
_BOX_WIDTH: Final = 2.2
_COLUMN_WIDTH: Final = 3.1


@dataclass(frozen=True)
class Piece:
    """A built piece: its plan, its samples and what may be called by name."""

    target: LoweredTarget
    rate_hz: int
    samples: NDArray[np.float64]

    @property
    def length_s(self) -> float:
        """Return how long it is."""
        return len(self.samples) / self.rate_hz

    def stretches(self) -> list[tuple[float, float, bool]]:
        """Return start, end and whether it is kept, chunk by chunk."""
        assert isinstance(self.target.plan, ChunkPlan)
        found, at_s = [], 0.0
        for chunk in self.target.plan.chunks:
            end_s = at_s + chunk.duration_ms / 1000
            found.append((at_s, end_s, isinstance(chunk, ReferenceChunk)))
            at_s = end_s
        return found


def pieces() -> list[Piece]:
    """Return every song and edit of the root manifest, as it was built."""
    manifest = load(ROOT / "music.toml").manifest
    assert manifest is not None
    lowered = lower(manifest, lengths={}, drafts={}).targets
    folder = ROOT / manifest.output_dir
    return [_piece(target, folder) for target in lowered.values()]


def _piece(target: LoweredTarget, folder: Path) -> Piece:
    file = next(each for each in folder.glob(f"{target.name}.*"))
    audio = decode(file.read_bytes())
    samples = np.asarray(audio.to_float(), dtype=np.float64).mean(axis=1)
    return Piece(target, audio.rate_hz, samples)


def draw_edits(path: Path) -> None:
    """Draw the original's spectrogram, and everyone's waveform: kept, and made."""
    shown = pieces()
    longest_s = max(piece.length_s for piece in shown)
    rows = [2.2, *(1.0 for _ in shown)]
    figure, axes = plt.subplots(
        len(rows), 1, figsize=(10, 6), height_ratios=rows, sharex=True
    )
    original = next(each for each in shown if each.target.name == ORIGINAL)
    _draw_spectrogram(axes[0], original)
    for axis, piece in zip(axes[1:], shown, strict=True):
        _draw_wave(axis, piece)
        axis.set_xlim(0, longest_s)
    axes[-1].set_xlabel("seconds")
    figure.legend(
        handles=[
            mpl.patches.Patch(color=_KEPT, label="kept, sample by sample"),
            mpl.patches.Patch(color=_MADE, label="made"),
        ],
        loc="lower right",
        ncols=2,
        frameon=False,
    )
    figure.tight_layout(h_pad=0.4)
    _save(figure, path)


def _draw_spectrogram(axis: Axes, piece: Piece) -> None:
    axis.specgram(
        piece.samples + 1e-9,
        NFFT=4096,
        Fs=piece.rate_hz,
        noverlap=2048,
        cmap="magma",
        vmin=-120,
        vmax=-35,
    )
    axis.set_yscale("symlog", linthresh=500)
    axis.set_ylim(40, 14_000)
    axis.set_yticks([100, 300, 1000, 3000, 10_000], ["100", "300", "1k", "3k", "10k"])
    axis.set_ylabel("hertz")
    axis.set_facecolor("black")
    for mark in piece.target.marks:
        start_s = mark.range.start_ms / 1000
        axis.axvline(start_s, color="white", linewidth=0.8)
        axis.text(start_s + 0.2, 9_000, mark.name, color="white", va="top")


def _draw_wave(axis: Axes, piece: Piece) -> None:
    for start_s, end_s, kept in piece.stretches():
        low, high = _envelope(piece, start_s, end_s)
        times = np.linspace(start_s, end_s, len(low))
        axis.fill_between(times, low, high, color=_KEPT if kept else _MADE, lw=0)
        axis.axvline(start_s, color=_INK, linewidth=0.5)
    axis.set_ylim(-1, 1)
    axis.set_yticks([])
    axis.set_facecolor(_PAPER)
    axis.set_title(piece.target.name, loc="left", fontsize=9, color=_INK, pad=2)
    for side in ("top", "right", "left"):
        axis.spines[side].set_visible(False)


def _envelope(piece: Piece, start_s: float, end_s: float) -> tuple[Any, Any]:
    """Return the lowest and highest sample behind each pixel."""
    first, last = round(start_s * piece.rate_hz), round(end_s * piece.rate_hz)
    columns = np.array_split(
        piece.samples[first:last], round((end_s - start_s) * _PIXELS_A_SECOND)
    )
    return (
        np.array([column.min() for column in columns]),
        np.array([column.max() for column in columns]),
    )


def draw_graph(path: Path) -> None:
    """Draw what is made from what, originals on the left."""
    from partita.build.outlook import look_ahead

    targets = look_ahead(ROOT).prepared.compiled.targets
    depth: dict[str, int] = {}
    for name, target in targets.items():  # needs come first
        depth[name] = 1 + max((depth[need] for need in target.needs), default=-1)
    columns = [
        [n for n in targets if depth[n] == d] for d in range(max(depth.values()) + 1)
    ]
    tallest = max(map(len, columns))
    place = {
        name: (_COLUMN_WIDTH * column, (row + 0.5) * tallest / len(names))
        for column, names in enumerate(columns)
        for row, name in enumerate(names)
    }
    figure, axis = plt.subplots(figsize=(8, 0.75 * tallest + 0.3))
    for name, target in targets.items():
        _draw_box(axis, place[name], name, f"{target.kind}, {target.how}")
        for need in target.needs:
            _draw_arrow(axis, place[need], place[name])
    axis.set_xlim(-0.2, _COLUMN_WIDTH * len(columns) - 0.7)
    axis.set_ylim(tallest, -0.15)
    axis.axis("off")
    figure.tight_layout()
    _save(figure, path)


def _draw_box(axis: Axes, at: tuple[float, float], name: str, about: str) -> None:
    colour = {"song": _MADE, "edit": _KEPT}.get(about.split(",", maxsplit=1)[0], _INK)
    box = mpl.patches.FancyBboxPatch(
        (at[0], at[1] - 0.3),
        _BOX_WIDTH,
        0.6,
        "round,pad=0,rounding_size=0.1",
        fc=_PAPER,
        ec=colour,
    )
    axis.add_patch(box)
    axis.text(
        at[0] + _BOX_WIDTH / 2, at[1] - 0.08, name, ha="center", va="center", color=_INK
    )
    axis.text(
        at[0] + _BOX_WIDTH / 2,
        at[1] + 0.16,
        about,
        ha="center",
        va="center",
        color=colour,
        fontsize=7,
    )


def _draw_arrow(
    axis: Axes, start: tuple[float, float], end: tuple[float, float]
) -> None:
    """Draw an arrow to the next column; one that goes further flies over the rows."""
    ends: dict[str, Any] = {
        "posA": (start[0] + _BOX_WIDTH, start[1]),
        "posB": end,
    }
    if end[0] - start[0] > _COLUMN_WIDTH:
        middle = _BOX_WIDTH / 2
        up = [(each[0] + middle, -0.3) for each in (start, end)]
        over = [
            (start[0] + middle, start[1] - 0.3),
            *up,
            (end[0] + middle, end[1] - 0.3),
        ]
        ends = {"path": mpl.path.Path(over, [1, 4, 4, 4])}
    arrow = mpl.patches.FancyArrowPatch(
        **ends, arrowstyle="-|>", mutation_scale=10, color=_INK, linewidth=0.8
    )
    axis.add_patch(arrow)


def _save(figure: Any, path: Path) -> None:
    """Save a small picture: few colours, and nothing about when it was drawn."""
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = BytesIO()
    figure.savefig(whole, dpi=100)
    plt.close(figure)
    picture = Image.open(whole).convert("RGB")
    picture.quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    mpl.use("Agg")
    draw_edits(IMAGES / "signature.png")
    draw_graph(IMAGES / "graph.png")
