from __future__ import annotations

import pytest

from partita.plan.english import why_not_english


@pytest.mark.parametrize(
    "style",
    [
        "rhodes", "bossa nova", "café jazz", "flamenco", "mariachi", "samba",
        "musique concrète", "una corda piano", "sotto voce", "con brio", "Les Paul",
        "Björk-like vocals", "Sigur Rós", "chanson", "die-hard punk", "110 BPM",
        "F♯ minor", "krautrock", "schlager", "norteño accordion", "étude-like",
        "molto espressivo", "Motörhead energy", "\u02bbukulele", "80\u2019s synth",
        "6/8", "", "masculine choir", "são paulo samba", "fin de siècle",
        "viola da gamba", "sin city noir", "rom-com score", "pour-over café mood",
    ],
)  # fmt: skip
def test_no_false_alarm(style: str) -> None:
    assert why_not_english(style) is None


@pytest.mark.parametrize(
    ("style", "reason"),
    [
        ("Gitarre mit Hall", "`Gitarre` is German"),
        ("laut und schnell", "`und` is German"),
        ("voix féminine", "`voix` is French"),
        ("guitarra suave", "`guitarra` is Spanish"),
        ("muito calmo", "`muito` is Portuguese"),
        ("langzaam", "`langzaam` is Dutch"),
        ("теплый звук", "`теплый` is not in Latin letters"),
        ("静かなピアノ", "`静かなピアノ` is not in Latin letters"),
        ("잔잔한 piano", "`잔잔한` is not in Latin letters"),
        ("hüzünlü", "English has no word `hüzünlü`"),
        ("fe\u0301minine", "`féminine` is French"),
    ],
)
def test_a_foreign_style_is_told_by_its_word(style: str, reason: str) -> None:
    assert why_not_english(style) == reason
