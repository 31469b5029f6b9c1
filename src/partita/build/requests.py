"""What a build would send to a paid provider, why, and at what price.

Foresees only: reads takes, traces and the account book, sends and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from partita import digest
from partita.build.answers import missing
from partita.build.approach import approach, is_all_here
from partita.build.likely import likely
from partita.build.schedule import Verdict
from partita.build.songs_to_come import SongsToCome
from partita.build.states import State
from partita.graph.actions import Action, Compiled, Kind
from partita.plan.detour import with_stored_songs
from partita.plan.sources import with_sources

if TYPE_CHECKING:
    from partita.build.approach import Approach
    from partita.build.purse import Purse
    from partita.build.yard import Yard
    from partita.plan.chunks import Source
    from partita.providers.price import Price


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
        is_unlikely: sent only if what it is made from, which is made again for nothing
            and which no lockfile knows, comes out another than before.
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
    is_unlikely: bool = False


def foreseen(
    yard: Yard,
    purse: Purse,
    compiled: Compiled,
    verdicts: Mapping[str, Verdict],
) -> Iterator[Request]:
    """Yield every request that a build would send, the unlikely ones last."""
    expected = likely(yard, compiled.actions, verdicts)
    asking = [n for n in verdicts if compiled.actions[n].kind is Kind.COMPOSE]
    sure = [n for n in asking if expected[n].state is not State.CLEAN]
    yield from _foreseen(yard, purse, compiled, expected, sure)
    known = likely(yard, compiled.actions, verdicts, guess=False)
    for name in asking:
        if name not in sure and known[name].state is not State.CLEAN:
            for each in _foreseen(yard, purse, compiled, verdicts, [name]):
                yield replace(each, is_unlikely=True)


def _foreseen(
    yard: Yard,
    purse: Purse,
    compiled: Compiled,
    verdicts: Mapping[str, Verdict],
    asking: Iterable[str],
) -> Iterator[Request]:
    """Yield the requests of some actions, which go as they are judged."""
    songs = SongsToCome(yard, compiled, verdicts)
    asked: set[str] = set()
    intents = [each.intent for each in yard.journal.open()]
    # Under any name: a song may have been renamed since.
    is_open = {each.target for each in intents} | {each.request for each in intents}
    for name in asking:
        action, verdict = compiled.actions[name], verdicts[name]
        key = verdict.action_key or _likeness(action, songs)
        if key in asked:
            continue  # another song asks for the same, and one answer is enough
        asked.add(key)
        # A source that is not made yet has a name of its own, unlike all that was.
        way = approach(yard, action, verdict.action_key, songs.sources(action))
        if way.plan is None:
            yield _draft(purse, action)
        if is_all_here(way):
            songs.cut[name] = way
            continue
        yield from _uploads(purse, songs, action, way)
        open_now = bool({action.target, verdict.action_key} & is_open)
        for each in _composes(yard, purse, action, verdict, way):
            yield replace(each, is_open=open_now)


def _likeness(action: Action, songs: SongsToCome) -> str:
    """Return what tells an action from others while its key is not known."""
    return digest.of_value(["partita request", action.spec, songs.sources(action)])


def _draft(purse: Purse, action: Action) -> Request:
    price = purse.price("draft", action.spec["model_id"], 0, 0)
    because = ("nobody drafted its prompt yet",)
    return Request(action.target, "draft", because, 0, 0, 0, price)


def _composes(
    yard: Yard, purse: Purse, action: Action, verdict: Verdict, way: Approach
) -> Iterator[Request]:
    model_id = action.spec["model_id"]
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
    purse: Purse, songs: SongsToCome, action: Action, way: Approach
) -> Iterator[Request]:
    """Yield the uploads of sources that no stored song holds, each once."""
    if way.plan is None:
        return
    names = songs.names(action, way)
    named = with_sources(way.plan, lambda source: _called(source, names))
    for audio in with_stored_songs(named, songs).unstored:
        songs.handed_in.add(audio)
        maker = songs.maker_of(audio)
        lost_ms = way.base.duration_ms if way.base else 0
        length_ms = songs.length_ms_of(audio) or lost_ms
        target = maker.target if maker else action.target
        because = f"`{action.target}` is made from it"
        if maker is None and way.base is not None:
            because = f"take {way.base.take} is revised, and no stored song holds it"
            length_ms = length_ms or way.base.duration_ms
        price = purse.price("upload", None, length_ms, 0)
        yield Request(target, "upload", (because,), length_ms, 0, length_ms, price)


def _called(source: Source, names: Mapping[str, str]) -> Source:
    if source.target is None:
        return source
    return replace(source, target=names.get(source.target, source.target))
