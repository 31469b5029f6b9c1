"""Compile a song or an edit that a paid provider makes: compose, master, keep. Pure.

What the provider is asked for is one action, whose key holds the plan and the digests
of the audio that the plan takes from. Which take answers it is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from partita.graph.actions import Action, Input, Kind
from partita.graph.sources import by_number, keeps_of
from partita.manifest.resolved import PieceSpec
from partita.plan.chunks import LoweredTarget
from partita.plan.document import to_document


@dataclass(frozen=True)
class Asked:
    """The actions of one piece, in order."""

    compose: Action
    master: Action
    keep: Action


def asked(
    piece: PieceSpec,
    target: LoweredTarget,
    inputs: tuple[Input, ...],
    provider: str,
    codecs: int,
) -> Asked:
    """Compile a piece.

    Args:
        inputs: the audio of each source that is a target, in order of the plan.
    """
    numbers = numbers_of(target)
    keeps = keeps_of(target.plan, numbers)
    compose = Action(
        Kind.COMPOSE,
        f"compose:{target.name}",
        target.name,
        {"provider": provider, **_request(piece, target, numbers)},
        inputs,
        aside={
            "takes": piece.takes,
            "on_change": piece.on_change,
            "duration_ms": target.duration_ms,
        },
    )
    received = Input("received", compose.name, "received")
    details = Input("details", compose.name, "details")
    spec = {"codecs": codecs, "duration_ms": target.duration_ms, "keeps": keeps}
    given = (received, details, *inputs)
    master = Action(Kind.MASTER, f"master:{target.name}", target.name, spec, given)
    audio = Input("audio", master.name, "audio")
    # What a revision keeps is known only when the take is there, so it is always asked.
    keep = Action(
        Kind.KEEP,
        f"keep:{target.name}",
        target.name,
        {"keeps": keeps},
        (audio, details, *inputs),
    )
    return Asked(compose, master, keep)


def draft_of(target: LoweredTarget, provider: str) -> Action:
    """Return the action that has the provider turn a song's prompt into a plan."""
    prompt = target.prompt
    assert prompt is not None
    spec: dict[str, Any] = {
        "provider": provider,
        "model_id": target.model_id,
        "prompt": prompt.text,
    }
    if prompt.length_ms is not None:
        spec["length_ms"] = prompt.length_ms
    if prompt.instrumental:
        spec["instrumental"] = True
    return Action(Kind.DRAFT, f"draft:{target.name}", target.name, spec)


def numbers_of(target: LoweredTarget) -> dict[str, str]:
    """Return how a target's sources are called where names must not count."""
    names = list(dict.fromkeys(s.target for s in target.sources if s.target))
    return {name: f"source/{i}" for i, name in enumerate(names)}


def _request(
    piece: PieceSpec, target: LoweredTarget, numbers: Mapping[str, str]
) -> dict[str, Any]:
    request: dict[str, Any] = {"model_id": target.model_id}
    if target.plan is None:
        # Nobody drafted it yet, as in a dry run; a build never comes here.
        assert target.prompt is not None
        request |= {"prompt": target.prompt.text}
    else:
        request |= {"plan": to_document(by_number(target.plan, numbers))}
    if target.seed is not None:
        request["seed"] = target.seed
    if piece.finetune_id is not None:
        request["finetune_id"] = piece.finetune_id
    if not piece.respect_sections_durations:
        request["respect_sections_durations"] = False
    return request
