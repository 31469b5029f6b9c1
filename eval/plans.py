"""The plans that the engine is judged by, and what each of them asks for.

Our own words and styles, one line a plan: over all genres, tempi from 55 to 190, all 24
keys, even and odd metres, sung and not. Knows briefs; does not know how the engine
answers them or how the answers are measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from partita.engine.brief import Brief, Make

RATE_HZ: Final = 44_100

#: Sections of each form, with their seconds.
FORMS: Final = {
    "song": (("Intro", 6), ("Verse", 12), ("Chorus", 12)),
    "long": (
        ("Intro", 6),
        ("Verse", 12),
        ("Pre-Chorus", 6),
        ("Chorus", 12),
        ("Bridge", 8),
        ("Chorus", 12),
        ("Outro", 7),
    ),
    "track": (("Intro", 7), ("Build", 7), ("Drop", 14), ("Outro", 7)),
    "piece": (("Intro", 7), ("Theme", 13), ("Climax", 10), ("Outro", 7)),
    "loop": (("Theme", 18),),
}

#: Sections that have to be quieter than others of the same plan.
QUIETER: Final = (
    ("Intro", "Chorus"),
    ("Verse", "Chorus"),
    ("Bridge", "Chorus"),
    ("Intro", "Drop"),
    ("Build", "Drop"),
    ("Outro", "Drop"),
    ("Intro", "Climax"),
    ("Theme", "Climax"),
    ("Outro", "Climax"),
)

#: Words to sing, by section.
LYRICS: Final[dict[str, dict[str, str]]] = {
    "harbour": {
        "Verse": "Salt on the window, rope on the pier\n"
        "Lamps going under, the morning is near",
        "Pre-Chorus": "Count every whistle, count every wave",
        "Chorus": "Carry me over, carry me home\n"
        "Over the water, wherever you roam (ooh)",
        "Bridge": "Nobody told us the tide would turn",
    },
    "engine": {
        "Verse": "Copper and diesel, a spark in the rain\n"
        "Seventeen signals are calling my name",
        "Pre-Chorus": "Hold on, hold on, the needle is red",
        "Chorus": "Run like a river, burn like a star\n"
        "Nothing can catch us, whoever we are",
        "Bridge": "Slow down, look back, the city is gone",
    },
    "garden": {
        "Verse": "Under the apple tree somebody sang\n"
        "Soft as the evening the little bells rang",
        "Chorus": "Stay till the summer, stay till the snow\n"
        "Stay till the roses have nowhere to grow",
    },
    "market": {
        "Verse": "Pockets of paper and pockets of dust\n"
        "Talk to the corner and talk with us",
        "Chorus": "Turn it up, turn it round, one more time\n"
        "Every little minute is a penny and a dime",
    },
    "mountain": {
        "Theme": "Rise, rise, over the stone\n"
        "Light in the valley, the winter has flown",
        "Climax": "Rise, rise, carry the flame\n"
        "All of the mountains are calling your name",
    },
    "night": {
        "Verse": "Neon is falling on empty lanes\nI hear your radio over the trains",
        "Drop": "Keep the night, keep the light alive\n"
        "Keep the night, keep the light alive",
    },
}


@dataclass(frozen=True)
class Plan:
    """One plan and what is asked of it.

    Args:
        styles: of the first chunk, beside tempo, key and metre.
        tempo_bpm: asked in words of the styles when None.
        metre: as written, `4/4` when it is not asked.
        lyrics: a name of `LYRICS`, or "" for an instrumental.
        never: negative styles of the first chunk.
    """

    name: str
    form: str
    styles: tuple[str, ...]
    tempo_bpm: int | None
    key: str
    metre: str = "4/4"
    lyrics: str = ""
    never: tuple[str, ...] = ()

    @property
    def sections(self) -> tuple[tuple[str, int], ...]:
        """Return its sections and their seconds."""
        return FORMS[self.form]

    @property
    def sung(self) -> bool:
        """Tell whether a voice is asked for."""
        return bool(self.lyrics)


def brief_of(plan: Plan) -> Brief:
    """Return what the engine is asked."""
    chunks = [
        Make(
            text=_text(section, LYRICS.get(plan.lyrics, {})),
            duration_ms=seconds * 1000,
            positive_styles=_first_styles(plan) if number == 0 else (),
            negative_styles=plan.never if number == 0 else (),
        )
        for number, (section, seconds) in enumerate(plan.sections)
    ]
    return Brief(tuple(chunks), seed=None, rate_hz=RATE_HZ)


def _text(section: str, words: dict[str, str]) -> str:
    return f"[{section}]\n{words[section]}" if section in words else f"[{section}]"


def _first_styles(plan: Plan) -> tuple[str, ...]:
    asked = [*plan.styles]
    if plan.tempo_bpm is not None:
        asked.append(f"{plan.tempo_bpm} BPM")
    asked.append(plan.key)
    if plan.metre != "4/4":
        asked.append(f"{plan.metre} time")
    if not plan.sung:
        asked.append("instrumental")
    return tuple(asked)


PLANS: Final = (
    Plan("pop", "long", ("bright pop", "acoustic guitar", "claps", "female vocals"),
         104, "C major", lyrics="harbour"),
    Plan("rock", "song", ("driving rock", "overdriven guitars", "male vocals"),
         132, "E minor", lyrics="engine"),
    Plan("metal", "song", ("heavy metal", "palm-muted riffs", "double kick"),
         168, "C# minor"),
    Plan("punk", "song", ("punk rock", "shouted male vocals", "raw guitars"),
         184, "A major", lyrics="engine"),
    Plan("folk", "song", ("gentle folk", "steel guitar", "fiddle", "female vocals"),
         92, "G major", lyrics="garden"),
    Plan("country", "song", ("country", "pedal steel", "banjo", "male vocals"),
         112, "D major", lyrics="harbour"),
    Plan("bluegrass", "loop", ("bluegrass", "banjo", "mandolin", "fiddle"),
         140, "B major"),
    Plan("jazz", "song", ("jazz quartet", "tenor sax", "upright bass", "brushes"),
         118, "Bb major"),
    Plan("swing", "song", ("big band swing", "brass section", "walking bass"),
         160, "Eb major"),
    Plan("bossa", "loop", ("bossa nova", "nylon guitar", "soft percussion"),
         126, "F major"),
    Plan("samba", "loop", ("samba", "hand percussion", "whistle-like flute"),
         100, "D minor"),
    Plan("blues", "song", ("slow blues", "hammond organ", "clean guitar"),
         66, "A minor", "12/8"),
    Plan("soul", "song", ("soul", "wurlitzer", "horns", "female vocals"),
         84, "Ab major", lyrics="garden"),
    Plan("funk", "loop", ("funk", "slap bass", "clavinet", "tight drums"),
         108, "E major"),
    Plan("gospel", "song", ("gospel", "hammond organ", "choir", "piano"),
         76, "Db major", lyrics="harbour"),
    Plan("rnb", "song", ("r&b", "electric piano", "808", "male vocals"),
         72, "F# minor", lyrics="market"),
    Plan("boom-bap", "loop", ("boom-bap hip-hop", "dusty piano", "vinyl crackle"),
         90, "G minor"),
    Plan("trap", "track", ("dark trap", "808 bass", "rolling hi-hats", "bells"),
         140, "C minor"),
    Plan("lofi", "loop", ("lo-fi beats", "mellow electric piano", "warm", "soft"),
         78, "Eb minor"),
    Plan("house", "track", ("deep house", "warm pads", "four on the floor"),
         122, "B minor"),
    Plan("techno", "track", ("techno", "hypnotic", "acid bass"), 130, "F minor"),
    Plan("trance", "track", ("uplifting trance", "supersaw", "arpeggio", "wide"),
         138, "F# major"),
    Plan("dnb", "track", ("drum and bass", "reese bass", "breakbeat"), 174, "Bb minor"),
    Plan("dubstep", "track", ("dubstep", "wobble bass", "half-time drums"),
         142, "G# minor"),
    Plan("edm-vocal", "track", ("EDM festival", "big drop", "female vocals"),
         126, "A minor", lyrics="night"),
    Plan("synthwave", "track", ("synthwave", "analogue synths", "gated drums"),
         100, "E minor"),
    Plan("ambient", "loop", ("ambient", "glass pads", "slow", "spacious"),
         60, "D major", never=("drums",)),
    Plan("drone", "loop", ("drone", "dark", "sustained"), 55, "C minor",
         never=("drums", "melody")),
    Plan("cinematic", "piece", ("cinematic", "strings", "french horn", "timpani"),
         80, "D minor"),
    Plan("trailer", "piece", ("epic trailer", "taiko", "brass", "choir aahs"),
         96, "B minor"),
    Plan("orchestral", "piece", ("orchestral", "woodwinds", "strings"),
         110, "G major"),
    Plan("baroque", "loop", ("baroque", "harpsichord", "violin", "cello"),
         88, "F minor"),
    Plan("classical", "loop", ("classical piano", "solo piano", "elegant"),
         120, "Ab minor"),
    Plan("waltz", "song", ("waltz", "string ensemble", "clarinet"),
         168, "Bb major", "3/4"),
    Plan("march", "loop", ("march", "brass band", "snare drum", "piccolo"),
         116, "Eb major"),
    Plan("reggae", "song", ("reggae", "offbeat guitar", "deep bass", "male vocals"),
         74, "A major", lyrics="market"),
    Plan("ska", "loop", ("ska", "horns", "upbeat guitar"), 156, "F major"),
    Plan("flamenco", "loop", ("flamenco", "nylon guitar", "palmas", "cajon"),
         120, "E minor", "3/4"),
    Plan("tango", "loop", ("tango", "bandoneon", "violin", "piano"), 116, "C# minor"),
    Plan("chiptune", "song", ("chiptune", "8-bit", "fast arpeggios"), 150, "C major"),
    Plan("new-age", "loop", ("new age", "harp", "flute", "warm pad"), 68, "Gb major"),
    Plan("celtic-jig", "loop", ("celtic jig", "tin whistle", "fiddle", "bodhran"),
         116, "D major", "6/8"),
    Plan("lullaby", "song", ("lullaby", "music box", "celesta", "female vocals"),
         63, "Db major", "6/8", lyrics="garden"),
    Plan("prog", "song", ("progressive rock", "synth lead", "odd metre"),
         126, "F# minor", "7/8"),
    Plan("five", "loop", ("cool jazz", "vibraphone", "alto sax"), 150, "Bb minor",
         "5/4"),
    Plan("disco", "long", ("disco", "string stabs", "octave bass", "choir"),
         118, "B major", lyrics="market"),
    Plan("hip-hop-spoken", "song", ("hip-hop", "spoken word", "deep bass"),
         94, "G# minor", lyrics="market"),
    Plan("anthem", "piece", ("choir anthem", "orchestral", "majestic"),
         72, "Eb major", lyrics="mountain"),
    Plan("hardstyle", "track", ("hard dance", "distorted kick", "euphoric lead"),
         150, "D# minor"),
    Plan("speed", "loop", ("fast electro swing", "muted trumpet", "kick"),
         190, "G minor"),
    Plan("words-slow", "song", ("very slow piano ballad", "tender", "cello"),
         None, "C major"),
    Plan("words-fast", "loop", ("fast", "urgent", "spiccato strings", "percussion"),
         None, "A minor"),
)  # fmt: skip

#: A few of every kind, for a run that takes a minute.
QUICK: Final = (
    "pop", "rock", "jazz", "trap", "house", "dnb", "ambient", "cinematic", "waltz",
    "celtic-jig", "prog", "lofi",
)  # fmt: skip
