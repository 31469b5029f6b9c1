"""What a provider will keep when a build comes to send its requests.

As `stored_songs`, but audio that is not made yet goes by the name of its action. Reads
what is planned; sends and makes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partita.build.answers import master_of, outputs_of
from partita.build.revised import OWN
from partita.build.stored_songs import StoredSongs, stretches
from partita.graph.actions import Action, Compiled, Kind

if TYPE_CHECKING:
    from partita.build.approach import Approach
    from partita.build.schedule import Verdict
    from partita.build.yard import Yard
    from partita.plan.detour import Stretch

#: What stands for the id of a stored song that there will be.
_TO_COME = "to come"


@dataclass
class SongsToCome:
    """The stored songs that there are, and those that a build adds.

    Args:
        cut: how the pieces are made that are only cut from takes, by their action.
        handed_in: audio that is uploaded for an earlier request of the same build.
    """

    yard: Yard
    compiled: Compiled
    verdicts: Mapping[str, Verdict]
    cut: dict[str, Approach] = field(default_factory=dict)
    handed_in: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._now = StoredSongs(self.yard, self.compiled.provider)

    def names(self, action: Action, way: Approach) -> dict[str, str]:
        """Return what the audio is called here that a request takes from."""
        return self.sources(action) | self._own(way)

    def sources(self, action: Action) -> dict[str, str]:
        """Return what the audio of an action's inputs is called here."""
        return {each.role: self._name(each.action) for each in action.inputs}

    def song_of(self, audio: str) -> str | None:
        """Return a stored song that will hold some audio."""
        action = self.compiled.actions.get(audio)
        if audio in self.handed_in:
            return _TO_COME
        if action is None:
            return self._now.song_of(audio)
        return _TO_COME if self._is_bought(action) else None

    def length_ms_of(self, audio: str) -> int | None:
        """Return how much audio there would be to hand in."""
        maker = self.maker_of(audio)
        if maker is None:
            return self._now.length_ms_of(audio)
        return self.compiled.targets[maker.target].duration_ms

    def maker_of(self, audio: str) -> Action | None:
        """Return the action that makes some audio, or would; None for an old take's."""
        names = [n for n in self.verdicts if self._makes_audio(n)]
        found = next((name for name in names if self._name(name) == audio), None)
        return None if found is None else self.compiled.actions[found]

    def _makes_audio(self, name: str) -> bool:
        return self.compiled.actions[name].kind in (Kind.MASTER, Kind.IMPORT)

    def stretches_of(self, audio: str) -> Iterable[Stretch]:
        """Return what of some audio will be other audio's, in order."""
        action = self.compiled.actions.get(audio)
        if action is None:
            return self._now.stretches_of(audio)
        names = self.sources(action)
        keeps = [*action.spec.get("keeps", ())]
        for way in filter(None, map(self.cut.get, action.needs)):
            assert way.revision is not None
            keeps += [{**vars(each), "source": OWN} for each in way.revision.kept]
            names |= self._own(way)
        return stretches(keeps, names)

    def _own(self, way: Approach) -> dict[str, str]:
        if way.base is None:
            return {}
        master = master_of(self.yard.traces, way.base)
        # Where its record is lost, what came stands for the master made of it.
        return {OWN: (master or outputs_of(way.base)["received"]).value}

    def _name(self, action: str) -> str:
        made = self.verdicts[action].outputs
        return action if made is None else made["audio"].value

    def _is_bought(self, action: Action) -> bool:
        kinds = {each: self.compiled.actions[each].kind for each in action.needs}
        asked = [each for each, kind in kinds.items() if kind is Kind.COMPOSE]
        return any(each not in self.cut for each in asked)
