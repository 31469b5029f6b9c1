"""What the account may do and has used, which models there are, and plans for free."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from partita.limits import MODELS
from partita.plan.chunks import CompositionPlan, Prompt
from partita.providers.wire.answers import Model, Subscription
from partita.providers.wire.plans import plan_in_full, plan_of
from partita.providers.wire.requests import PlanBody
from partita.server.asked import refuse_prompt, refuse_unfit
from partita.server.crew import Tell
from partita.server.drafts import asked_plan, genres_of
from partita.server.exchange import Exchange
from partita.server.refusal import broken
from partita.server.service import Service
from partita.server.told import Planned

_NAMES: Final = {
    "music_v1": "Music v1",
    "music_v2": "Music v2",
    "music_v2_5": "Music v2.5",
}


async def models(exchange: Exchange, _: Service) -> None:
    """Answer `/v1/models`."""
    listed = [
        Model(
            model_id=model_id,
            name=_NAMES[model_id],
            description="played by partita's embedded engine",
            concurrency_group="music",
        )
        for model_id in MODELS
    ]
    await exchange.answer([model.model_dump(mode="json") for model in listed])


async def subscription(exchange: Exchange, service: Service) -> None:
    """Answer `/v1/user/subscription`."""
    held = Subscription(
        tier=service.settings.tier,
        character_count=service.bill.charged,
        character_limit=service.bill.limit,
    )
    await exchange.answer(held.model_dump(mode="json"))


@dataclass(frozen=True)
class Draft:
    """The job of drafting a plan."""

    prompt: Prompt
    model_id: str
    basis: CompositionPlan | None

    def __call__(self, tell: Tell) -> None:
        """Draft it."""
        plan = asked_plan(self.prompt, self.model_id, self.basis)
        tell(Planned(plan, genres_of(plan)))


async def plan(exchange: Exchange, service: Service) -> None:
    """Answer `/v1/music/plan`. Free."""
    document = await exchange.document(service.settings.most_body_bytes)
    try:
        body = PlanBody.model_validate(document)
    except ValidationError as problem:
        raise broken("body", problem) from None
    refuse_prompt(body.prompt)
    shape = body.source_composition_plan
    basis = plan_of(shape) if shape is not None else None
    if basis is not None:
        refuse_unfit(basis, body.model_id)
    async with service.making() as making:
        prompt = Prompt(body.prompt, body.music_length_ms)
        making.begin(Draft(prompt, body.model_id, basis))
        planned = await making.hear(Planned)
        await making.over()
        await exchange.answer(plan_in_full(planned.plan))
