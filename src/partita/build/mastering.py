"""Make a master, and prove what it keeps before it is shipped.

A master is made of rendered chunks, or of what a provider sent; what it was to keep is
put in from its sources' own samples either way.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from partita import digest
from partita.build.kept import kept_audio, length_advice, prove
from partita.build.request import Product, Request
from partita.build.revised import revised_keeps
from partita.build.sounds import read_audio, sources_of, store_audio
from partita.store.traces import Made

if TYPE_CHECKING:
    from partita.audio.stream import Sound
    from partita.store.blobs import Blobs


def master(request: Request, blobs: Blobs) -> dict[str, Made]:
    """Make a master of what is there: rendered chunks, a take, or its sources alone.

    Raises:
        AudioError: when what a provider sent can't be read.
    """
    if "received" in request.inputs:
        return {"audio": _master_of_take(request, blobs)}
    if "outline" in request.inputs:
        return {"audio": _master_of_score(request, blobs)}
    return {"audio": _cut(request, blobs)}


def _master_of_take(request: Request, blobs: Blobs) -> Made:
    sent = _sent(request, blobs)
    made = store_audio(_whole(sent, request, blobs), blobs)
    details = json.loads(blobs.get(request.inputs["details"].blob))
    # A cut of what was there is not what somebody sent at the wrong length.
    asked = not details.get("cut")
    advice = length_advice(sent, request.spec["duration_ms"]) if asked else []
    return replace(made, facts=made.facts | {"advice": advice}) if advice else made


def taken(request: Request, blobs: Blobs) -> Sound:
    """Return what the master of a take sounds like, without keeping it.

    Raises:
        AudioError: when what a provider sent can't be read.
    """
    return _whole(_sent(request, blobs), request, blobs)


def _sent(request: Request, blobs: Blobs) -> Sound:
    from partita.audio.received import received

    take = request.inputs["received"]
    return received(blobs.checked(take.blob), take.facts["format"])


def _whole(sent: Sound, request: Request, blobs: Blobs) -> Sound:
    """Bring what a provider sent to its length, and put back what it was to keep."""
    from partita.audio.convert import in_channels
    from partita.audio.splice import fitted
    from partita.units import frame_at

    frames = frame_at(request.spec["duration_ms"], sent.rate_hz)
    return _put_back(fitted(in_channels(sent, 2), frames), request, blobs)


def _put_back(whole: Sound, request: Request, blobs: Blobs) -> Sound:
    """Return a piece with all that it is to keep in its place."""
    from partita.audio.splice import Patch, spliced
    from partita.units import frame_at

    keeps, sources = _all_keeps(request, blobs)
    rate_hz = whole.rate_hz
    patches = [
        Patch(
            frame_at(keep["at_ms"], rate_hz),
            kept_audio(sources[keep["source"]], keep, rate_hz),
        )
        for keep in sorted(keeps, key=lambda keep: keep["at_ms"])
    ]
    return spliced(whole, patches)


def _cut(request: Request, blobs: Blobs) -> Made:
    """Make a piece of nothing but what it keeps of others."""
    from partita.audio.buffer import silence
    from partita.audio.stream import lengthened
    from partita.units import frame_at

    # The highest rate of all, so that no source loses anything.
    rate_hz = max(made.facts["rate_hz"] for made in request.inputs.values())
    frames = frame_at(request.spec["duration_ms"], rate_hz)
    nothing = lengthened(silence(0, 2, rate_hz), frames)
    return store_audio(_put_back(nothing, request, blobs), blobs)


def _master_of_score(request: Request, blobs: Blobs) -> Made:
    from partita.providers import local

    inputs = request.inputs
    rendered = {
        int(role.removeprefix("render/")): partial(blobs.get, made.blob)
        for role, made in inputs.items()
        if role.startswith("render/")
    }
    outline = blobs.get(inputs["outline"].blob)
    rate_hz = local.rate_of(outline)
    sources = sources_of(inputs, blobs)
    kept = {
        keep["chunk"]: kept_audio(sources[keep["source"]], keep, rate_hz)
        for keep in request.spec["keeps"]
    }
    local.forget()
    return store_audio(local.master(outline, rendered, kept), blobs)


def prove_kept(request: Request, blobs: Blobs) -> dict[str, Product]:
    """Compare what a piece keeps with its sources.

    Raises:
        KeepBroken: when a sample differs.
    """
    made = read_audio(request.inputs["audio"], blobs)
    proof = prove(made, *_all_keeps(request, blobs))
    return {"proof": Product(digest.canonical(proof))}


def _all_keeps(
    request: Request, blobs: Blobs
) -> tuple[list[Mapping[str, Any]], dict[str, Sound]]:
    """Return what a piece keeps of its sources, and of the take it was revised from."""
    details = request.inputs.get("details")
    own, old_take = (
        revised_keeps(blobs.get(details.blob), blobs) if details else ([], {})
    )
    return [*request.spec["keeps"], *own], sources_of(request.inputs, blobs) | old_take
