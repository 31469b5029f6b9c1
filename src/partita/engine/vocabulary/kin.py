"""What two genre words say together: of one kind, two kinds, or one and an adjective.

"Boom-bap hip-hop" is boom-bap, while "celtic techno" is two kinds of music at once.
"""

from __future__ import annotations

from typing import Final

from partita.engine.vocabulary.genres import GENRES

#: Families of progressions that count as one kind here.
_KINDS: Final = {
    "lofi": "hiphop", "techno": "house", "trance": "house", "metal": "rock",
    "drone": "ambient", "country": "folk", "baroque": "classical",
    "cinematic": "classical",
}  # fmt: skip

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
    podcast|news|explainer|carnival|creepy carnival|dark carnival|
    spanish|japanese|chinese|indian|asian|brazilian|tribal|latin|glitch|rap""".replace(
        "\n    ", ""
    ).split("|")
)


def are_kin(one: str, other: str) -> bool:
    """Tell whether two genres are of one kind."""
    return _kind(one) == _kind(other)


def _kind(name: str) -> str:
    harmony = GENRES[name].harmony
    return _KINDS.get(harmony, harmony)
