"""Add to a refusal what is known of the request: which song is gone, what is missing.

Pure. Knows plans and prices; does not know answers.
"""

from __future__ import annotations

from typing import Final

from partita.errors import ProviderError, SongGone
from partita.plan.chunks import CompositionPlan, SectionPlan, sources_of
from partita.plan.revise import made_ms
from partita.providers.base import Composition
from partita.providers.price import quote
from partita.units import format_credits

_CREDITS: Final = frozenset({"insufficient_credits", "quota_exceeded"})


def gone(error: SongGone, plan: CompositionPlan) -> str | None:
    """Return the stored song that an error is about, if that can be told."""
    known = {source.song_id for source in sources_of(plan) if source.song_id}
    named = [each for each in known if each in error.message]
    found = named or list(known)
    return found[0] if len(found) == 1 else None


def is_about_credits(error: ProviderError) -> bool:
    """Tell whether a refusal says that credits are missing."""
    return error.status == 402 or error.code in _CREDITS


def shortage(composition: Composition, credits_left: int | None) -> str:
    """Say what a piece needs, and what the account has."""
    plan = composition.plan
    pieces = plan.sections if isinstance(plan, SectionPlan) else plan.chunks
    made = sum(map(made_ms, pieces))
    kept = plan.duration_ms - made
    needed = quote("compose", composition.model_id, made, kept).expected
    need = "its price is unknown"
    if needed is not None:
        need = f"it needs about {format_credits(needed)}"
    return need if credits_left is None else f"{need}, {credits_left:,} are left"
