"""What a build would send to a paid provider, why, and at what price.

Foresees only: reads takes, traces and the account book, sends and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from partita.build.answers import master_of, missing
from partita.build.approach import approach, is_all_here
from partita.build.revised import OWN
from partita.build.schedule import Verdict
from partita.build.states import State
from partita.build.stored_songs import song_holding
from partita.graph.actions import Action, Compiled, Kind
from partita.plan.chunks import sources_of

if TYPE_CHECKING:
    from partita.build.approach import Approach
    from partita.build.purse import Purse
    from partita.build.yard import Yard
    from partita.providers.price import Price
    from partita.store.take import Take


@dataclass(frozen=True)
class Request:
    """One request that a build would send.

    Args:
        because: why, in words; for one that waits for its sources, for which.
        whole_ms: how much would be generated without a revision.
        revises: number of the take that is revised.
        is_anew: a take is pinned, but too much of the plan changed to revise it.
        is_open: nobody knows how an earlier request of the target ended, so a build
            asks before it sends this one.
    """

    target: str
    operation: str
    because: tuple[str, ...]
    made_ms: int
    kept_ms: int
    whole_ms: int
    price: Price
    revises: int | None = None
    is_anew: bool = False
    is_open: bool = False


def foreseen(
    yard: Yard,
    purse: Purse,
    compiled: Compiled,
    verdicts: Mapping[str, Verdict],
) -> Iterator[Request]:
    """Yield every request that a build would send, in the order of its actions."""
    uploads: set[str] = set()
    cut: set[str] = set()
    asked: set[str] = set()
    is_open = {each.intent.target for each in yard.journal.open()}
    for name, verdict in verdicts.items():
        action = compiled.actions[name]
        if action.kind is not Kind.COMPOSE or verdict.state is State.CLEAN:
            continue
        if verdict.action_key is not None:
            if verdict.action_key in asked:
                continue  # another song asks for the same, and one answer is enough
            asked.add(verdict.action_key)
        way = _way(yard, action, verdict)
        if way.plan is None:
            yield _draft(purse, action)
        if is_all_here(way):
            cut.add(action.target)
        yield from _uploads(yard, purse, compiled, verdicts, action, way, uploads, cut)
        for each in _composes(yard, purse, action, verdict, way):
            yield replace(each, is_open=action.target in is_open)


def _way(yard: Yard, action: Action, verdict: Verdict) -> Approach:
    explanation = verdict.explanation
    sources = explanation and {
        i.role: explanation[f"input {i.role}"] for i in action.inputs
    }
    return approach(yard, action, verdict.action_key, sources)


def _draft(purse: Purse, action: Action) -> Request:
    price = purse.price("draft", action.spec["model_id"], 0, 0)
    because = ("nobody drafted its prompt yet",)
    return Request(action.target, "draft", because, 0, 0, 0, price)


def _composes(
    yard: Yard, purse: Purse, action: Action, verdict: Verdict, way: Approach
) -> Iterator[Request]:
    model_id = action.spec["model_id"]
    if is_all_here(way):
        return
    price = purse.price("compose", model_id, way.made_ms, way.kept_ms)
    request = verdict.action_key
    count = missing(yard.takes, action, request) if request else action.aside["takes"]
    revises = way.base.take if way.base else None
    for _ in range(count):
        yield Request(
            action.target,
            "compose",
            verdict.because,
            way.made_ms,
            way.kept_ms,
            way.whole_ms,
            price,
            revises,
            way.is_anew,
        )


def _uploads(
    yard: Yard,
    purse: Purse,
    compiled: Compiled,
    verdicts: Mapping[str, Verdict],
    action: Action,
    way: Approach,
    seen: set[str],
    cut: set[str],
) -> Iterator[Request]:
    """Yield the uploads of sources that no stored song holds, each once.

    Args:
        seen: sources whose upload was told; added to.
        cut: targets that are cut from a take here, which no provider stores.
    """
    named = {s.target for s in sources_of(way.plan)} if way.plan else set()
    for given in action.inputs:
        source = compiled.actions[given.action]
        if given.role not in named or source.name in seen:
            continue
        made = verdicts[source.name].outputs
        known = made and song_holding(yard, compiled.provider, made["audio"].value)
        is_bought = source.kind is not Kind.IMPORT and source.target not in cut
        composed = is_bought and made is None
        if known or composed:
            continue
        seen.add(source.name)
        length_ms = compiled.targets[source.target].duration_ms or 0
        price = purse.price("upload", None, length_ms, 0)
        because = (f"`{action.target}` is made from it",)
        yield Request(source.target, "upload", because, length_ms, 0, length_ms, price)
    if way.base and OWN in named and _is_unstored(yard, compiled.provider, way.base):
        length_ms = way.base.duration_ms
        price = purse.price("upload", None, length_ms, 0)
        because = (f"take {way.base.take} is revised, and no stored song holds it",)
        yield Request(action.target, "upload", because, length_ms, 0, length_ms, price)


def _is_unstored(yard: Yard, provider: str, take: Take) -> bool:
    if take.song_id is not None and not yard.stored.is_gone(take.song_id):
        return False
    master = master_of(yard.traces, take)
    return master is None or song_holding(yard, provider, master.value) is None
