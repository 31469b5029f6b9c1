"""Who plays: a genre's band, with what styles ask for, without what they forbid.

What is asked for is there; what a negative style names is not there, and something
that is allowed takes its place where one is needed. Knows no sections and no notes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from partita.engine.composing.going_on import going_on
from partita.engine.composing.lineups import alone
from partita.engine.composing.seats import seated
from partita.engine.composing.substitutes import without
from partita.engine.vocabulary.genres import Genre, Player

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partita.engine.composing.heard import Heard
    from partita.engine.vocabulary.wishes import Asked, Wishes

_ALONE: Final = frozenset(("alone", "alone_here"))
#: Kits that are machines, and what plays instead of them.
_ELECTRONIC_KITS: Final = frozenset(("kit_808", "kit_909", "trap_kit", "lofi_kit",
                                     "gated_kit", "chip_kit",
                                     "breakbeat_kit"))  # fmt: skip
_ACOUSTIC_KIT: Final = "acoustic_kit"


@dataclass(frozen=True)
class Band:
    """Who plays in a chunk.

    Args:
        asked: instruments that this chunk names, or that the first one does.
        weights: -1 softer, 1 stronger, for some instruments.
        kit: "" when there are no drums.
        drums: what styles say of drums: `in`, `soft`, `strong`, `out` or "".
        strokes: that are asked for, and those that are not to be heard: `strokes_out`.
        soloist: the instrument named for a solo or a melody, "" for the genre's.
        out: instruments that may not play.
    """

    players: tuple[Player, ...]
    asked: frozenset[str]
    now: frozenset[str]
    weights: tuple[tuple[str, int], ...]
    kit: str
    groove: str
    drums: str
    strokes_out: frozenset[str]
    strokes: tuple[str, ...] = ()
    soloist: str = ""
    out: frozenset[str] = frozenset()

    def weight_of(self, instrument: str) -> int:
        """Return how much softer or stronger an instrument is to play."""
        return dict(self.weights).get(instrument, 0)


def choose_band(
    genre: Genre,
    tone: Wishes,
    own: Wishes,
    heard: Heard,
    *,
    is_first: bool,
    groove: str = "",
) -> Band:
    """Return the band of one chunk.

    Args:
        tone: what the first chunk wishes; for the first chunk the same as `own`.
        heard: whose instruments and drums go on.
        groove: one that was heard, "" for the genre's.
    """
    out = own.out | {name for name in tone.out if name not in _named(own)}
    asked_tone = () if is_first else tuple(tone.asked)
    players = seated(going_on(genre, heard), asked_tone, out, is_now=False)
    players = seated(players, own.asked, out, is_now=True)
    players = _with_figure(players, own.figure or tone.figure)
    players = _without_roles(without(players, out, genre), own.flags | tone.flags)
    is_alone = _is_alone(tone, own)
    others = heard.instruments or ()
    now = frozenset(_placed(players, own.asked))
    drums = _drums(own, tone, heard, is_alone=is_alone)
    if is_alone:
        before = () if own.flags & _ALONE else asked_tone
        few = alone(players, {*now, *_placed(players, before), *others})
        # Whoever is to play alone and may not leaves it to the others.
        is_empty = not few and drums == "out" and "only_sounds" not in own.flags
        players = players if is_empty else few
    asked_all = (
        now
        | frozenset(_placed(players, asked_tone))
        | frozenset(each.instrument for each in players if each.instrument in others)
    )
    return Band(
        players=tuple(_trimmed(players, asked_all)),
        asked=asked_all,
        now=now,
        weights=tuple(sorted(_weights(own.asked).items())),
        kit=_kit(heard.kit or genre.kit, tone, own, is_first=is_first),
        groove=groove or _groove(genre, own, tone),
        drums=drums,
        strokes_out=frozenset(own.strokes_out | tone.strokes_out),
        strokes=tuple(dict.fromkeys((*tone.strokes, *own.strokes))),
        soloist=_soloist(players, own.asked, out),
        out=frozenset(out),
    )


def _named(own: Wishes) -> set[str]:
    return {name for asked in own.asked for name in asked.noun.plays}


def _with_figure(players: list[Player], figure: str) -> list[Player]:
    """Give a manner of playing that no instrument was named for to the first comp."""
    table = {"walk": "bass"}
    role = table.get(figure, "comp")
    for at, player in enumerate(players):
        if figure and player.role == role:
            changed = replace(player, figure=figure)
            return [*players[:at], changed, *players[at + 1 :]]
    return players


def _without_roles(players: list[Player], flags: set[str]) -> list[Player]:
    """Take roles away that are forbidden by what they do: "no melody"."""
    left = [each for each in players if f"no_{each.role}" not in flags]
    if "no_lead" in flags:
        left = [each for each in left if each.role != "counter"]
    return left or players[:1]


def _placed(players: list[Player], asked: Iterable[Asked]) -> list[str]:
    names = []
    for each in asked:
        if each.weight == -2:
            continue
        covered = set(each.noun.covers) if each.noun.family else set(each.noun.plays)
        names += [
            p.instrument for p in players if p.instrument in covered and p.enters == 0
        ]
    return names


def _weights(asked: Iterable[Asked]) -> dict[str, int]:
    weights: dict[str, int] = {}
    for each in asked:
        if not each.weight:
            continue
        for name in each.noun.covers:
            weights[name] = max(-1, each.weight)
    return weights


def _trimmed(players: list[Player], asked: frozenset[str]) -> list[Player]:
    """Leave out the genre's own players where asked ones already crowd their role."""
    kept: list[Player] = []
    for role, room in (("comp", 3), ("pad", 2), ("arp", 2), ("counter", 2)):
        wanted = [
            each for each in players if each.role == role and each.instrument in asked
        ]
        others = [
            each
            for each in players
            if each.role == role and each.instrument not in asked
        ]
        spare = max(0, room - len(wanted) - (1 if wanted else 0))
        kept += [*wanted, *others[:spare]]
    kept += [each for each in players if each.role in ("bass", "lead")]
    return [each for each in players if each in kept]


