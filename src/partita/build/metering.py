"""Measure a master, or what would be the master if a take were pinned.

Runs in a worker. Does not know what is expected.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from partita import digest
from partita.build.mastering import taken
from partita.build.measures import ALL, measure
from partita.build.request import Product, Request
from partita.build.sounds import read_audio

if TYPE_CHECKING:
    from partita.audio.buffer import Audio
    from partita.build.measures import Measures
    from partita.store.blobs import Blobs


def measured(request: Request, blobs: Blobs) -> dict[str, Product]:
    """Measure what a request gives: audio, or a take with what goes into its master.

    Raises:
        AudioError: when what a provider sent can't be read.
    """
    from partita.audio.stream import collected

    inputs = request.inputs
    is_mastered = "audio" in inputs
    audio = read_audio(inputs["audio"], blobs) if is_mastered else taken(request, blobs)
    whole = collected(audio)
    found = measure(whole, request.spec.get("wanted", ALL))
    if "details" in inputs:
        details = json.loads(blobs.get(inputs["details"].blob))
        found |= _seam(whole, _seams_ms(details))
    return {"measures": Product(digest.canonical(found))}


def _seam(audio: Audio, seams_ms: Iterator[int]) -> Measures:
    """Return how much the worst seam stands out, and where it is."""
    from partita.audio.seams import seam
    from partita.units import frame_at

    frames = {ms: frame_at(ms, audio.rate_hz) for ms in seams_ms}
    inside = {ms: at for ms, at in frames.items() if 0 < at < audio.frame_count}
    heard = [(seam(audio, at).click_db, -ms) for ms, at in inside.items()]
    if not heard:
        return {}
    click_db, place = max(heard)
    return {"seam_cdb": round(100 * click_db), "seam_at_ms": -place}


def _seams_ms(details: Mapping[str, Any]) -> Iterator[int]:
    """Yield where kept audio begins and ends in a take."""
    from partita.graph.sources import kept_stretches
    from partita.plan.chunks import SectionPlan
    from partita.plan.document import from_document
    from partita.plan.sections import as_chunks

    keeps = list((details.get("revised") or {}).get("keeps", ()))
    document = details.get("request", {}).get("plan")
    if document is not None:
        plan = from_document(document)
        chunked = as_chunks(plan) if isinstance(plan, SectionPlan) else plan
        keeps += kept_stretches(chunked)
    for keep in keeps:
        yield keep["at_ms"]
        yield keep["at_ms"] + keep["duration_ms"]
