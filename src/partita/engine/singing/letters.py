"""Letter-to-sound rules: English spelling to phones for words no dictionary has.

Our own table in the manner of the Naval Research Laboratory's rules: a letter group
between a left and a right context gives phones, and the first rule that fits wins.
Knows spelling; does not know words, numbers or syllables.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from partita.engine.singing.dictionary import VOWELS

# Contexts are regular expressions in which V is a vowel letter, C a consonant letter,
# F a front vowel letter and _ the border of the word. Columns: left, letters, right,
# phones; `.` is an empty context or no sound.
_TABLE: Final = """
_ aa . AA
. augh t AO
. augh . AE F
. aught . AO T
. au . AO
. aw . AO
. aigh . EY
. air . EH R
_C* ai n_ EY
. ai . EY
. ay . EY
. ae . IY
. arr [aeioy] EH R
. arr . AA R
w are . EH R
. are _ EH R
. ar [aeioy] EH R
_w ar . AO R
_qu ar . AO R
VC+ ar _ ER
VC+ ar d_ ER D
. ar . AA R
. alk . AO K
. al (?=m) AA
_C* all . AO L
_C* al [td] AO L
VC+ al _ AH L
VC+ able _ AH B AH L
VC+ age _ IH JH
VC+ ace _ AH S
V.*C+ ate _ EY T
_ch ange . EY N JH
. aste . EY S T
_C+ ange . EY N JH
w a tch AA
w a [ntsl] AA
qu a [ntl] AA
. ah . AA
. a Ce_ EY
. a Ce[sdr]_ EY
. a Cing_ EY
. a Cy_ EY
. a [bcdfgptz]le EY
. a C[iu][aou] EY
. a the_ EY
_C+ a C[eo][rn]_ EY
_C+ a C[oi]_ AA
_ a _ AH
. a _ AH
_ a [blgrmpvwd][aeiou].*V AH
_ a [bdgw][aeiou] AH
VC+ a C_ AH
VC+ a n[ct][e_] AH
. a . AE

. bb . B
m b _ .
m b s_ .
. b t_ .
. b . B

. cch . K
. cce . K S EH
. ccF . K S IY
. cc . K
_ ch r K
_s ch . K
. ch [lr] K
. ch . CH
. ck . K
. ci [ao] SH
. ce an SH
s c F .
. c F S
. c . K

. dd . D
. dg . JH
C d _ D
. d u[aeo] JH
. d . D

. eau . OW
. ea d_ EH
. ea th_ EH
. ea lth EH
. ea v[ey] EH
. ear [dnlt] ER
. ear . IH R
. ea . IY
. eer . IH R
. ee . IY
. eigh . EY
. ei [nrl] EY
c ei . IY
. ei . AY
. eo . IY OW
. ey _ IY
. ey . EY
[rlj] eu . UW
. eu . Y UW
[rlj] ew . UW
[cdtsn] ew . UW
. ew . Y UW
. err . EH R
. ere _ IH R
. er V IH R
VC* er . ER
. er . ER
_ e _ IY
_C* e _ IY
V[szx] es _ IH Z
(?:ch|sh|[cg]) es _ IH Z
VC* e _ .
VC* e [s]_ .
[td] ed _ IH D
V[ptksfcxh] ed _ T
VC*[pksfcxh] ed _ T
VC+ ed _ D
V.*C e ly_ .
V.*C e ment .
V.*C e ful .
V.*C e less .
V.*C e ness .
VC+ el _ AH L
VC+ en _ AH N
VC+ ent . AH N T
VC+ ence . AH N S
VC+ et _ AH T
. e Ce_ IY
_C+ e C[oai]_ IY
_r e C[eo] IY
_[bdr] e C IH
_pr e C IY
. e . EH

. ff . F
. f . F

. gg . G
_ gn . N
. gn _ N
. gh _ .
. gh t .
_ gh . G
. gh . G
. gu [ei] G
. g eon JH
_ g [ei][tvrfl] G
. g F JH
. g . G

_ hon . AA N
[gptsckr] h . .
V h C .
V h _ .
. h . HH

