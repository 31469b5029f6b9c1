"""One clause of a style, while its phrases act on one another.

"light drums", "no guitar", "rising synth melody", "piano alone": each phrase does what
the tables say, and some turn what they stand with. Knows no sections and no genres.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, cast

from partita.engine.roster import INSTRUMENTS
from partita.engine.vocabulary.instruments import CHOIRS
from partita.engine.vocabulary.kin import GENERIC, are_kin
from partita.engine.vocabulary.turns import turn
from partita.engine.vocabulary.wishes import Asked, Wishes

if TYPE_CHECKING:
    from partita.engine.vocabulary.instruments import Noun
    from partita.engine.vocabulary.lexicon import Hit

#: Negations before what they negate; the other `out` turns stand after it.
_BEFORE: Final = frozenset(("no", "without", "minus", "not", "never"))
_SOUNDING: Final = frozenset(("noun", "drums", "kit", "strokes"))
#: Families of instruments that play chords and a tune at once.
_WHOLE: Final = ("keys", "mallet", "plucked", "guitar")
_DRUMMING: Final = frozenset(("drums", "kit", "strokes"))
#: Words for so little that it does not stand alone.
_HINTS: Final = ("hint", "touches", "light touches", "occasional", "faint", "distant")
#: Who may sing second parts.
_SEXES: Final = ("male", "female", "child", "choir")
_HEIGHTS: Final = {"male": "low", "female": "high", "child": "high"}
#: Weight of a genre that a style names for itself.
CLEARLY: Final = 2


def _role_in(phrase: str) -> str:
    last = phrase.rsplit(maxsplit=1)[-1]
    return "lead" if last in ("lead", "melody", "hook", "solo") else ""


def _voices_of(hit: Hit) -> set[str]:
    """Return what a phrase says of voices; a choir is one, not only an instrument."""
    noun = cast("Noun | None", hit.meanings.get("noun"))
    is_choir = noun is not None and {*noun.plays} <= {*CHOIRS}
    return {*str(hit.meanings.get("voice", "")).split(), *(["choir"] * is_choir)}


class Clause:
    """One clause of a style, while its phrases act on one another."""

    def __init__(
        self, hits: tuple[Hit, ...], wishes: Wishes, *, has_others: bool, is_part: bool
    ) -> None:
        self.hits = hits
        self.is_part = is_part
        self.wishes = wishes
        self.things = [hit for hit in hits if self._is_thing(hit)]
        self.weight = self._weight()
        self.spoken = self._words_of("figure="), self._words_of("role=")
        self.solo = "solo" in self._words_of("flag=")
        #: Whether something says how: a word with a meaning, or one that nobody knows.
        self.has_manner = has_others or any("dials" in hit.meanings for hit in hits)

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
        if is_wanted and self._leaves_sounds_alone():
            self.wishes.flags.add("only_sounds")
        if is_wanted and not self._is_hinted() and self._leaves_others_out():
            sounds = any(_SOUNDING & hit.meanings.keys() for hit in self.things)
            self.wishes.flags.add(self._alone() if sounds else "a_cappella")

    def _is_hinted(self) -> bool:
        """Tell whether it is a little of something: "just a hint of strings"."""
        return any(hit.phrase in _HINTS for hit in self.hits)

    def _alone(self) -> str:
        """Return the flag for who plays alone: in one part, or in all of it."""
        return "alone_here" if self.is_part else "alone"

    @staticmethod
    def _is_thing(hit: Hit) -> bool:
        return any(
            kind in hit.meanings for kind in ("noun", "drums", "kit", "strokes")
        ) or "sing" in str(hit.meanings.get("voice", ""))

    def _leaves_others_out(self) -> bool:
        """Tell whether "only" stands beside a thing, or "solo" before a whole one."""
        for before, after in pairwise(self.hits):
            if after.start - before.end > 1:
                continue
            one, other = before.meanings, after.meanings
            if "only" in (one.get("turn"), other.get("turn")) and (
                before in self.things or after in self.things
            ):
                return True
            noun = cast("Noun | None", other.get("noun"))
            if before.phrase == "solo" and noun and len(self.things) == 1:
                return INSTRUMENTS[noun.plays[0]].family in _WHOLE
        return False

    def _leaves_sounds_alone(self) -> bool:
        """Tell whether "only" stands beside a sound of the world, and nothing else."""
        only = any(hit.meanings.get("turn") == "only" for hit in self.hits)
        named = any("scene" in hit.meanings for hit in self.hits)
        return only and named and not self.things

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
            self._want_genre(hit)
        if "noun" in means:
            wishes.asked.append(self._asked(hit))
            if "choir" in _voices_of(hit):
                wishes.flags.add("choir")
        if "scene" in means:
            sounds = cast("tuple[str, ...]", means["scene"])
            wishes.scenes += [(sound, self.weight) for sound in sounds]
        self._want_drums(hit)
        if "tempo" in means:
            wishes.tempo_word = cast("tuple[int, int, int]", means["tempo"])
        if "metre" in means:
            beats, unit = cast("str", means["metre"]).split("/")
            wishes.metre = (int(beats), int(unit))
        if "voice" in means:
            wishes.voice |= self._voices(cast("str", means["voice"]).split())
            if self.weight:
                wishes.voice.add("soft" if self.weight < 0 else "strong")
        if "dials" in means:
            self._turn(cast("str", means["dials"]), 1)

    def _voices(self, words: list[str]) -> set[str]:
        """Return what a phrase says of voices, beside the others of its clause."""
        if self._is_behind():
            # "Female backing vocals" says nothing of who leads.
            return {f"second_{word}" if word in _SEXES else word for word in words}
        if "duet" in words and any("noun" in hit.meanings for hit in self.things):
            # A duet of instruments, unless somebody is said to sing it.
            self.wishes.flags.add(self._alone())
            return set()
        answers = any("answer" in _voices_of(hit) for hit in self.hits)
        if not answers and any("choir" in _voices_of(hit) for hit in self.things):
            # A male choir is a low one, and no single man.
            return {_HEIGHTS.get(word, word) for word in words}
        return set(words)

    def _is_behind(self) -> bool:
        said = [str(hit.meanings.get("voice", "")).split() for hit in self.hits]
        return any("harmony" in words for words in said) and not any(
            "lead" in hit.phrase for hit in self.hits
        )

    def _want_genre(self, hit: Hit) -> None:
        name = cast("str", hit.meanings["genre"])
        weight = 1 if hit.phrase in GENERIC or self.things else CLEARLY
        self.wishes.genres.insert(self._place_of(hit), (name, weight))
        if self._is_beat(hit):
            self.wishes.beat = name

    def _is_beat(self, hit: Hit) -> bool:
        """Tell whether a genre is named for its drums, as in "hip-hop beat"."""
        drums = any(_DRUMMING & thing.meanings.keys() for thing in self.things)
        return drums or hit.phrase.endswith(" beat")

    def _place_of(self, hit: Hit) -> int:
        """Return where a genre stands among others: "folk metal" is metal first."""
        last = len(self.wishes.genres)
        before = next((each for each in self.hits if each.end == hit.start), None)
        if before is None or "genre" not in before.meanings:
            return last
        one, other = str(before.meanings["genre"]), str(hit.meanings["genre"])
        return last if are_kin(one, other) else last - 1

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
        elif "genre" in means and "voice" not in means:
            wishes.genres_out.add(cast("str", means["genre"]))
        if "scene" in means:
            wishes.scenes_out |= set(cast("tuple[str, ...]", means["scene"]))
        self._forbid_drums(hit)
        if "tempo" in means:
            wishes.tempo_out.append(cast("tuple[int, int, int]", means["tempo"]))
        self._forbid_voice(hit)
        if "dials" in means:
            self._turn(cast("str", means["dials"]), -1)

    def _forbid_voice(self, hit: Hit) -> None:
        """Forbid who sings, or how: with "male vocals" not all singing."""
        words = _voices_of(hit)
        closer = set().union(*map(_voices_of, self.hits)) - {"sing"}
        if "spoken" in closer:
            words &= {"spoken"}
        elif closer or self.has_manner:
            words -= {"sing"}
        if "sing" in words:
            self.wishes.out |= set(CHOIRS)
        self.wishes.voice_out |= words

    def _forbid_drums(self, hit: Hit) -> None:
        wishes, means = self.wishes, hit.meanings
        if "kit" in means:
            wishes.kits_out.add(cast("str", means["kit"]))
        if "kit" in means and "strokes" not in means and "drums" not in means:
            # A kit that is forbidden gives way to another one.
            return
        if "strokes" in means:
            wishes.strokes_out |= set(cast("tuple[str, ...]", means["strokes"]))
        elif _DRUMMING & means.keys():
            wishes.drums = "soft" if self.weight > 0 else "out"

    def _turn(self, effects: str, sign: int) -> None:
        if "flag=alone" in effects:
            effects = effects.replace("flag=alone", f"flag={self._alone()}")
        turn(self.wishes, effects, sign, self._names())

    def _names(self) -> set[str]:
        """Return who the things of the clause are: instruments, `drums`, `vocals`."""
        names = set()
        for thing in self.things:
            noun = cast("Noun | None", thing.meanings.get("noun"))
            if noun is not None:
                names |= {*(noun.covers if noun.family else noun.plays)}
            else:
                is_drum = _DRUMMING & thing.meanings.keys()
                names.add("drums" if is_drum else "vocals")
        return names
