"""Styles in free English to wishes: what is asked for, and what must not be there.

Takes the longest known phrases in each clause and lets them act on one another ("light
drums", "no guitar", "rising synth melody"). Knows no sections; what becomes of the
wishes is in `direction`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

from partita.engine.vocabulary.figures import read_figures
from partita.engine.vocabulary.lexicon import Hit, hits_in, nearest, tokens_of
from partita.engine.vocabulary.tongues import named_language
from partita.engine.vocabulary.words import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partita.engine.vocabulary.instruments import Noun

_CLAUSES: Final = re.compile(r"[,;.!]\s+|[,;]|\b(?:but|then|while)\b", re.IGNORECASE)
#: Negations before what they negate; the other `out` turns stand after it.
_BEFORE: Final = frozenset(("no", "without", "minus", "not", "never"))
_DRUMMING: Final = frozenset(("drums", "kit", "strokes"))
#: Genre words that say little beside another genre.
GENERIC: Final = frozenset(
    """electronic|electronic music|acoustic|dance|dance music|emotional|chill|drift|
    inspirational|epic music|atmospheric|corporate|motivational|movie|score|soundtrack|
    action|adventure|war|battle|video game|nature|desert|island|tropical|world|world
    music|garage|noise|sleep music|relaxation|healing|playful|children|love song|
    traditional|anthem|heroic|fantasy|lounge|noir|80s|eighties|retro game|suspense|
    documentary|breaks|rave|festival|spiritual|meditation|scary|creepy|eerie|haunted|
    swing|drone|chillout|christmas|holiday|cinematic|orchestral|oriental|african|tavern|
    unplugged|campfire|praise|reel|gypsy|thriller|crooner|club music|arcade|pixel|
    spy|detective|heist|jingle|steampunk|platformer|puzzle game|
    spanish|japanese|chinese|indian|asian|brazilian|tribal|latin|glitch|rap""".replace(
        "\n    ", ""
    ).split("|")
)


@dataclass(frozen=True)
class Asked:
    """An instrument or ensemble that a style names.

    Args:
        noun: what the word means.
        role, figure: how it is to be played, "" when nothing says so.
        weight: -1 softly, 0 plainly, 1 strongly.
    """

    noun: Noun
    role: str = ""
    figure: str = ""
    weight: int = 0
    solo: bool = False


@dataclass
class Wishes:
    """All that some styles say. Filled by `read_styles`, then only read."""

    genres: list[tuple[str, int]] = field(default_factory=list)
    tempo_mbpm: int | None = None
    tempo_word: tuple[int, int, int] | None = None
    tonic: int | None = None
    mode: str | None = None
    metre: tuple[int, int] | None = None
    dials: dict[str, int] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    course: str = ""
    asked: list[Asked] = field(default_factory=list)
    figure: str = ""
    roles: set[str] = field(default_factory=set)
    drums: str = ""
    kit: str = ""
    strokes: list[str] = field(default_factory=list)
    voice: set[str] = field(default_factory=set)
    out: set[str] = field(default_factory=set)
    strokes_out: set[str] = field(default_factory=set)
    kits_out: set[str] = field(default_factory=set)
    genres_out: set[str] = field(default_factory=set)
    modes_out: set[str] = field(default_factory=set)
    voice_out: set[str] = field(default_factory=set)
    tempo_out: list[tuple[int, int, int]] = field(default_factory=list)
    misspelt: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def turn(self, dial: str, by: int) -> None:
        """Turn one dial."""
        self.dials[dial] = self.dials.get(dial, 0) + by


def read_styles(positive: Iterable[str], negative: Iterable[str] = ()) -> Wishes:
    """Read what some styles ask for, and what the negative ones forbid."""
    wishes = Wishes()
    for style in positive:
        _read_style(style, wishes, is_wanted=True)
    for style in negative:
        _read_style(style, wishes, is_wanted=False)
    return wishes


def _read_style(style: str, wishes: Wishes, *, is_wanted: bool) -> None:
    language, unnamed = named_language(style)
    figures, rest = read_figures(unnamed)
    if is_wanted:
        wishes.tempo_mbpm = figures.tempo_mbpm or wishes.tempo_mbpm
        wishes.tonic = wishes.tonic if figures.tonic is None else figures.tonic
        wishes.mode = figures.mode or wishes.mode
        wishes.metre = figures.metre or wishes.metre
    elif figures.mode:
        wishes.modes_out.add(figures.mode)
    is_known = bool(language) or figures != type(figures)()
    strange: list[str] = []
    for clause in _CLAUSES.split(rest):
        tokens = tokens_of(clause)
        hits = hits_in(tokens)
        is_known = is_known or bool(hits)
        strange += _strange(tokens, hits)
        _Clause(hits, wishes).read(is_wanted=is_wanted)
    misspelt = [word for word in strange if not _is_english(word) and nearest(word)]
    wishes.misspelt += misspelt
    if strange and not is_known and not misspelt:
        wishes.unknown.append(" ".join(style.split()))


def _strange(tokens: tuple[str, ...], hits: tuple[Hit, ...]) -> list[str]:
    known = {at for hit in hits for at in range(hit.start, hit.end)}
    return [
        token
        for at, token in enumerate(tokens)
        if at not in known
        and token not in PLAIN
        and token.rstrip("s") not in PLAIN
        and len(token) > 2
        and not token[0].isdigit()
    ]


def _is_english(word: str) -> bool:
    # Images are English, and no news; a word that is not may be mistyped.
    from partita.engine.singing.pronounce import is_listed

    return all(is_listed(part) for part in word.split("-") if part)


def _role_in(phrase: str) -> str:
    last = phrase.rsplit(maxsplit=1)[-1]
    return "lead" if last in ("lead", "melody", "hook", "solo") else ""


class _Clause:
    """One clause of a style, while its phrases act on one another."""

    def __init__(self, hits: tuple[Hit, ...], wishes: Wishes) -> None:
        self.hits = hits
        self.wishes = wishes
        self.things = [hit for hit in hits if self._is_thing(hit)]
        self.weight = self._weight()
        self.spoken = self._words_of("figure="), self._words_of("role=")
        self.solo = "solo" in self._words_of("flag=")

    def read(self, *, is_wanted: bool) -> None:
        """Let each phrase do what it does."""
        for hit in self.hits:
            # "no drums" among the wanted forbids; "no drums" forbidden means nothing.
            if self._is_out(hit):
                if is_wanted:
                    self._forbid(hit)
            elif is_wanted:
                self._want(hit)
            else:
                self._forbid(hit)
        if is_wanted and not any("noun" in hit.meanings for hit in self.things):
            self._want_manner()

    @staticmethod
    def _is_thing(hit: Hit) -> bool:
        return any(
            kind in hit.meanings for kind in ("noun", "drums", "kit", "strokes")
        ) or "sing" in str(hit.meanings.get("voice", ""))

    def _words_of(self, prefix: str) -> list[str]:
        return [
            word.removeprefix(prefix)
            for hit in self.hits
            for word in str(hit.meanings.get("dials", "")).split()
            if word.startswith(prefix)
        ]

    def _weight(self) -> int:
        turns = [hit.meanings.get("turn") for hit in self.hits]
        return (-1 if "soft" in turns else 0) or (1 if "strong" in turns else 0)

    def _is_out(self, hit: Hit) -> bool:
        before = any(
            other.meanings.get("turn") == "out" and other.phrase in _BEFORE
            for other in self.hits
            if other.end <= hit.start
        )
        after = any(
            other.meanings.get("turn") == "out" and other.phrase not in _BEFORE
            for other in self.hits
            if other.start >= hit.end
        )
        return before or (after and self._is_thing(hit))

    def _want(self, hit: Hit) -> None:
        wishes, means = self.wishes, hit.meanings
        if "genre" in means:
            weight = 1 if hit.phrase in GENERIC or self.things else 2
            wishes.genres.append((cast("str", means["genre"]), weight))
        if "noun" in means:
            wishes.asked.append(self._asked(hit))
        self._want_drums(hit)
        if "tempo" in means:
            wishes.tempo_word = cast("tuple[int, int, int]", means["tempo"])
        if "metre" in means:
            beats, unit = cast("str", means["metre"]).split("/")
            wishes.metre = (int(beats), int(unit))
        if "voice" in means:
            wishes.voice |= set(cast("str", means["voice"]).split())
            if self.weight:
                wishes.voice.add("soft" if self.weight < 0 else "strong")
        if "dials" in means:
            self._turn(cast("str", means["dials"]), 1)

    def _asked(self, hit: Hit) -> Asked:
        figures, roles = self.spoken
        return Asked(
            cast("Noun", hit.meanings["noun"]),
            roles[0] if roles else _role_in(hit.phrase),
            figures[0] if figures else "",
            self.weight,
            self.solo,
        )

    def _want_drums(self, hit: Hit) -> None:
        wishes, means = self.wishes, hit.meanings
        if "kit" in means:
            wishes.kit = cast("str", means["kit"])
        if "strokes" in means:
            wishes.strokes += cast("tuple[str, ...]", means["strokes"])
        if _DRUMMING & means.keys():
            plain = wishes.drums or "in"
            wishes.drums = {-1: "soft", 0: plain, 1: "strong"}[self.weight]

    def _want_manner(self) -> None:
        figures, roles = self.spoken
        self.wishes.figure = figures[0] if figures else self.wishes.figure
        self.wishes.roles |= set(roles)

    def _forbid(self, hit: Hit) -> None:
        wishes, means = self.wishes, hit.meanings
        if "noun" in means and not self.solo:
            if self.weight > 0:
                wishes.asked.append(Asked(cast("Noun", means["noun"]), weight=-2))
            else:
                wishes.out |= set(cast("Noun", means["noun"]).covers)
        if "kind" in means:
            wishes.out |= set(cast("tuple[str, ...]", means["kind"]))
            wishes.flags.add(f"no_{hit.phrase}")
        elif "genre" in means:
            wishes.genres_out.add(cast("str", means["genre"]))
        self._forbid_drums(hit)
        if "tempo" in means:
            wishes.tempo_out.append(cast("tuple[int, int, int]", means["tempo"]))
        if "voice" in means:
            wishes.voice_out |= set(cast("str", means["voice"]).split())
        if "dials" in means:
            self._turn(cast("str", means["dials"]), -1)

    def _forbid_drums(self, hit: Hit) -> None:
        wishes, means = self.wishes, hit.meanings
        if "kit" in means:
            wishes.kits_out.add(cast("str", means["kit"]))
        if "strokes" in means:
            wishes.strokes_out |= set(cast("tuple[str, ...]", means["strokes"]))
        elif _DRUMMING & means.keys():
            wishes.drums = "soft" if self.weight > 0 else "out"

    def _turn(self, effects: str, sign: int) -> None:
        # An adjective of one thing says less of the whole than one that stands alone.
        share = 3 if self.things else 1
        for effect in effects.split():
            name, is_word, word = effect.partition("=")
            if not is_word:
                match = re.fullmatch(r"(\w+)([+-]\d+)", effect)
                if match:
                    by = sign * int(match[2])
                    less = 1 if match[1] == "mood" else share
                    self.wishes.turn(match[1], round(by / less))
            elif name == "flag":
                self.wishes.flags.add(word if sign > 0 else f"no_{word}")
            elif sign < 0 and name in ("role", "figure"):
                self.wishes.flags.add(
                    "no_arp" if word.startswith("arp") else f"no_{word}"
                )
            elif name == "course":
                self._course(word, sign)

    def _course(self, word: str, sign: int) -> None:
        if sign > 0:
            self.wishes.course = word
        else:
            self.wishes.flags.add(f"no_{word}")
