"""What audio goes by: the digest of what was heard when it was first made.

Decoders differ by a bit now and then, from machine to machine and from year to year.
What was bought for a piece stays bought: requests name the piece by the digest that the
lockfile has of it, while all that is free follows what is heard here. Decodes nothing.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from partita.audio.formats import CODECS_VERSION
from partita.build.answers import outputs_of
from partita.errors import BlobCorrupt, BlobMissing
from partita.graph.actions import Kind
from partita.graph.keys import Explanation, action_key, unheard

if TYPE_CHECKING:
    from partita.build.yard import Yard
    from partita.store.take import Take
    from partita.store.traces import Made, Trace

_DECODED = (Kind.IMPORT, Kind.MASTER)

#: What is the same wherever it is decoded.
_EXACT = (".wav", ".flac")


def as_known(yard: Yard, trace: Trace, file: str | None = None) -> dict[str, Made]:
    """Return what an action made, audio under the digest that it goes by.

    Args:
        file: the recording that it was made from, if it was.
    """
    made = trace.outputs.get("audio")
    if made is None or trace.explanation["kind"] not in _DECODED:
        return trace.outputs
    first = first_heard(yard, trace.explanation, file, made.heard)
    if first in (None, made.value):
        return trace.outputs
    facts = {name: fact for name, fact in made.facts.items() if name != "heard"}
    if first != made.heard:
        facts["heard"] = made.heard
    return {**trace.outputs, "audio": replace(made, value=first, facts=facts)}


def first_heard(
    yard: Yard, explanation: Explanation, file: str | None, heard: str | None = None
) -> str | None:
    """Return what audio that is made in some way goes by; None where nobody noted it.

    Args:
        heard: what came out here, which most often is the same.
    """
    if "codecs" not in explanation:
        return None  # what the engine plays is the same everywhere
    if "input received" not in explanation:
        is_exact = file is None or file.lower().endswith(_EXACT)
        return _pinned(yard, explanation, may_be_ours=heard is None or not is_exact)
    take = _take(yard, explanation)
    if take is None or take.audio is None:
        return None
    is_same = take.audio == heard or _is_its_own(yard, take, explanation)
    return take.audio if is_same else None


def _pinned(yard: Yard, explanation: Explanation, *, may_be_ours: bool) -> str | None:
    """Return how the lockfile knows a recording, or a cut.

    Args:
        may_be_ours: whether the same codecs may have heard something else elsewhere.
    """
    plain = unheard(explanation)
    others = may_be_ours or plain != explanation
    codecs = range(1, CODECS_VERSION + others)
    keys = {action_key({**plain, "codecs": number}) for number in codecs}
    return next(filter(None, map(yard.pinned_audio.get, sorted(keys))), None)


def _take(yard: Yard, explanation: Explanation) -> Take | None:
    """Return the take that a master is made of."""
    details, came = explanation["input details"], explanation["input received"]
    alike = yard.takes.with_details(details)
    return next((t for t in alike if outputs_of(t)["received"].value == came), None)


def _is_its_own(yard: Yard, take: Take, explanation: Explanation) -> bool:
    """Tell whether a take is mastered for what it was bought for.

    One that stands for another request may have other audio put in.
    """
    if not take.stands_for:
        return True
    from partita.build.lineage import explained

    try:
        details = json.loads(yard.blobs.get(take.details))
    except (BlobMissing, BlobCorrupt):
        return False
    own = explained(take, details)
    return unheard({**explanation, "codecs": None}) == {**own, "codecs": None}