. igh . AY
. ign _ AY N
. ild . AY L D
_C+ ind _ AY N D
. ier _ IY ER
. ied _ IY D
_C+ ies _ AY Z
_C+ ied _ AY D
_C+ ie _ AY
. ies _ IY Z
. ie [tn] AY AH
. ie . IY
. ia . IY AH
[tsc] ious . AH S
. ious . IY AH S
. io . IY OW
. irr . IH R
. ire . AY ER
. ir V AY R
. ir . ER
. ique _ IY K
VC+ ice _ AH S
VC+ ine _ IY N
VC+ ive _ IH V
VC+ ite _ AY T
VC+ ile _ AH L
. ise _ AY Z
. ize _ AY Z
. i Ce_ AY
. i Ce[sdr]_ AY
. i Cing_ AY
_C+ i Cy_ AY
. i [bdfgptk]le_ AY
_C+ i [aou] AY
_ i V AY
_ i _ AY
. i _ IY
_C+ i C[oau]_ IY
. i . IH

. j . JH

_ kn . N
. kk . K
. k . K

. lle _ L
. ll . L
C le _ AH L
C les _ AH L Z
C led _ AH L D
. l . L

_ mc . M AH K
. mm . M
_ mn . N
. mn _ M
C m _ AH M
. m . M

. ng e N JH
. ngl . NG G AH L
. ng _ NG
. ng s_ NG
. ng [lr] NG G
VC+ ng . NG
. ng [aou] NG G
. ng . NG
. n [kqx] NG
. nn . N
. n . N

. oar . AO R
. oa . OW
. oeu . UW
. oe _ OW
. oe . OW
. oi . OY
. ook . UH K
. ood _ UH D
. oor . AO R
. oo . UW
. ough t AO
_thr ough . UW
. ough . AH F
. ould . UH D
. ounc . AW N S
. our _ AO R
. our . AO R
VC* ous _ AH S
. ou . AW
. owe[rl] . AW ER
. own . OW N
_C+ ow [nl] AW
VC+ ow _ OW
_[hncbv] ow _ AW
_C+ ow _ OW
. ow . AW
. oy . OY
. orr . AO R
. ore . AO R
_w or . ER
VC+ or _ ER
. or . AO R
. oll _ OW L
. ol [dt] OW L
. ost _ OW S T
_C* oss . AO S
. ong . AO NG
. on _ AH N
. ohn . AA N
. oh . OW
_[cl] ome . AH M
_[dgl] ove . AH V
_[cl] o ver AH
. o ver OW
. o ven AH
. o Ce_ OW
. o Ce[sdrn]_ OW
. o Cing_ OW
. o Cy_ OW
. o C[iu][aou] OW
. o [bgc]le OW
_C+ o C[aeo] OW
_ o C[aeiou] OW
. o _ OW
VC+ o n_ AH
VC+ o m_ AH
VC+ o [lt]_ AH
. o . AA

. ph . F
_ pn . N
_ ps . S
. pp . P
. p . P

. que _ K
. qu . K W
. q . K

. rrh . R
. rr . R
. rh . R
. r . R

. ssion . SH AH N
V ssi [ao] SH
. ss u[rae] SH
. ss . S
. sch . SH
. sh . SH
V sion . ZH AH N
. sion . SH AH N
V su [ar] ZH UW
. sure . ZH ER
. s le .
V sm _ Z AH M
_ s . S
ou s . S
[uia] s _ S
V s Fs?_ Z
V s V Z
[ptkf] s _ S
. s _ Z
. s . S

. tch . CH
. tion . SH AH N
. tial . SH AH L
. ti [ao] SH
. ture . CH ER
. tual . CH UW AH L
. tth . TH
_ th (?:e|is|at|ou|em|ese|ose|an|ere|ough|us|y)_ DH
V th er DH
V th ing DH
. the _ DH
. th . TH
. tt . T
s t en .
s t le .
. t . T

_g u V .
g u V W
. uy . AY
. ue _ UW
. ui . UW
. ur [ae] Y UH R
[jrl] ure . UH R
. ure . Y UH R
. urr . ER
. ur . ER
. ul _ AH L
. uff . AH F
_C* ull . UH L
_p u [slt] UH
_b u [ls]h UH
[jrlsthdn] u C[eiao] UW
. u C[eiaou] Y UW
[jrl] u _ UW
. u _ UW
_ un . AH N
_ up . AH P
. u . AH

