"""SoundFont files: the records of a RIFF `sfbk` file, checked, and its samples.

Reads SF2 (16 bits, with `sm24` 24) and SF3 (samples are Ogg Vorbis). The file is
mapped, not read: only samples that are played are ever touched. Its content is not
trusted. Does not know what generators mean or how a sample is played.
"""

from __future__ import annotations

import io
import mmap
import struct
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from partita.errors import AudioError

if TYPE_CHECKING:
    from pathlib import Path

    from partita.engine.playing.curves import Floats

#: Records of one kind, as a structured array.
Records: TypeAlias = NDArray[Any]
Bytes: TypeAlias = NDArray[np.uint8]

#: SoundFont 2.04, sections 7.2 to 7.10; modulators are not played, so not read.
_LAYOUT: Final[dict[str, np.dtype[Any]]] = {
    "phdr": np.dtype(
        [("name", "S20"), ("number", "<u2"), ("bank", "<u2"), ("first", "<u2"),
         ("unused", "<u4", 3)]
    ),
    "pbag": np.dtype([("first", "<u2"), ("unused", "<u2")]),
    "pgen": np.dtype([("generator", "<u2"), ("amount", "<i2")]),
    "inst": np.dtype([("name", "S20"), ("first", "<u2")]),
    "ibag": np.dtype([("first", "<u2"), ("unused", "<u2")]),
    "igen": np.dtype([("generator", "<u2"), ("amount", "<i2")]),
    "shdr": np.dtype(
        [("name", "S20"), ("start", "<u4"), ("end", "<u4"), ("loop_start", "<u4"),
         ("loop_end", "<u4"), ("rate_hz", "<u4"), ("root", "u1"), ("cents", "i1"),
         ("unused", "<u2"), ("kind", "<u2")]
    ),
}  # fmt: skip
#: Whose `first` points into which: each must rise and stay inside.
_POINTS: Final = (
    ("phdr", "pbag"),
    ("pbag", "pgen"),
    ("inst", "ibag"),
    ("ibag", "igen"),
)
_HEAD: Final = struct.Struct("<4sI")
#: More chunks than this in one list are no soundfont, but could keep us busy.
_MOST_CHUNKS: Final = 256
#: Bits of a sample's kind: it is in the ROM of a sound card; it is compressed.
_ROM, _VORBIS = 0x8000, 0x10
_LEAST_RATE_HZ, _MOST_RATE_HZ = 400, 192_000
#: Frames of one sample at most (95 s at 44.1 kHz), and of all that are kept decoded.
_MOST_FRAMES: Final = 1 << 22
_KEPT_FRAMES: Final = 1 << 24
_MOST_CHANNELS: Final = 2


@dataclass(frozen=True)
class Sample:
    """Where a sample lies, and how it is tuned.

    Args:
        start, end: frames of the file's sound, or bytes when it is compressed.
        loop_start, loop_end: frames from the sample's start; equal for no loop.
        root: MIDI number that it was recorded at; `cents` what it lacks.
    """

    number: int
    start: int
    end: int
    loop_start: int
    loop_end: int
    rate_hz: int
    root: int
    cents: int
    compressed: bool


