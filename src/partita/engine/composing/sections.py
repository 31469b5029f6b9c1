"""What section names mean: a table from the words of a name to a kind of section.

Knows how much energy each kind has and whether it builds or fades; does not know
genres.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Kind:
    """A kind of section.

    Args:
        energy: against the piece's usual energy.
        course: `build`, `fade`, or "" for level.
        is_tune: whether an instrumental one has a tune.
        thin: how many of the band's last-come players stay out.
    """

    name: str
    energy: int
    course: str = ""
    is_tune: bool = True
    thin: int = 0


KINDS: Final[dict[str, Kind]] = {
    each.name: each
    for each in (
        Kind("intro", -18, "build", is_tune=False, thin=1),
        Kind("verse", -6),
        Kind("prechorus", 5, "build"),
        Kind("chorus", 20),
        Kind("postchorus", 16),
        Kind("bridge", -4),
        Kind("drop", 28),
        Kind("sting", 24),
        Kind("build", 4, "build", is_tune=False),
        Kind("breakdown", -26, "", thin=2),
        Kind("solo", 12),
        Kind("interlude", -8),
        Kind("break", -6),
        Kind("climax", 28),
        Kind("outro", -18, "fade", is_tune=False, thin=1),
        Kind("resolution", -14, "fade"),
        Kind("tension", -2, "build", is_tune=False),
        Kind("voiceover", -14, is_tune=False),
        Kind("glue", -4, is_tune=False),
        Kind("body", 0),
    )
}

#: Words inside a name and the kind that they mean; the first that fits decides.
NAMES: Final = (
    ("pre-chorus|prechorus|pre chorus|pre-hook|prehook|pre hook", "prechorus"),
    ("pre-drop|lift|ramp", "prechorus"),
    ("pre-estribillo|preestribillo|pre-coro|precoro|pré-coro|pré-refrain", "prechorus"),
    ("pre-refrain|vorrefrain|pré-refrão|pre-ritornello|предприпев", "prechorus"),
    ("bメロ|导歌|導歌|预副歌|預副歌|프리코러스", "prechorus"),
    ("post-chorus|postchorus|post chorus|post-hook|tag", "postchorus"),
    ("post-estribillo|post-coro|post-refrain|pós-refrão", "postchorus"),
    ("glue|loop|transition|bridge between|segue|seam", "glue"),
    ("überleitung|transición|transição|transizione", "glue"),
    ("climax|finale|peak|showdown|apex|triumph", "climax"),
    ("clímax|höhepunkt|кульминация|절정", "climax"),
    ("chorus|refrain|hook|main theme|full band", "chorus"),
    ("estribillo|coro|ritornello|kehrreim|refrão|refrein|refren|refräng", "chorus"),
    ("refreng|omkvæd|nakarat|kertosäe|припев|サビ|コーラス|副歌|후렴|코러스", "chorus"),
    ("tension", "tension"),
    ("build|rise|riser|crescendo|ascent|approach|aufbau|steigerung", "build"),
    ("drop|mosh", "drop"),
    ("breakdown|break down|calm|quiet|still", "breakdown"),
    ("solo|improvisation|cadenza|assolo|соло|ソロ|独奏|솔로", "solo"),
    ("instrumental break|break", "break"),
    ("interlude|instrumental|transition|development", "interlude"),
    ("zwischenspiel|intermezzo|interludio|interlúdio|intermède", "interlude"),
    ("mellanspel|проигрыш|間奏|间奏|간주", "interlude"),
    ("bridge|middle eight|middle 8|departure|contrast", "bridge"),
    ("puente|ponte|brücke|mittelteil|pont|mostek|brygga|köprü|бридж", "bridge"),
    ("cメロ|dメロ|ブリッジ|桥段|橋段|브리지|브릿지", "bridge"),
    ("resolution|resolve|aftermath|coda|farewell", "resolution"),
    ("sting|stinger|button|logo", "sting"),
    ("outro|ending|end|fade|credits|closing|final chord|epilogue|postlude", "outro"),
    ("fin|schluss|ende|ausklang|nachspiel|cierre|salida|encerramento", "outro"),
    ("концовка|アウトロ|エンディング|後奏|后奏|尾奏|아웃트로|후주", "outro"),
    ("intro|introduction|opening|prelude|prologue|overture", "intro"),
    ("start|beginning|wake", "intro"),
    ("einleitung|vorspiel|entrada|introducción|introdução|introduzione", "intro"),
    ("вступление|イントロ|前奏|인트로|전주", "intro"),
    ("voiceover|voice over|voice-over|vo|narration|spoken|dialogue", "voiceover"),
    ("narración|narração|narrazione|gesprochen|hablado|falado|parlato", "voiceover"),
    ("ナレーション|セリフ|旁白|내레이션", "voiceover"),
    ("verse|stanza|rap|couplet", "verse"),
    ("verso|estrofa|strophe|strofa|strofe|copla|estrofe|vers|zwrotka", "verse"),
    ("säkeistö|куплет|aメロ|ヴァース|主歌|벌스|절", "verse"),
    ("final", "outro"),
)
#: Scripts from here on are written without spaces.
_UNSPACED: Final = "\u3040"


def _pattern(words: str) -> re.Pattern[str]:
    """Return what finds words that stand alone; figures may stand beside them."""
    all_words = words.split("|")
    spaced = "|".join(each for each in all_words if max(each) < _UNSPACED)
    rest = [each for each in all_words if max(each) >= _UNSPACED]
    alone = [rf"(?<![^\W\d_])(?:{spaced})s?(?![^\W\d_])"] if spaced else []
    return re.compile("|".join([*alone, *rest]))


_PATTERNS: Final = tuple((_pattern(words), kind) for words, kind in NAMES)
_NUMBER: Final = re.compile(r"[\s#:-]*(?:\d+|[ivx]+)\s*$")
_PLAIN_NAMES: Final = frozenset(("theme", "part", "section", "movement"))


def kind_of(name: str) -> Kind:
    """Return what kind of section a name means; `body` for any other."""
    plain = unicodedata.normalize("NFKC", name).lower()
    for pattern, kind in _PATTERNS:
        if pattern.search(plain):
            return KINDS[kind]
    return KINDS["body"]


def identity_of(name: str) -> str:
    """Return what two sections share that have the same tune: "verse" for "Verse 2"."""
    kind = kind_of(name).name
    if kind != "body":
        return kind
    return " ".join(_NUMBER.sub("", name.lower()).split()) or "body"