. vv . V
. v . V

_ who . HH UW
. wh . W
_ wr . R
. w C .
. w _ .
. w . W

_ x . Z
. x . K S

_ y V Y
_C+ y _ AY
_C+ y Ce AY
_C+ y [dprg][aeo] AY
V y . Y
. y _ IY
. yr . IH R
. y . IH

. zz . Z
. z . Z
"""

_CLASSES: Final = (("V", "[aeiouy]"), ("C", "[bcdfghjklmnpqrstvwxz]"), ("F", "[eiy]"))
#: Endings that put the stress on the syllable before them.
_PULLING: Final = re.compile(
    r"(?:tions?|sions?|ics?|ical|ity|ian|ious|eous|ial|ify|ience|ient|ule)$"
)
#: Beginnings that leave the stress to the second syllable.
_WEAK_START: Final = re.compile(r"(?:a|be|de|re|un|con|com|en|ex|dis|per|pre|pro|to)C")


class _Rule(NamedTuple):
    left: re.Pattern[str]
    letters: str
    right: re.Pattern[str]
    phones: tuple[str, ...]


def _pattern(context: str, ending: str = "") -> re.Pattern[str]:
    for name, letters in _CLASSES:
        context = context.replace(name, letters)
    return re.compile(f"(?:{context}){ending}")


def _rule(line: str) -> _Rule:
    left, letters, right, *phones = line.split()
    return _Rule(
        _pattern("" if left == "." else left, "$"),
        letters,
        _pattern("" if right == "." else right),
        () if phones == ["."] else tuple(phones),
    )


def _expanded(line: str) -> list[str]:
    # A letter group may hold one class, as `owe[rl]`, or the class F.
    left, letters, rest = line.split(" ", 2)
    group = re.search(r"\[(\w+)\]", letters.replace("F", "[eiy]"))
    if group is None:
        return [line]
    plain = letters.replace("F", "[eiy]")
    return [
        f"{left} {plain[: group.start()]}{each}{plain[group.end() :]} {rest}"
        for each in group[1]
    ]


@cache
def _rules() -> dict[str, tuple[_Rule, ...]]:
    """Return the rules by the first letter of their group."""
    rules: dict[str, list[_Rule]] = {}
    for line in _TABLE.split("\n"):
        for each in _expanded(line) if line else ():
            rule = _rule(each)
            rules.setdefault(rule.letters[0], []).append(rule)
    return {letter: tuple(group) for letter, group in rules.items()}


def spell(word: str) -> tuple[str, ...]:
    """Return the phones, with stress marks, that English spelling suggests.

    Args:
        word: lower-case letters a to z; anything else is passed over.
    """
    padded = f"_{word}_"
    phones: list[str] = []
    place = 1
    while place < len(padded) - 1:
        rule = _fitting(padded, place)
        phones.extend(rule.phones if rule else ())
        place += len(rule.letters) if rule else 1
    return stressed(tuple(phones), word)


def _fitting(padded: str, place: int) -> _Rule | None:
    for rule in _rules().get(padded[place], ()):
        end = place + len(rule.letters)
        if (
            padded.startswith(rule.letters, place)
            and rule.right.match(padded, end)
            and rule.left.search(padded[:place])
        ):
            return rule
    return None


def stressed(phones: tuple[str, ...], word: str) -> tuple[str, ...]:
    """Mark the vowels: 1 where the stress of such a word mostly lies, else 0."""
    vowels = [place for place, phone in enumerate(phones) if phone in VOWELS]
    if not vowels:
        return phones
    main = vowels[_stressed_vowel(len(vowels), word)]
    return tuple(
        f"{phone}{int(place == main)}" if phone in VOWELS else phone
        for place, phone in enumerate(phones)
    )


def _stressed_vowel(count: int, word: str) -> int:
    if count == 1:
        return 0
    if _PULLING.search(word):
        return max(0, count - (3 if word.endswith(("ity", "ify", "ical")) else 2))
    if _pattern(_WEAK_START.pattern).match(word):
        return 1
    return 0 if count < 4 else count - 3
