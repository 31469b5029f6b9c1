"""Find the stored songs of a provider that hold some audio, whole or in pieces.

Audio is named by its digest. What was cut from what is read off the traces of masters,
which say what each of them keeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from partita.build.answers import outputs_of
from partita.build.revised import OWN, revised_note
from partita.errors import BlobCorrupt, BlobMissing
from partita.plan.chunks import Source, TimeRange
from partita.plan.detour import Stretch
from partita.units import ms_at

if TYPE_CHECKING:
    from partita.build.yard import Yard
    from partita.graph.keys import Explanation
    from partita.plan.detour import Detour
    from partita.store.take import Take
    from partita.store.traces import Made


@dataclass(frozen=True)
class StoredSongs:
    """What a provider keeps of a project's audio, as it is known right now.

    Args:
        named: audio by what a plan calls it.
    """

    yard: Yard
    provider: str
    named: Mapping[str, Made] = field(default_factory=dict)

    def song_of(self, audio: str) -> str | None:
        """Return a stored song that holds some audio: uploaded, or a take's own."""
        digest = self._digest(audio)
        known = self.yard.stored.song_of(self.provider, digest)
        return known or self._of_takes.get(digest) or self._of_parents.get(digest)

    def stretches_of(self, audio: str) -> Iterable[Stretch]:
        """Return what of some audio is known to be other audio's, in order."""
        digest = self._digest(audio)
        return self._cut.get(digest) or self._unmastered(digest)

    def made_of(self, audio: str) -> Made | None:
        """Return audio that could be handed in, if it is here."""
        if audio in self.named:
            return self.named[audio]
        made = self.yard.traces.with_value(audio)
        return made if made and made.blob in self.yard.blobs else None

    def length_ms_of(self, audio: str) -> int | None:
        """Return how much audio there would be to hand in."""
        made = self.made_of(audio)
        return ms_at(made.facts["frames"], made.facts["rate_hz"]) if made else None

    def to_hand_in(self, way: Detour) -> dict[str, Made]:
        """Return the audio that has to be handed in first, by its name in the plan."""
        found = {name: self.made_of(name) for name in way.unstored}
        return {name: made for name, made in found.items() if made is not None}

    def _digest(self, audio: str) -> str:
        return self.named[audio].value if audio in self.named else audio

    @cached_property
    def _of_takes(self) -> dict[str, str]:
        """Return the stored song that a take is, by the digest of its master.

        Also by what stands for a take whose master is not known: see `name_of`.
        """
        masters = {
            trace.explanation.get("input received"): trace.outputs["audio"].value
            for trace in self.yard.traces.alive()
            if "audio" in trace.outputs
        }
        names = [(name_of(take), take) for take in self._stored_takes()]
        mastered = [(masters[name], take) for name, take in names if name in masters]
        return {name: take.song_id or "" for name, take in (*names, *mastered)}

    @cached_property
    def _of_parents(self) -> dict[str, str]:
        """Return the stored songs of takes that were revised, as revisions name them.

        Asked last, since it reads what every revision says; it needs no traces.
        """
        parents = {(n, t.take): t for n, t in self.yard.takes.all()}
        stored = {take.song_id for take in self._stored_takes()}
        return {
            revised["audio"]: parent.song_id
            for target, take in self.yard.takes.all()
            if (parent := parents.get((target, take.parent or 0)))
            and parent.song_id in stored
            and parent.song_id is not None
            and (revised := self._revised(take.details))
        }

    def _stored_takes(self) -> list[Take]:
        """Return the takes that the provider still keeps, the first one last."""
        gone = self.yard.stored.is_gone
        held = [take for _, take in self.yard.takes.all()]
        return [t for t in reversed(held) if t.song_id and not gone(t.song_id)]

    @cached_property
    def _cut(self) -> dict[str, tuple[Stretch, ...]]:
        """Return what is kept in each master, by the digest of its audio."""
        return {
            made.value: kept
            for trace in self.yard.traces.alive()
            for made in [trace.outputs.get("audio")]
            if made is not None and (kept := self._kept(trace.explanation))
        }

    def _kept(self, explanation: Explanation) -> tuple[Stretch, ...]:
        keeps = [*explanation.get("keeps", ())]
        audio = {
            name.removeprefix("input "): value
            for name, value in explanation.items()
            if name.startswith("input source/")
        }
        details = explanation.get("input details")
        revised = self._revised(details) if details else None
        if revised:
            keeps += revised["keeps"]
            audio[OWN] = revised["audio"]
        return stretches(keeps, audio)

    def _unmastered(self, name: str) -> tuple[Stretch, ...]:
        """Return what a take keeps that goes by its name."""
        takes = (take for _, take in self.yard.takes.all() if name_of(take) == name)
        revised = next((self._revised(take.details) for take in takes), None)
        return stretches(revised["keeps"], {OWN: revised["audio"]}) if revised else ()

    def _revised(self, details: str) -> dict[str, Any] | None:
        try:
            return revised_note(self.yard.blobs.get(details))
        except (BlobMissing, BlobCorrupt):
            return None  # then less is known, and more is handed in


def name_of(take: Take) -> str:
    """Return what stands for the audio of a take whose master is not known."""
    return outputs_of(take)["received"].value


def stretches(
    keeps: Iterable[Mapping[str, Any]], audio: Mapping[str, str]
) -> tuple[Stretch, ...]:
    """Return what an action keeps as stretches, in order.

    Args:
        audio: what each source is called, by the name that it has in `keeps`.
    """
    found = [
        Stretch(
            keep["at_ms"],
            Source(
                TimeRange(keep["start_ms"], keep["start_ms"] + keep["duration_ms"]),
                audio[keep["source"]],
            ),
        )
        for keep in keeps
        if keep["source"] in audio
    ]
    return tuple(sorted(found, key=lambda each: each.at_ms))
