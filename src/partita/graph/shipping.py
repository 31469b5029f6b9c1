"""Compile what comes after a master: expectations, encodings, exports. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from partita.audio.formats import FORMATS
from partita.graph.actions import Action, Input, Kind, Target
from partita.manifest.resolved import ExportSpec, PieceSpec
from partita.plan.chunks import TimeRange

#: Actions that prove or measure a piece, before anything of it is shipped.
_PROOFS = ("keep:", "expect:")


def expectation(piece: PieceSpec, audio: str) -> Iterator[Action]:
    """Yield what measures a piece before it is shipped, if its author expects much.

    Args:
        audio: name of the action that makes the master.
    """
    if piece.expect is None:
        return
    on_miss = {} if piece.expect.on_miss == "fail" else {"on_miss": "warn"}
    spec = {"expect": piece.expect.plain, **on_miss}
    given = (Input("audio", audio, "audio"),)
    yield Action(Kind.EXPECT, f"expect:{piece.name}", piece.name, spec, given)


def encoding(
    piece: PieceSpec,
    loop: TimeRange | None,
    codecs: int,
    audio: str,
    proofs: tuple[str, ...],
) -> Action:
    """Return what encodes a piece's own output file."""
    spec = {"codecs": codecs, "format": piece.output_format, **_looped(loop)}
    given = (Input("audio", audio, "audio"),)
    name = f"encode:{piece.name}"
    return Action(Kind.ENCODE, name, piece.name, spec, given, after=proofs)


def exporting(
    export: ExportSpec, piece: Target, loop: TimeRange | None, codecs: int
) -> Action:
    """Return what exports one piece for an engine."""
    assert piece.audio is not None
    spec: dict[str, Any] = {"codecs": codecs, "format": export.format}
    if export.loudness_lufs is not None:
        # Digests take no floats; a hundredth of a LU is finer than any meter.
        spec["loudness_clufs"] = round(export.loudness_lufs * 100)
    if export.engine is not None:
        spec |= {"engine_files": export.engine, "stem": piece.name}
    spec |= _looped(loop)
    name = f"export:{export.name}/{piece.name}"
    proofs = tuple(each for each in piece.final if each.startswith(_PROOFS))
    audio = (Input("audio", *piece.audio),)
    return Action(Kind.EXPORT, name, export.name, spec, audio, proofs)


def suffix_of(piece: PieceSpec) -> str:
    """Return the suffix of a piece's own output file."""
    return FORMATS[piece.output_format].suffix


def _looped(loop: TimeRange | None) -> dict[str, Any]:
    return {} if loop is None else {"loop_ms": [loop.start_ms, loop.end_ms]}
