"""Who plays the solos that a text asks for, where they stand.

The instrument that a direction names, be it in the band or not; without a name the
band's own. Knows events and bands; does not know what is played.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from partita.engine.composing.staging import Entry
from partita.engine.vocabulary.genres import Player
from partita.engine.vocabulary.lexicon import hits_in, tokens_of

if TYPE_CHECKING:
    from partita.engine.composing.band import Band
    from partita.engine.composing.form import Event
    from partita.engine.composing.vocal import Slot
    from partita.engine.vocabulary.instruments import Noun


@dataclass(frozen=True)
class Solo:
    """A stretch in which one instrument has the tune."""

    slot: Slot
    instrument: str


def solos_of(events: tuple[Event, ...], band: Band) -> tuple[Solo, ...]:
    """Return who plays each solo of a text, and each break that names somebody."""
    solos = []
    for event in events:
        if event.kind in ("solo", "break"):
            names = _named(event.text, band)
            if names is None and event.kind == "solo":
                names = _usual(band)
            allowed = [name for name in names or () if name not in band.out]
            solos += [Solo(event.slot, name) for name in allowed[:1]]
    return tuple(solos)


def solo_entries(
    solos: tuple[Solo, ...], staged: tuple[Entry, ...]
) -> tuple[Entry, ...]:
    """Return those who come in for a solo, and do not have the tune anyway."""
    leads = {each.player.instrument for each in staged if each.player.role == "lead"}
    return tuple(
        Entry(Player("lead", solo.instrument), solo.slot.start, solo.slot.end)
        for solo in solos
        if solo.instrument not in leads
    )


def _named(text: str, band: Band) -> list[str] | None:
    """Return who may be meant, best first: somebody of the band, if there is one."""
    for hit in hits_in(tokens_of(text)):
        if "noun" in hit.meanings:
            noun = cast("Noun", hit.meanings["noun"])
            here = [p.instrument for p in band.players if p.instrument in noun.covers]
            return [*here, *noun.plays, *noun.covers]
    return None


def _usual(band: Band) -> list[str]:
    """Return who may play a solo that names nobody: the lead, else who is no bass."""
    leads = [each.instrument for each in band.players if each.role == "lead"]
    others = [each.instrument for each in band.players if each.role != "bass"]
    return [*filter(None, [band.soloist]), *leads, *others]
