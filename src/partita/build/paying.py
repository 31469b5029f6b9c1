"""Open the way to a paid provider, on the terms of one build.

Imports what talks to a network only when something has to be sent.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partita.build.drafts import Drafter
from partita.build.verdicts import Verdicts
from partita.errors import PartitaError

if TYPE_CHECKING:
    from partita.graph.actions import Action, Compiled
    from partita.plan.chunks import CompositionPlan
    from partita.providers.base import Provider


@dataclass(frozen=True)
class PayTerms:
    """What a person allows a build to send.

    Args:
        refusal: the option that forbids every request, as `--locked`, if one does.
        max_credits: what this build may spend at most, whatever the manifest allows.
        again: targets of which one more take is wanted.
        verdicts: on requests of earlier builds whose outcome is not known.
    """

    refusal: str | None = None
    max_credits: int | None = None
    again: frozenset[str] = frozenset()
    verdicts: Verdicts = field(default_factory=Verdicts)


def drafter(terms: PayTerms) -> Drafter | None:
    """Return what has a paid provider turn a prompt into a plan; None if none may."""
    if terms.refusal is not None:
        return None

    def draft(action: Action) -> CompositionPlan:
        return asyncio.run(_draft(action))

    return draft


async def _draft(action: Action) -> CompositionPlan:
    from partita.plan.chunks import Prompt

    spec = action.spec
    prompt = Prompt(
        spec["prompt"], spec.get("length_ms"), spec.get("instrumental", False)
    )
    provider = open_provider(spec["provider"])
    try:
        return await provider.draft(prompt, spec["model_id"])
    finally:
        await provider.close()


def open_provider(name: str) -> Provider:
    """Return a paid provider by its name.

    Raises:
        ProviderError: when there is no key for it.
    """
    from partita.providers.address import find_address
    from partita.providers.api_key import find_api_key
    from partita.providers.elevenlabs import ElevenLabs

    assert name == ElevenLabs.name
    return ElevenLabs(find_api_key(os.environ), find_address(os.environ))


def opener(compiled: Compiled, terms: PayTerms) -> Callable[[], Provider]:
    """Return what opens the manifest's provider when something has to be sent."""

    def open_it() -> Provider:
        if terms.refusal is not None:
            message = f"this needs a paid request, and `{terms.refusal}` sends none"
            hint = "build without it, or bring the bytes of the take into the store"
            raise PartitaError(message, hint=hint)
        return open_provider(compiled.provider)

    return open_it
