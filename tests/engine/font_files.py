"""Tiny soundfonts for tests, written byte by byte from the standard."""

from __future__ import annotations

import io
import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

RATE_HZ = 44_100
#: Generators of SoundFont 2.04, section 8.1.2.
PAN, CUTOFF, ATTACK, RELEASE, CHOKE, ROOT = 17, 8, 34, 38, 57, 58
SAMPLE, KEYS, VELOCITIES, INSTRUMENT, MODES, FINE = 53, 43, 44, 41, 54, 52
#: 100 frames a cycle.
SINE_HZ = RATE_HZ / 100
SINE_ROOT, SINE_CENTS = 69, round(1200 * math.log2(440.0 / SINE_HZ))

DEBIAN_FONT = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")
needs_debian_font = pytest.mark.skipif(
    not DEBIAN_FONT.is_file(), reason="needs Debian's package fluid-soundfont-gm"
)

Frames = NDArray[np.int16]


@dataclass(frozen=True)
class Recording:
    """A sample to be written; its loop is in frames from its start."""

    frames: Frames
    loop: tuple[int, int] = (0, 0)
    rate_hz: int = RATE_HZ
    root: int = SINE_ROOT
    cents: int = SINE_CENTS
    kind: int = 1


#: A preset's zones: generators and amounts, each ending in its sample.
Zones = Sequence[Mapping[int, int]]


def sine(cycles: int = 50, loop: tuple[int, int] = (1000, 3000)) -> Recording:
    """Return cycles of a sine of 100 frames each."""
    wave = np.sin(np.arange(cycles * 100) * (2 * np.pi / 100))
    return Recording(np.rint(wave * 20_000).astype(np.int16), loop)


def font(
    presets: Mapping[tuple[int, int], Zones],
    recordings: Sequence[Recording],
    *,
    vorbis: bool = False,
) -> bytes:
    """Return a soundfont whose presets have an instrument each.

    Args:
        presets: zones by bank and program.
        vorbis: samples are compressed, as in SF3.
    """
    sound, heads = _samples(recordings, vorbis=vorbis)
    lists = _presets(presets)
    lists["shdr"] = heads
    order = ("phdr", "pbag", "pmod", "pgen", "inst", "ibag", "imod", "igen", "shdr")
    pdta = b"".join(_chunk(name, lists[name]) for name in order)
    body = (
        b"sfbk"
        + _list("INFO", _chunk("ifil", struct.pack("<HH", 2, 4)))
        + _list("sdta", _chunk("smpl", sound))
        + _list("pdta", pdta)
    )
    return _chunk("RIFF", body)


def sine_font() -> bytes:
    """Return a font with one looped sine as its piano."""
    return font({(0, 0): [{MODES: 1, SAMPLE: 0}]}, [sine()])


def _chunk(name: str, body: bytes) -> bytes:
    return name.encode() + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _list(kind: str, body: bytes) -> bytes:
    return _chunk("LIST", kind.encode() + body)


def _samples(recordings: Sequence[Recording], *, vorbis: bool) -> tuple[bytes, bytes]:
    sound, heads = b"", b""
    for each in recordings:
        unit = 1 if vorbis else 2
        body = _ogg(each) if vorbis else each.frames.tobytes()
        start = len(sound) // unit
        base = 0 if vorbis else start
        heads += struct.pack(
            "<20sIIIIIBbHH", b"sample", start, start + len(body) // unit,
            base + each.loop[0], base + each.loop[1], each.rate_hz, each.root,
            each.cents, 0, each.kind | (0x10 if vorbis else 0),
        )  # fmt: skip
        # The standard asks for 46 frames of silence after each sample.
        sound += body + b"\0" * (92 if not vorbis else 0)
    return sound, heads + struct.pack("<20s26x", b"EOS")


def _ogg(recording: Recording) -> bytes:
    file = io.BytesIO()
    soundfile.write(
        file, recording.frames, recording.rate_hz, format="OGG", subtype="VORBIS"
    )
    return file.getvalue()


def _presets(presets: Mapping[tuple[int, int], Zones]) -> dict[str, bytes]:
    heads, bags, generators, instruments, inner_bags, inner = (b"",) * 6
    for number, ((bank, program), zones) in enumerate(presets.items()):
        heads += struct.pack("<20sHHH12x", b"preset", program, bank, number)
        bags += struct.pack("<HH", number, 0)
        generators += struct.pack("<HH", INSTRUMENT, number)
        instruments += struct.pack("<20sH", b"instrument", len(inner_bags) // 4)
        for zone in zones:
            inner_bags += struct.pack("<HH", len(inner) // 4, 0)
            inner += b"".join(
                struct.pack("<HH", generator, amount & 0xFFFF)
                for generator, amount in zone.items()
            )
    count = len(presets)
    return {
        "phdr": heads + struct.pack("<20sHHH12x", b"EOP", 0, 0, count),
        "pbag": bags + struct.pack("<HH", count, 0),
        "pmod": bytes(10),
        "pgen": generators + bytes(4),
        "inst": instruments + struct.pack("<20sH", b"EOI", len(inner_bags) // 4),
        "ibag": inner_bags + struct.pack("<HH", len(inner) // 4, 0),
        "imod": bytes(10),
        "igen": inner + bytes(4),
    }