def _soloist(players: list[Player], asked: Iterable[Asked], out: set[str]) -> str:
    for each in asked:
        if each.solo or each.role == "lead":
            covered = each.noun.covers
            for player in players:
                if player.instrument in covered and player.instrument not in out:
                    return player.instrument
    return ""


def _kit(usual: str, tone: Wishes, own: Wishes, *, is_first: bool) -> str:
    kit = own.kit or (tone.kit if not is_first else "") or usual
    machines_out = "no_electronic" in own.flags or "no_electronic" in tone.flags
    if machines_out and kit in _ELECTRONIC_KITS:
        kit = _ACOUSTIC_KIT
    if kit in own.kits_out | tone.kits_out - {own.kit}:
        kit = _ACOUSTIC_KIT if kit != _ACOUSTIC_KIT else "kit_909"
    return kit


def _is_alone(tone: Wishes, own: Wishes) -> bool:
    """Tell whether only those play who are named, in the chunk or in the first one."""
    if {"a_cappella", "choir"} <= own.flags | tone.flags:
        return True
    if own.flags & _ALONE:
        return True
    return "alone" in tone.flags and "full" not in own.flags


def _drums(own: Wishes, tone: Wishes, heard: Heard, *, is_alone: bool) -> str:
    if own.drums:
        return own.drums
    if "no_drums" in own.flags | tone.flags:
        return "out"
    if is_alone and not tone.drums and not heard.instruments:
        return "out"
    if heard.drums is not None:
        playing = "soft" if "fade_out" in own.flags else "in"
        return playing if heard.drums else "out"
    # What the first chunk forbids stays away; "light drums" there is light there.
    return "out" if tone.drums == "out" else ""


def _groove(genre: Genre, own: Wishes, tone: Wishes) -> str:
    flags = own.flags | tone.flags
    if "four_floor" in flags and not genre.electronic:
        return "disco"
    kit = own.kit or tone.kit
    if kit == "hand_drums" and genre.kit not in ("hand_drums", "latin_kit"):
        return "folk"
    if kit == "brush_kit" and genre.groove in ("pop", "rock", "folk", "ballad"):
        return "brushes"
    if kit == "cinematic_kit" and genre.kit != kit:
        return "cinematic"
    return genre.groove
