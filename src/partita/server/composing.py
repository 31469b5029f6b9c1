"""The four calls that make music: whole or as it is made, with details or without.

Knows the wire; does not know how music is made, or billed (see `piece`).
"""

from __future__ import annotations

import base64
import json
import secrets
from typing import Any

from partita.audio.formats import format_named
from partita.providers.wire import mixed, names
from partita.providers.wire.plans import plan_in_full
from partita.server.details import filename_of, words_document
from partita.server.exchange import Exchange
from partita.server.piece import Piece, ordered
from partita.server.service import Service
from partita.server.told import Sounded
from partita.units import Milliseconds


async def compose(exchange: Exchange, service: Service) -> None:
    """Answer `/v1/music`: audio, when all of it is there."""
    async with ordered(exchange, service, live=False) as piece:
        await piece.finish()
        size = piece.size()
        await exchange.begin(piece.media_type, size=size)
        await piece.send(size)
        await exchange.end()


async def compose_detailed(exchange: Exchange, service: Service) -> None:
    """Answer `/v1/music/detailed`: JSON and audio in one."""
    async with ordered(exchange, service, live=False) as piece:
        finished = await piece.finish()
        boundary = secrets.token_hex(16)
        before = mixed.opening(
            boundary, piece.details(finished), piece.media_type, _filename(piece)
        )
        after, size = mixed.closing(boundary), piece.size()
        whole = len(before) + size + len(after)
        await exchange.begin(mixed.content_type(boundary), size=whole)
        await exchange.piece(before)
        await piece.send(size)
        await exchange.piece(after)
        await exchange.end()


def _filename(piece: Piece) -> str:
    suffix = format_named(piece.asked.output_format).suffix
    return filename_of(piece.about()["title"], suffix)


async def stream(exchange: Exchange, service: Service) -> None:
    """Answer `/v1/music/stream`: audio, while it is made."""
    async with ordered(exchange, service, live=True) as piece:
        async for sounded in piece.sounding():
            if exchange.status is None:
                await exchange.begin(piece.media_type)
            await piece.send(sounded.size)
        await exchange.end()


async def stream_detailed(exchange: Exchange, service: Service) -> None:
    """Answer `/v1/music/detailed/stream`: events, while it is made.

    What their payloads are called is not published: these are the names of the
    detailed answer, and `audio` for the audio.
    """
    async with ordered(exchange, service, live=True) as piece:
        told_ms = 0
        async for sounded in piece.sounding():
            if exchange.status is None:
                await exchange.begin(names.EVENTS)
                plan = plan_in_full(piece.planned.plan)
                await exchange.piece(_event("composition_plan", composition_plan=plan))
                await exchange.piece(_event("metadata", song_metadata=piece.about()))
            await exchange.piece(_audio_event(piece, sounded, told_ms))
            told_ms = sounded.until_ms
        await exchange.piece(_event("completed", song_id=piece.song_id))
        await exchange.end()


def _audio_event(piece: Piece, sounded: Sounded, told_ms: Milliseconds) -> bytes:
    """Write some audio, and the words and the waveform since the last event."""
    asked = piece.asked.body
    heard = range(told_ms, sounded.until_ms)
    words = tuple(word for word in piece.words if word.start_ms in heard)
    return _event(
        "audio_chunk",
        audio=base64.b64encode(piece.read(sounded.size)).decode(),
        words_timestamps=words_document(words) if asked.with_timestamps else [],
        waveform_visual=list(sounded.waveform) if asked.with_waveform_visual else [],
    )


def _event(name: str, **document: Any) -> bytes:
    line = json.dumps({"type": name, **document}, separators=(",", ":"))
    return f"event: {name}\ndata: {line}\n\n".encode()
