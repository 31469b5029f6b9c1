"""What a request for music asks, and whether it makes sense.

First the schema, then what the schema can't say: combinations, models, tiers, names.
Everything is refused before anything is made. Knows the wire; does not know HTTP.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from partita.limits import CHUNK_MODELS, OUTPUT_FORMATS, PLAN_LENGTH
from partita.plan.chunks import ChunkPlan, CompositionPlan, Prompt, SectionPlan, Source
from partita.plan.sections import as_chunks
from partita.providers.wire import names
from partita.providers.wire.errors import (
    BAD_PLAN,
    BAD_PROMPT,
    ErrorBody,
    SchemaFault,
    schema_error,
)
from partita.providers.wire.plans import plan_in_full, plan_of
from partita.providers.wire.requests import ComposeBody
from partita.server.compose_job import Compose, Taken, sources_of
from partita.server.known_names import (
    is_harmful,
    names_artist,
    plan_without_names,
    texts_of,
    without_names,
)
from partita.server.refusal import Refusal, refused
from partita.server.service import Service

#: What only the service's own models can do, by what leaves it alone.
_NOT_HERE: Final = {
    "finetune_id": (None,),
    "generation_mode": (None, "track"),
    "model_style_prefix": (None, "music"),
    "sign_with_c2pa": (False,),
}


@dataclass(frozen=True)
class Asked:
    """A request for music that makes sense.

    Args:
        plan, prompt: one of them.
        taken: the stored songs that the plan takes from, by id.
    """

    body: ComposeBody
    output_format: str
    plan: CompositionPlan | None
    prompt: Prompt | None
    taken: dict[str, Taken]

    def job(self, folder: Path, seed: int | None, *, live: bool) -> Compose:
        """Return the job that makes it."""
        return Compose(
            folder,
            self.body.model_id,
            self.output_format,
            self.plan,
            self.prompt,
            seed,
            self.taken,
            live,
        )


def asked_of(body: ComposeBody, output_format: str, service: Service) -> Asked:
    """Hold a request against every rule.

    Raises:
        Refusal: for the first that it breaks.
    """
    shape = body.composition_plan or body.music_prompt
    plan = plan_of(shape) if shape is not None else None
    for rule in (_combined, _here):
        for problem in rule(body, plan):
            raise problem
    chosen = checked_format(output_format, body.model_id, service.settings.tier)
    if plan is None:
        assert body.prompt is not None
        refuse_prompt(f"{body.prompt}\n{body.lyrics_text or ''}")
        text = _with_lyrics(body.prompt, body.lyrics_text)
        prompt = Prompt(text, body.music_length_ms, body.force_instrumental)
        return Asked(body, chosen, None, prompt, {})
    _refuse_plan(plan)
    refuse_unfit(plan, body.model_id)
    return Asked(body, chosen, plan, None, _taken(plan, service))


def _with_lyrics(prompt: str, lyrics: str | None) -> str:
    """Write words below a prompt, where the musician looks for them."""
    return prompt if lyrics is None else f"{' '.join(prompt.split())}\n{lyrics}"


def _combined(body: ComposeBody, plan: CompositionPlan | None) -> Iterator[Refusal]:
    """Find keys that do not go together."""
    if body.prompt is None and plan is None:
        message = "either `prompt` or `composition_plan` is needed"
        yield refused("missing_required_field", message, param="prompt")
    if body.prompt is not None and plan is not None:
        yield _both("prompt", "composition_plan")
    if plan is not None and body.music_length_ms is not None:
        yield _both("music_length_ms", "composition_plan")
    if plan is not None and body.force_instrumental:
        yield _both("force_instrumental", "composition_plan")
    if body.prompt is not None and body.seed is not None:
        yield _both("seed", "prompt")
    if plan is not None and body.lyrics_text is not None:
        yield _both("lyrics_text", "composition_plan")


def _both(one: str, other: str) -> Refusal:
    message = f"`{one}` can't be used with `{other}`"
    return refused("invalid_parameters", message, param=one)


def _here(body: ComposeBody, _: CompositionPlan | None) -> Iterator[Refusal]:
    for key, allowed in _NOT_HERE.items():
        if getattr(body, key) not in allowed:
            message = f"`{key}` needs what this server does not have"
            yield refused("feature_not_available", message, param=key)


def checked_format(
    asked: str, model_id: str, tier: str, formats: tuple[str, ...] = OUTPUT_FORMATS
) -> str:
    """Return the format to write.

    Raises:
        Refusal: when there is none of this name, or not in this tier.
    """
    if asked == names.AUTO and formats is OUTPUT_FORMATS:
        return names.AUTO_FORMATS[model_id]
    if asked not in formats:
        message = "Input should be one of " + ", ".join(formats)
        place = ("query", names.OUTPUT_FORMAT)
        raise Refusal(schema_error([SchemaFault(place, message, "enum")]))
    if not names.allows(tier, asked):
        first = names.first_tier(asked)
        message = f"`{asked}` is for tier `{first}` and up, this is `{tier}`"
        raise refused("subscription_required", message, param=names.OUTPUT_FORMAT)
    return asked


def refuse_prompt(prompt: str) -> None:
    """Refuse a prompt for its words.

    Raises:
        Refusal: with a suggestion, where there is one.
    """
    if is_harmful(prompt):
        raise Refusal(_bad(BAD_PROMPT, "the prompt is harmful", None))
    if names_artist(prompt):
        message = "the prompt names an artist; describe the music instead"
        left = without_names(prompt).strip()
        says_more = set(re.findall(r"\w+", left.lower())) - {"and", "or", "the", "a"}
        raise Refusal(_bad(BAD_PROMPT, message, left if says_more else "a song"))


def _refuse_plan(plan: CompositionPlan) -> None:
    texts = texts_of(plan)
    if any(map(is_harmful, texts)):
        raise Refusal(_bad(BAD_PLAN, "the plan is harmful", None))
    if any(map(names_artist, texts)):
        message = "the plan names an artist; describe the music instead"
        better = plan_in_full(plan_without_names(plan))
        raise Refusal(_bad(BAD_PLAN, message, better))


def _bad(status: str, message: str, suggestion: object) -> ErrorBody:
    return ErrorBody(
        400, message, "bad_request", status, "invalid_request", suggestion=suggestion
    )


def refuse_unfit(plan: CompositionPlan, model_id: str) -> None:
    """Refuse a plan of the wrong kind or length.

    Raises:
        Refusal: when it is one.
    """
    if isinstance(plan, ChunkPlan) != (model_id in CHUNK_MODELS):
        kind = "chunks" if isinstance(plan, ChunkPlan) else "sections"
        message = f"`{model_id}` does not take a plan of {kind}"
        raise refused("invalid_parameters", message, param="model_id")
    if not PLAN_LENGTH.allows(plan.duration_ms):
        span = f"{PLAN_LENGTH.minimum} to {PLAN_LENGTH.maximum} ms"
        message = f"a plan lasts {span}, this one {plan.duration_ms}"
        raise refused("invalid_parameters", message, param="composition_plan")


def _taken(plan: CompositionPlan, service: Service) -> dict[str, Taken]:
    """Find every stored song that a plan takes from.

    Raises:
        Refusal: when it is not there, or shorter than what is taken.
    """
    chunks = as_chunks(plan) if isinstance(plan, SectionPlan) else plan
    taken = {}
    for source in sources_of(chunks):
        assert source.song_id is not None, "the wire names sources by id"
        song = service.songs.find(source.song_id)
        if song is None:
            message = f"there is no stored song `{source.song_id}`"
            raise refused("song_not_found", message)
        if source.range.end_ms > song.duration_ms:
            raise _outside(source, song.duration_ms)
        taken[source.song_id] = Taken(song, service.songs.folder(song))
    return taken


def _outside(source: Source, duration_ms: int) -> Refusal:
    span = f"{source.range.start_ms}..{source.range.end_ms} ms"
    message = f"`{source.song_id}` lasts {duration_ms} ms, {span} are not all inside"
    return refused("invalid_parameters", message, param="range")
