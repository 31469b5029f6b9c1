"""Open the way to a paid provider, on the terms of one build.

Imports what talks to a network only when something has to be sent.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from partita.build.verdicts import Verdicts
from partita.errors import PartitaError

if TYPE_CHECKING:
    from partita.build.drafts import Drafter
    from partita.graph.actions import Action
    from partita.plan.chunks import CompositionPlan
    from partita.providers.base import Provider

#: Is told what is waited for.
Tell = Callable[[str], None]

#: Returns a paid provider by its name; the set is of formats that it refused before.
OpenProvider = Callable[[str, Tell, frozenset[str]], "Provider"]


def open_provider(name: str, tell: Tell, refused: frozenset[str]) -> Provider:
    """Return a paid provider by its name, with the key of the environment.

    Raises:
        ProviderError: when there is no key for it.
    """
    from partita.providers.address import find_address
    from partita.providers.api_key import find_api_key
    from partita.providers.elevenlabs import WAITING, ElevenLabs

    assert name == ElevenLabs.name
    api_key, address = find_api_key(os.environ), find_address(os.environ)
    waiting = replace(WAITING, tell=tell)
    return ElevenLabs(api_key, address, waiting=waiting, refused=refused)


@dataclass(frozen=True)
class PayTerms:
    """What a person allows a build to send.

    Args:
        refusal: what forbids every request, as `--locked`, if something does.
        max_credits: what this build may spend at most, whatever the manifest allows.
        again: targets of which more takes are wanted.
        count: how many more.
        verdicts: on requests of earlier builds whose outcome is not known.
        open_provider: called only when something has to be sent.
    """

    refusal: str | None = None
    max_credits: int | None = None
    again: frozenset[str] = frozenset()
    count: int = 1
    verdicts: Verdicts = field(default_factory=Verdicts)
    open_provider: OpenProvider = open_provider

    def provider(
        self, name: str, tell: Tell, refused: frozenset[str] = frozenset()
    ) -> Provider:
        """Return a provider that requests may be sent to.

        Args:
            refused: output formats that it refused before.

        Raises:
            PartitaError: when none may be sent.
            ProviderError: when there is no key for it.
        """
        if self.refusal is not None:
            message = f"this needs a paid request, and `{self.refusal}` sends none"
            hint = "build without it, or bring the bytes of the take into the store"
            raise PartitaError(message, hint=hint)
        return self.open_provider(name, tell, refused)

    def drafter(self, tell: Tell) -> Drafter | None:
        """Return what has a paid provider draft a prompt, None if none may."""
        if self.refusal is not None:
            return None
        return lambda action: asyncio.run(
            _draft(action, self.provider(action.spec["provider"], tell))
        )


async def _draft(action: Action, provider: Provider) -> CompositionPlan:
    from partita.plan.chunks import Prompt

    spec = action.spec
    prompt = Prompt(
        spec["prompt"], spec.get("length_ms"), spec.get("instrumental", False)
    )
    try:
        return await provider.draft(prompt, spec["model_id"])
    finally:
        await provider.close()
