"""What a provider refused and what it suggests, kept until it takes something.

Written when a request is refused, read by `partita fix`. Has a refusal point at the
manifest before it is told. Sends nothing and changes no manifest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from partita.errors import PartitaError
from partita.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from partita.build.sending import Errand
    from partita.build.yard import Yard
    from partita.errors import ProviderError
    from partita.graph.actions import Action
    from partita.providers.base import Composition

#: Folder of the store that holds one file a target.
REFUSED = "refused"


@dataclass(frozen=True)
class Refusal:
    """One request that was refused.

    Args:
        request: key of the action that asked.
        code: the provider's word for it.
        sent: the request's body, as it went over the wire.
        suggestion: a prompt or a plan that would be taken, as it came.
        numbers: for each chunk or section that was sent, which one of the target's
            plan it is, from 0; None for what was kept of an earlier take.
    """

    target: str
    provider: str
    request: str
    code: str | None
    sent: Mapping[str, Any]
    suggestion: Any = None
    numbers: tuple[int | None, ...] = ()


def find_refusal(store: Path, target: str) -> Refusal | None:
    """Return the last refusal of a target, if a suggestion came with it."""
    try:
        held = json.loads(_file(store, target).read_bytes())
        return Refusal(**{**held, "numbers": tuple(held["numbers"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None  # there is none, or another version of partita wrote it


def refused_targets(store: Path) -> list[str]:
    """Return the targets whose last request was refused with a suggestion."""
    return sorted(file.stem for file in (store / REFUSED).glob("*.json"))


def forget_refusal(yard: Yard, target: str) -> None:
    """Let go of a target's refusal: it was accepted since, or refused for good."""
    _file(yard.store, target).unlink(missing_ok=True)


def tell_refused_prompt(yard: Yard, action: Action, error: ProviderError) -> None:
    """Keep what is suggested for a prompt, and have the error point at the manifest."""
    if not _says_what(error):
        return
    from partita.build.drafts import draft_key
    from partita.plan.chunks import Prompt
    from partita.providers.wire.requests import plan_document

    spec = action.spec
    prompt = Prompt(
        spec["prompt"], spec.get("length_ms"), spec.get("instrumental", False)
    )
    sent = plan_document(prompt, spec["model_id"])
    provider, key = spec["provider"], draft_key(action)
    refusal = Refusal(action.target, provider, key, error.code, sent, error.suggestion)
    _tell(yard, refusal, error)


def tell_refused_plan(
    yard: Yard, errand: Errand, composition: Composition, error: ProviderError
) -> None:
    """Keep what is suggested for a plan, and have the error point at the manifest."""
    if not _says_what(error):
        return
    from partita.providers.wire.requests import compose_document

    sent = compose_document(composition)
    plan = sent["composition_plan"]
    refusal = Refusal(
        errand.target,
        errand.about["request"]["provider"],
        errand.request,
        error.code,
        sent,
        error.suggestion,
        _numbers(errand.about, len(plan.get("chunks") or plan["sections"])),
    )
    _tell(yard, refusal, error)


def _says_what(error: ProviderError) -> bool:
    """Tell whether an error judges what was asked, not who asked or when."""
    from partita.providers.wire.errors import BAD_PLAN, BAD_PROMPT

    judges = error.code in (BAD_PLAN, BAD_PROMPT) or bool(error.fields)
    return error.billing == "no" and (judges or error.suggestion is not None)


def _tell(yard: Yard, refusal: Refusal, error: ProviderError) -> None:
    from partita.build.pointing import point

    if refusal.suggestion is None:
        forget_refusal(yard, refusal.target)
    else:
        file = _file(yard.store, refusal.target)
        file.parent.mkdir(exist_ok=True)
        written = json.dumps(asdict(refusal), ensure_ascii=False, indent=2)
        write_whole(file, written.encode())
    try:
        point(yard, refusal, error)
    except PartitaError:
        return  # the manifest is another by now; the error says enough without it


def _file(store: Path, target: str) -> Path:
    return store / REFUSED / f"{target}.json"


def _numbers(about: Mapping[str, Any], count: int) -> tuple[int | None, ...]:
    """Say of each piece that was sent which one of the whole plan it is.

    What a revision keeps is sent as one reference where it follows on in the take.
    """
    plan = about["request"]["plan"]
    revised = about.get("revised") or {"keeps": ()}
    kept = {keep["chunk"]: keep for keep in revised["keeps"]}
    is_joined, end_ms = "chunks" in plan, None
    numbers: list[int | None] = []
    for index in range(len(plan["chunks" if is_joined else "sections"])):
        keep = kept.get(index + 1)
        if keep is None:
            numbers.append(index)
        elif not is_joined or keep["start_ms"] != end_ms:
            numbers.append(None)
        end_ms = keep and keep["start_ms"] + keep["duration_ms"]
    if "sent" in about:
        numbers = [numbers[number] for number in about["sent"]["numbers"]]
    # A piece that is only fetched back is sent as one reference.
    return tuple(numbers) if len(numbers) == count else (None,) * count
