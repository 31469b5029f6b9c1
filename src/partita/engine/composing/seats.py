"""Seats in a band: the role in which an instrument plays, and how it comes in.

An instrument that the genre has no place for gets one; one that plays already is moved
to the front. Knows instruments and roles; does not know sections or notes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from partita.engine.composing.patterns import BASSES, COMPS
from partita.engine.roster import INSTRUMENTS
from partita.engine.vocabulary.genres import Player

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partita.engine.vocabulary.genres import Role
    from partita.engine.vocabulary.wishes import Asked

#: What an instrument does when its genre has no place for it.
_BY_FAMILY: Final[dict[str, tuple[Role, str]]] = {
    "keys": ("comp", "block"), "mallet": ("arp", "arp8"), "plucked": ("comp", "pick"),
    "guitar": ("comp", "strum"), "bass": ("bass", "pop"), "bowed": ("counter", ""),
    "brass": ("counter", ""), "reed": ("lead", ""), "pipe": ("lead", ""),
    "voice": ("pad", "pad"), "synth_lead": ("lead", ""), "synth_pad": ("pad", "pad"),
    "synth_bass": ("bass", "root8"), "ethnic": ("lead", ""), "chip": ("lead", ""),
    "effect": ("pad", "pad"),
}  # fmt: skip
_OWN: Final[dict[str, tuple[Role, str]]] = {
    "string_ensemble": ("pad", "pad"), "tremolo_strings": ("pad", "pad"),
    "pizzicato_strings": ("arp", "ostinato"), "double_bass": ("bass", "halves"),
    "brass_section": ("comp", "fanfare"), "french_horn": ("comp", "halves"),
    "tuba": ("bass", "march"), "harp": ("arp", "arp8"), "pluck_synth": ("arp", "arp8"),
    "chip_arp": ("arp", "arp_chip"), "chip_triangle": ("bass", "chip"),
    "fm_bell": ("arp", "bells"), "supersaw": ("comp", "pulse8"),
    "synth_brass": ("comp", "stab"), "tubular_bells": ("arp", "bells"),
    "timpani": ("bass", "whole"), "viola": ("counter", ""), "cello": ("counter", ""),
    "violin": ("lead", ""), "fiddle": ("lead", ""), "trumpet": ("lead", ""),
    "muted_trumpet": ("lead", ""), "distorted_guitar": ("comp", "power8"),
    "overdriven_guitar": ("comp", "power8"), "muted_guitar": ("comp", "funk16"),
    "steel_guitar": ("comp", "strum_soft"), "nylon_guitar": ("comp", "pick"),
    "twelve_string_guitar": ("comp", "strum"), "clean_guitar": ("comp", "pick"),
    "pedal_steel": ("pad", "pad"), "ukulele": ("comp", "strum_folk"),
    "banjo": ("arp", "arp16"), "koto": ("comp", "pick"), "grand_piano": ("comp",
    "pulse4"),
    "felt_piano": ("comp", "arp8"), "harpsichord": ("comp", "broken"),
    "electric_piano": ("comp", "halves"), "drone": ("pad", "pad"),
    "bass_808": ("bass", "trap"), "wobble_bass": ("bass", "wobble"),
    "upright_bass": ("bass", "two"), "music_box": ("arp", "arp8"),
    "celesta": ("arp", "twinkle"), "vibraphone": ("comp", "halves"),
    "glockenspiel": ("arp", "bells"), "acid_lead": ("arp", "arp_gate"),
    "synth_voice": ("pad", "pad"), "accordion": ("comp", "halves"),
    "harmonica": ("lead", ""), "oud": ("lead", ""), "sitar": ("lead", ""),
    "didgeridoo": ("bass", "drone"), "lute": ("comp", "pick"),
    "mandolin": ("comp", "offbeat"),
}  # fmt: skip


def seat_of(name: str) -> tuple[Role, str]:
    """Return the role and the figure that an instrument has where none is said."""
    return _OWN.get(name) or _BY_FAMILY[INSTRUMENTS[name].family]


def seated(
    players: list[Player], wanted: Iterable[Asked], out: set[str], *, is_now: bool
) -> list[Player]:
    """Let asked instruments and ensembles into a band, in roles that suit them.

    Args:
        out: instruments that may not play.
        is_now: whether the chunk itself asks; then what it names plays all the same.
    """
    together: set[str] = set()
    for asked in wanted:
        for number, name in enumerate(asked.noun.plays if asked.weight > -2 else ()):
            played = name
            if name in out and asked.noun.family:
                others = (each for each in asked.noun.covers if each not in out)
                played = next(others, name)
            if played not in out or is_now:
                players = _seated(players, asked, played, together, is_head=not number)
                together.add(played)
    return players


def _seated(
    players: list[Player],
    asked: Asked,
    name: str,
    together: set[str],
    *,
    is_head: bool,
) -> list[Player]:
    """Let one instrument in.

    Args:
        together: who was asked for with it, and is not replaced.
    """
    covered = set(asked.noun.covers) if asked.noun.family else {name}
    wants_lead = is_head and asked.role in ("lead", "counter")
    for at, player in enumerate(players):
        fits = player.instrument in covered and (
            not wants_lead or player.role == asked.role
        )
        if fits:
            figure = _figure(asked.figure, player)
            joined = replace(player, enters=0, figure=figure)
            return [*players[:at], joined, *players[at + 1 :]]
    role, figure = _seat(name, asked, is_head=is_head)
    pan = (sum(map(ord, name)) % 5 - 2) * 14 if role not in ("bass", "lead") else 0
    joined = Player(role, name, figure, 0, 0, pan)
    if role == "bass":
        return [*_beside(players, "bass", together), joined]
    if role == "lead":
        players = _beside(players, "lead", together)
        return _led(players, joined, is_named=is_head and asked.role == "lead")
    if role == "pad":
        return [each for each in players if each.role != "pad" or each.enters == 0] + [
            joined
        ]
    return [*players, joined]


def _beside(players: list[Player], role: Role, together: set[str]) -> list[Player]:
    """Return the players without those whose role is taken over."""
    return [
        each for each in players if each.role != role or each.instrument in together
    ]


def _led(players: list[Player], joined: Player, *, is_named: bool) -> list[Player]:
    """Let a lead in; of two the one that is named as such has the tune."""
    others = [each for each in players if each.role != "lead"]
    leads = [each for each in players if each.role == "lead"]
    if leads and not is_named:
        return [*others, *leads, replace(joined, role="counter")]
    return [*others, *(replace(each, role="counter") for each in leads), joined]


def _seat(name: str, asked: Asked, *, is_head: bool) -> tuple[Role, str]:
    role, figure = seat_of(name)
    if is_head and asked.role == "lead":
        return "lead", ""
    if is_head and asked.role == "counter":
        return "counter", ""
    if asked.role == "comp" or (asked.figure in COMPS and role != "bass"):
        role, figure = "comp", figure if figure in COMPS else "block"
    return role, asked.figure if asked.figure in COMPS and role != "bass" else figure


def _figure(figure: str, player: Player) -> str:
    known = BASSES if player.role == "bass" else COMPS
    return figure if figure in known and player.figure else player.figure
