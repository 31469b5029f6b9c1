"""Tell styles that are not English, which the API asks for.

By script, by words that English lacks, and by accented words that English has not
borrowed. Made to miss some rather than to accuse "bossa nova" or "Les Paul".
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Words of a language that no English style has. Small words that English, names or
#: Italian playing marks share (`de`, `con`, `una`, `voce`, `les`, `sin`, `die`, `met`)
#: are left out, and so are names of instruments that players say untranslated.
_WORDS: Final = {
    "German": "und mit für ohne sehr nicht schnell schnelle langsam langsame ruhig "
    "ruhige fröhlich fröhliche traurig traurige leise gitarre klavier schlagzeug "
    "geige stimme stimmen gesang weiblich weibliche männlich männliche musik",
    "French": "et avec très dans guitare voix batterie douce joyeux joyeuse "
    "rapide lente féminine masculine énergique mélancolique",
    "Spanish": "y muy guitarra guitarras voz voces rápido rápida tranquilo tranquila "
    "batería femenina masculina música acústica alegremente",
    "Portuguese": "muito sem feminina feminino acústico voz calmo música",
    "Italian": "della chitarre batteria veloce allegra femminile lenta",
    "Dutch": "een zonder gitaar snel langzaam",
    "Swedish": "och utan gitarr sång snabb långsam",
    "Polish": "gitara szybki wolny głos muzyka perkusja",
}
#: `masculine` and the like: the same word in English.
_ENGLISH_TOO: Final = frozenset(("masculine",))
_LANGUAGE_OF: Final = {
    word: language
    for language, words in reversed(_WORDS.items())
    for word in words.split()
    if word not in _ENGLISH_TOO
}

#: Accented words that English has borrowed, above all for music.
_BORROWED_WORDS: Final = (
    "à café cafés naïve cliché décor déjà soirée étude élan façade crème fiancé rosé "
    "risqué passé blasé entrée siècle première concrète forró axé baião güiro güira "
    "bandoneón cajón guitarrón maracatú señorita são joão csárdás compás són cuíca "
    "agogô candomblé sertão violão séga bağlama jùjú fújì ländler köçek doină horă "
    "norteño porteño \u02bbukulele"
)
_BORROWED: Final = frozenset(_BORROWED_WORDS.split())

_WORD = re.compile(r"[^\W\d_]+")
#: What the Unicode names of letters begin with that any English text may hold.
_AT_HOME: Final = (
    "LATIN",
    "MODIFIER",
    "MICRO",
    "FEMININE",
    "MASCULINE",
    "FULLWIDTH",
)


def why_not_english(style: str) -> str | None:
    """Return what gives a style away, in words, or None when it may be English."""
    style = unicodedata.normalize("NFC", style)
    for word in _WORD.findall(style):
        if not _is_latin(word):
            return f"`{word}` is not in Latin letters"
        if language := _LANGUAGE_OF.get(word.lower()):
            return f"`{word}` is {language}"
        # A capital may begin a name, and names keep their accents.
        if not word.isascii() and word.islower() and word not in _BORROWED:
            return f"English has no word `{word}`"
    return None


def _is_latin(word: str) -> bool:
    return all(unicodedata.name(each, "").startswith(_AT_HOME) for each in word)