class Bank:
    """An open SoundFont file: its records, and its samples on demand.

    Args:
        content: the whole file, or a map of it.
        name: what messages call it.
    """

    def __init__(self, content: bytes | mmap.mmap, name: str) -> None:
        self.name = name
        chunks = _chunks(content, name)
        self._records = {kind: _records(chunks, kind, name) for kind in _LAYOUT}
        for kind, into in _POINTS:
            _check_points(self._records[kind], len(self._records[into]), name)
        self._sound = chunks.get("smpl", np.zeros(0, np.uint8))
        self._low = chunks.get("sm24")
        if self._low is not None and len(self._low) < len(self._sound) // 2:
            self._low = None
        self._decoded: OrderedDict[int, NDArray[np.int16]] = OrderedDict()

    @classmethod
    def open(cls, path: Path) -> Bank:
        """Map a file.

        Raises:
            AudioError: when it can't be read, or is no soundfont.
        """
        try:
            with path.open("rb") as file:
                content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            message = f"the soundfont `{path.name}` can't be read: {error}"
            raise AudioError(message) from error
        return cls(content, path.name)

    def records(self, kind: str) -> Records:
        """Return the records of a kind: `phdr`, `pbag`, `pgen`, … `shdr`."""
        return self._records[kind]

    def sample(self, number: int) -> Sample | None:
        """Return a sample's head; None when its sound is not in the file by design.

        Raises:
            AudioError: when it lies outside of the file's sound, or has no rate.
        """
        heads = self._records["shdr"]
        # The last head only marks the end (section 7.10).
        if not 0 <= number < len(heads) - 1:
            raise self.broken(f"its sample {number} does not exist")
        head = heads[number]
        kind = int(head["kind"])
        if kind & _ROM:
            return None
        compressed = bool(kind & _VORBIS)
        start, end = int(head["start"]), int(head["end"])
        room = len(self._sound) // (1 if compressed else 2)
        if not start < end <= room:
            raise self.broken(f"its sample {number} lies outside of the file")
        rate_hz = int(head["rate_hz"])
        if not _LEAST_RATE_HZ <= rate_hz <= _MOST_RATE_HZ:
            raise self.broken(f"its sample {number} has a rate of {rate_hz} Hz")
        # Loops count from the file's first frame, but in compressed samples from
        # the sample's own.
        base = 0 if compressed else start
        root = int(head["root"])
        return Sample(
            number, start, end, int(head["loop_start"]) - base,
            int(head["loop_end"]) - base, rate_hz, root if root <= 127 else 60,
            int(head["cents"]), compressed,
        )  # fmt: skip

    def length(self, sample: Sample) -> int:
        """Return how many frames of a sample can be played."""
        if sample.compressed:
            return len(self._vorbis(sample))
        return min(sample.end - sample.start, _MOST_FRAMES)

    def read(self, sample: Sample, first: int, last: int) -> Floats:
        """Return frames of a sample, -1..1, no more than it has."""
        if sample.compressed:
            return self._vorbis(sample)[first:last] / 32768.0
        first, last = sample.start + first, min(sample.start + last, sample.end)
        high = self._sound[2 * first : 2 * last].view("<i2")
        if self._low is None:
            return high / 32768.0
        return (high * 256.0 + self._low[first:last]) / (32768.0 * 256.0)

    def _vorbis(self, sample: Sample) -> NDArray[np.int16]:
        """Decode a sample to 16 bits, in which decoders agree."""
        if sample.number in self._decoded:
            self._decoded.move_to_end(sample.number)
            return self._decoded[sample.number]
        import soundfile

        content = self._sound[sample.start : sample.end].tobytes()
        if not content.startswith(b"OggS"):
            raise self.broken(f"its sample {sample.number} is no Ogg Vorbis")
        try:
            with soundfile.SoundFile(io.BytesIO(content)) as file:
                if file.channels > _MOST_CHANNELS:
                    raise self.broken(f"its sample {sample.number} has many channels")
                frames = file.read(_MOST_FRAMES, dtype="int16", always_2d=True)
        except (soundfile.SoundFileError, RuntimeError) as error:
            why = f"its sample {sample.number} can't be decoded: {error}"
            raise self.broken(why) from error
        made = np.ascontiguousarray(frames[:, 0])
        if len(made) == 0:
            raise self.broken(f"its sample {sample.number} is empty")
        self._decoded[sample.number] = made
        while sum(map(len, self._decoded.values())) > _KEPT_FRAMES:
            self._decoded.popitem(last=False)
        return made

    def broken(self, why: str) -> AudioError:
        """Return the error that says what is wrong with the file."""
        return _broken(self.name, why)


def _broken(name: str, why: str) -> AudioError:
    return AudioError(
        f"the soundfont `{name}` is damaged: {why}",
        hint="copy or install it again, or name another one",
    )


def _chunks(content: bytes | mmap.mmap, name: str) -> dict[str, Bytes]:
    """Return the chunks of the lists `sdta` and `pdta` by name."""
    whole = np.frombuffer(content, np.uint8)
    if bytes(content[:4]) != b"RIFF" or bytes(content[8:12]) != b"sfbk":
        message = f"`{name}` is no soundfont: it does not begin as one"
        raise AudioError(message, hint="SF2 and SF3 files can be played")
    found: dict[str, Bytes] = {}
    for kind, listed in _walk(whole[12:], name):
        if kind == b"LIST" and bytes(listed[:4]) in (b"sdta", b"pdta"):
            for inner, body in _walk(listed[4:], name):
                found.setdefault(inner.decode("latin-1"), body)
    return found


def _walk(region: Bytes, name: str) -> list[tuple[bytes, Bytes]]:
    """Return the chunks of a region in their order."""
    found: list[tuple[bytes, Bytes]] = []
    at = 0
    while at + _HEAD.size <= len(region):
        kind, size = _HEAD.unpack(bytes(region[at : at + _HEAD.size]))
        start = at + _HEAD.size
        if start + size > len(region):
            raise _broken(name, "it is cut short")
        if len(found) == _MOST_CHUNKS:
            raise _broken(name, "it has too many chunks")
        found.append((kind, region[start : start + size]))
        at = start + size + size % 2
    return found


def _records(chunks: dict[str, Bytes], kind: str, name: str) -> Records:
    layout = _LAYOUT[kind]
    if kind not in chunks:
        raise _broken(name, f"its list `{kind}` is missing")
    body = chunks[kind]
    if len(body) < layout.itemsize or len(body) % layout.itemsize:
        raise _broken(name, f"its list `{kind}` has an impossible length")
    return body.view(layout)


def _check_points(records: Records, count: int, name: str) -> None:
    first = records["first"].astype(np.int64)
    if np.any(np.diff(first) < 0) or int(first[-1]) > count:
        raise _broken(name, "its records point to nowhere")
