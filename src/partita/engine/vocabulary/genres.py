"""The genres that the engine plays, as one table.

Each row says how fast, in which metre and mode, on which progressions and grooves, and
who plays what. Knows no sections and no styles of an author.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from partita.engine.score import Room

Role = Literal["bass", "comp", "arp", "pad", "lead", "counter"]


_PLAIN_ROOM: Final = Room()


@dataclass(frozen=True)
class Player:
    """One line of a genre's usual band.

    Args:
        figure: a name of `patterns.COMPS` or `patterns.BASSES`; "" for tunes.
        enters: the section energy from which it plays.
        level: centibels against the role's usual level.
    """

    role: Role
    instrument: str
    figure: str = ""
    enters: int = 0
    level: int = 0
    pan: int = 0


@dataclass(frozen=True)
class Genre:
    """A kind of music.

    Args:
        words: what authors call it.
        tempo: slowest, usual and fastest, in beats a minute.
        swing: where the second of two notes falls, in percent of the pair; 50 is even.
        swing_of: the pair that swings: 8 for eighths, 16 for sixteenths.
        modes: the likely ones, repeated where likelier.
        harmony: a family of `progressions`.
        drums_enter: the section energy from which the kit plays; 101 for never.
        duck: how far the kick pushes the others down.
        loose: how human the timing is, in milliseconds.
        voice: who sings when nobody says.
        electronic: fills are rolls and risers.
    """

    name: str
    words: tuple[str, ...]
    tempo: tuple[int, int, int]
    modes: tuple[str, ...]
    harmony: str
    groove: str
    kit: str
    players: tuple[Player, ...]
    metre: str = "4/4"
    swing: int = 50
    swing_of: int = 8
    drums_enter: int = 30
    energy: int = 55
    duck: int = 0
    loose: int = 7
    room: Room = _PLAIN_ROOM
    voice: str = "female"
    electronic: bool = False


def _bass(instrument: str, figure: str, enters: int = 25, level: int = 0) -> Player:
    return Player("bass", instrument, figure, enters, level)


def _comp(
    instrument: str, figure: str, enters: int = 0, level: int = 0, pan: int = 0
) -> Player:
    return Player("comp", instrument, figure, enters, level, pan)


def _arp(instrument: str, figure: str, enters: int = 45, pan: int = 25) -> Player:
    return Player("arp", instrument, figure, enters, -20, pan)


def _pad(instrument: str, enters: int = 20, level: int = 0) -> Player:
    return Player("pad", instrument, "pad", enters, level)


def _lead(instrument: str, enters: int = 30) -> Player:
    return Player("lead", instrument, "", enters)


def _counter(instrument: str, enters: int = 72, pan: int = -25) -> Player:
    return Player("counter", instrument, "", enters, -20, pan)


_MAJOR = ("major",)
_MINOR = ("minor",)
_MOSTLY_MAJOR = ("major", "major", "minor")
_MOSTLY_MINOR = ("minor", "minor", "major")

_ROWS: Final = (
    Genre(
        "pop", ("pop", "modern pop", "chart pop", "top 40", "pop song", "jingle"),
        (96, 112, 128), _MOSTLY_MAJOR, "pop", "pop", "acoustic_kit",
        (_bass("finger_bass", "pop"), _comp("grand_piano", "pulse4", 0),
         _comp("steel_guitar", "strum", 40, -10, 35), _pad("warm_pad", 30),
         _arp("pluck_synth", "arp8", 60), _lead("saw_lead", 30),
         _counter("string_ensemble")),
        room=Room(size=35), duck=15,
    ),
    Genre(
        "indie_pop", ("indie pop", "indie", "bedroom pop", "dream pop", "alt pop",
                      "city pop"),
        (92, 110, 130), _MOSTLY_MAJOR, "pop", "pop", "acoustic_kit",
        (_bass("picked_bass", "root8"), _comp("clean_guitar", "pick", 0, 0, -30),
         _comp("electric_piano", "block", 20, 0, 20), _pad("analog_strings", 45),
         _arp("glockenspiel", "bells", 65), _lead("clean_guitar"),
         _counter("synth_voice")),
        room=Room(size=45, tilt_cb=-10),
    ),
    Genre(
        "kpop", ("k-pop", "kpop", "j-pop", "jpop", "dance pop", "synth pop",
        "electropop",
                 "synthpop"),
        (104, 122, 132), _MOSTLY_MINOR, "pop", "edm", "kit_909",
        (_bass("synth_bass", "root8"), _comp("pluck_synth", "arp8"),
         _comp("supersaw", "pulse8", 70, -20), _pad("analog_strings", 30),
         _arp("fm_bell", "arp16_up", 62), _lead("square_lead"), _counter("saw_lead")),
        room=Room(size=35, width=115), duck=35, loose=2, electronic=True,
    ),
    Genre(
        "singer_songwriter", ("singer-songwriter", "singer songwriter",
        "acoustic ballad", "fado", "chanson",
                              "acoustic", "unplugged", "coffeehouse", "campfire"),
        (72, 92, 116), _MOSTLY_MAJOR, "folk", "folk", "hand_drums",
        (_bass("upright_bass", "ballad", 45), _comp("steel_guitar", "pick", 0, 0, -12),
         _comp("nylon_guitar", "strum_soft", 60, -20, 30), _pad("cello", 60, -20),
         _lead("steel_guitar"), _counter("violin", 80)),
        energy=42, drums_enter=50, room=Room(size=25, tilt_cb=-5), loose=11,
    ),
    Genre(
        "ballad", ("ballad", "power ballad", "love song", "piano ballad", "slow dance"),
        (60, 72, 84), _MAJOR, "pop", "ballad", "acoustic_kit",
        (_bass("finger_bass", "ballad", 40), _comp("grand_piano", "arp8"),
         _pad("string_ensemble", 45), _comp("steel_guitar", "strum_soft", 62, -20, 30),
         _lead("grand_piano"), _counter("french_horn", 80)),
        energy=45, drums_enter=48, room=Room(size=55), loose=10,
    ),
    Genre(
        "rock", ("rock", "alternative rock", "classic rock", "indie rock",
        "garage rock",
                 "alt rock", "soft rock", "arena rock", "post-punk", "rock and roll",
                 "rock'n'roll", "rock n roll", "rock & roll",
                 "rockabilly", "progressive rock", "prog rock", "prog"),
        (108, 124, 148), _MOSTLY_MAJOR, "rock", "rock", "rock_kit",
        (_bass("picked_bass", "rock"), _comp("overdriven_guitar", "power8", 0, 0, -45),
         _comp("overdriven_guitar", "power", 50, -10, 45),
         _comp("hammond_organ", "block", 72, -30), _lead("overdriven_guitar"),
         _counter("clean_guitar", 85)),
        energy=66, room=Room(size=35, drive=12), voice="male",
    ),
    Genre(
        "hard_rock", ("hard rock", "stadium rock", "grunge", "stoner rock", "nu metal",
                      "metalcore", "post-grunge"),
        (96, 124, 152), _MOSTLY_MINOR, "rock", "hard_rock", "rock_kit",
        (_bass("picked_bass", "rock"), _comp("distorted_guitar", "power8", 0, 0, -50),
         _comp("distorted_guitar", "chug", 45, -10, 50), _lead("distorted_guitar"),
         _counter("overdriven_guitar", 88)),
        energy=74, room=Room(size=35, drive=22), voice="male",
    ),
    Genre(
        "metal", ("metal", "heavy metal", "thrash metal", "thrash", "death metal",
                  "power metal", "black metal", "djent", "doom metal"),
        (120, 152, 190), _MINOR, "metal", "metal", "metal_kit",
        (_bass("picked_bass", "gallop"), _comp("distorted_guitar", "gallop", 0, 0, -60),
         _comp("distorted_guitar", "chug", 30, 0, 60), _lead("distorted_guitar"),
         _counter("distorted_guitar", 88)),
        energy=82, loose=4, room=Room(size=30, drive=30), voice="male",
    ),
    Genre(
        "punk", ("punk", "punk rock", "pop punk", "hardcore punk", "skate punk",
                 "hardcore", "emo"),
        (156, 176, 196), _MAJOR, "rock", "punk", "rock_kit",
        (_bass("picked_bass", "punk"), _comp("distorted_guitar", "downstroke", 0, 0,
         -50),
         _comp("distorted_guitar", "power8", 50, -10, 50), _lead("overdriven_guitar")),
        energy=80, loose=6, room=Room(size=25, drive=24), voice="male",
    ),
    Genre(
        "post_rock", ("post-rock", "post rock", "shoegaze", "math rock",
        "ambient rock", "krautrock"),
        (84, 104, 126), _MOSTLY_MINOR, "cinematic", "half_time", "rock_kit",
        (_bass("finger_bass", "root8", 40), _comp("clean_guitar", "arp8", 0, 0, -40),
         _comp("overdriven_guitar", "tremolo", 62, -10, 40), _pad("warm_pad", 20),
         _lead("clean_guitar"), _counter("string_ensemble", 75)),
        energy=55, drums_enter=45, room=Room(size=75, drive=8),
    ),
    Genre(
        "folk", ("folk", "indie folk", "folk song", "americana", "traditional",
                 "acoustic folk", "kids song", "kids' song", "kids music",
                 "children's music", "sing-along", "zydeco", "cajun", "sea shanty",
                 "shanty"),
        (84, 104, 124), _MOSTLY_MAJOR, "folk", "folk", "hand_drums",
        (_bass("upright_bass", "two", 35), _comp("steel_guitar", "pick_travis", 0, 0,
         -15),
         _comp("mandolin", "strum_folk", 55, -20, 35), _lead("fiddle"),
         _counter("accordion", 70)),
        energy=50, drums_enter=45, loose=11, room=Room(size=25),
    ),
    Genre(
        "celtic", ("celtic", "irish", "irish jig", "jig", "reel", "scottish", "gaelic"),
        (104, 116, 132), ("dorian", "mixolydian", "major"), "folk", "folk",
         "hand_drums",
        (_bass("upright_bass", "two", 40), _comp("steel_guitar", "strum_folk", 0, 0,
         -20),
         _arp("harp", "arp8", 30), _lead("tin_whistle", 0), _counter("fiddle", 50)),
        metre="6/8", energy=58, drums_enter=40, loose=9, room=Room(size=45),
    ),
    Genre(
        "country", ("country", "country pop", "honky-tonk", "honky tonk", "nashville",
                    "western swing", "alt-country", "outlaw country", "country rock"),
        (96, 116, 140), _MAJOR, "country", "train", "acoustic_kit",
        (_bass("upright_bass", "country"), _comp("steel_guitar", "boom_chick", 0, 0,
         -20),
         _comp("clean_guitar", "strum_folk", 55, -20, 35), _pad("pedal_steel", 35, -15),
         _lead("pedal_steel"), _counter("fiddle", 65)),
        energy=56, loose=9, room=Room(size=30), voice="male",
    ),
    Genre(
        "western", ("western", "spaghetti western", "wild west", "cowboy", "desert"),
        (84, 104, 126), _MINOR, "flamenco", "train", "acoustic_kit",
        (_bass("upright_bass", "country", 30), _comp("nylon_guitar", "pick", 0, 0, -20),
         _comp("clean_guitar", "strum_folk", 50, -10, 30), _pad("choir_oohs", 60),
         _lead("harmonica"), _counter("trumpet", 68)),
        energy=52, room=Room(size=60), voice="male",
    ),
    Genre(
        "bluegrass", ("bluegrass", "hoedown", "old-time", "appalachian",
        "square dance"),
        (116, 136, 156), _MAJOR, "country", "train", "acoustic_kit",
        (_bass("upright_bass", "country", 0), _arp("banjo", "arp16", 0, 30),
         _comp("mandolin", "offbeat", 25, 0, -35), _comp("steel_guitar", "boom_chick"),
         _lead("fiddle"), _counter("banjo", 80)),
        energy=64, drums_enter=101, loose=7, room=Room(size=20), voice="male",
    ),
    Genre(
        "jazz", ("jazz", "cool jazz", "smooth jazz", "jazz trio", "jazz quartet",
                 "jazz quintet", "jazz combo", "jazz piano trio", "jazz ballad",
                 "jazz lounge", "lounge", "cocktail jazz", "noir", "spy", "detective",
                 "jazz club"),
        (84, 118, 160), ("major", "minor", "dorian"), "jazz", "swing", "brush_kit",
        (_bass("upright_bass", "walk", 15), _comp("grand_piano", "jazz", 0, 0, -20),
         _comp("clean_guitar", "charleston", 65, -25, 35), _lead("tenor_sax"),
         _counter("muted_trumpet", 75)),
        swing=64, energy=46, loose=10, room=Room(size=30),
    ),
    Genre(
        "swing", ("swing", "swing jazz", "electro swing", "gypsy jazz", "jump blues",
                  "lindy hop", "barbershop", "barbershop quartet",
                  "ragtime", "dixieland", "vaudeville"),
        (132, 156, 190), _MOSTLY_MAJOR, "jazz", "swing", "acoustic_kit",
        (_bass("upright_bass", "walk", 0), _comp("steel_guitar", "pulse4", 0, -10, -30),
         _comp("grand_piano", "charleston", 30, 0, 25), _lead("clarinet"),
         _counter("muted_trumpet", 62)),
        swing=65, energy=62, loose=8, room=Room(size=30),
    ),
    Genre(
        "big_band", ("big band", "jazz orchestra", "swing band", "musical theatre",
                     "broadway", "show tune", "crooner"),
        (120, 148, 180), _MAJOR, "jazz", "big_band", "acoustic_kit",
        (_bass("upright_bass", "walk", 0), _comp("grand_piano", "jazz", 0, -10, -25),
         _comp("brass_section", "charleston", 45), _lead("alto_sax"),
         _counter("trombone", 62)),
        swing=65, energy=68, room=Room(size=45), voice="male",
    ),
    Genre(
        "bebop", ("bebop", "hard bop", "jazz fusion", "fusion", "free jazz"),
        (150, 180, 210), ("dorian", "minor", "major"), "jazz", "bebop", "acoustic_kit",
        (_bass("upright_bass", "walk", 0), _comp("grand_piano", "jazz_late", 0, 0, -20),
         _lead("alto_sax"), _counter("trumpet", 70)),
        swing=62, energy=66, loose=9, room=Room(size=25),
    ),
    Genre(
        "bossa_nova", ("bossa nova", "bossa", "brazilian jazz", "elevator music",
                       "easy listening", "muzak", "exotica"),
        (112, 128, 144), _MOSTLY_MAJOR, "bossa", "bossa", "latin_kit",
        (_bass("upright_bass", "bossa", 15), _comp("nylon_guitar", "bossa", 0, 0, -15),
         _comp("electric_piano", "block", 55, -20, 25), _lead("flute"),
         _counter("vibraphone", 68)),
        energy=44, drums_enter=25, loose=9, room=Room(size=30),
    ),
    Genre(
        "samba", ("samba", "brazilian", "carnival", "batucada", "choro", "forro",
                  "mpb"),
        (96, 104, 116), _MAJOR, "bossa", "samba", "latin_kit",
        (_bass("finger_bass", "samba", 15), _comp("nylon_guitar", "samba", 0, 0, -20),
         _comp("brass_section", "stab", 72), _lead("flute"), _counter("trombone", 75)),
        energy=68, room=Room(size=30),
    ),
    Genre(
        "latin", ("latin", "salsa", "mambo", "cuban", "merengue", "cumbia", "mariachi",
                  "latin jazz", "cha cha", "son cubano", "bachata", "bolero", "rumba"),
        (92, 104, 124), _MOSTLY_MINOR, "latin", "salsa", "latin_kit",
        (_bass("upright_bass", "tumbao", 10), _comp("grand_piano", "montuno", 0, 0,
         -15),
         _comp("brass_section", "stab", 60), _lead("trumpet"), _counter("flute", 72)),
        energy=66, drums_enter=15, room=Room(size=30), voice="male",
    ),
    Genre(
        "blues", ("blues", "blues rock", "chicago blues", "delta blues", "boogie",
                  "boogie-woogie", "twelve-bar blues", "12-bar blues",
                  "twelve bar blues", "12 bar blues"),
        (76, 100, 132), ("blues",), "blues", "shuffle", "acoustic_kit",
        (_bass("finger_bass", "shuffle", 15),
         _comp("overdriven_guitar", "shuffle_comp", 0, 0, -30),
         _comp("hammond_organ", "block", 55, -20, 30), _lead("overdriven_guitar"),
         _counter("harmonica", 68)),
        swing=66, energy=54, loose=11, room=Room(size=25, drive=8), voice="male",
    ),
    Genre(
        "soul", ("soul", "motown", "neo soul", "neo-soul", "southern soul",
                 "northern soul", "doo-wop", "doo wop"),
        (78, 100, 120), _MOSTLY_MAJOR, "soul", "soul", "acoustic_kit",
        (_bass("finger_bass", "soul", 15), _comp("wurlitzer", "pulse4", 0, 0, -20),
         _comp("clean_guitar", "skank", 35, -10, 40), _comp("brass_section", "stab",
               68),
         _pad("string_ensemble", 60), _lead("tenor_sax"), _counter("trumpet", 75)),
        energy=56, loose=9, room=Room(size=30),
    ),
    Genre(
        "funk", ("funk", "funky", "p-funk", "heist", "jazz funk", "jazz-funk",
                 "acid jazz"),
        (96, 106, 118), ("dorian", "minor", "mixolydian"), "funk", "funk", "funk_kit",
        (_bass("slap_bass", "funk", 10), _comp("muted_guitar", "funk16", 0, 0, -35),
         _comp("clavinet", "stab_funk", 35, -10, 30), _comp("brass_section", "stab",
               62),
         _lead("alto_sax"), _counter("trumpet", 75)),
        swing=53, swing_of=16, energy=68, loose=6, room=Room(size=20),
    ),
    Genre(
        "disco", ("disco", "nu disco", "nu-disco", "italo disco", "french house",
                  "eurodance", "hi-nrg"),
        (112, 120, 128), _MOSTLY_MINOR, "soul", "disco", "acoustic_kit",
        (_bass("finger_bass", "disco", 15), _comp("clean_guitar", "funk16", 0, -5, -35),
         _comp("electric_piano", "stab", 35, 0, 25), _pad("string_ensemble", 40),
         _comp("brass_section", "stab", 75), _lead("string_ensemble"),
         _counter("flute", 78)),
        energy=70, duck=20, loose=4, room=Room(size=35),
    ),
    Genre(
        "gospel", ("gospel", "spiritual", "worship", "praise", "church choir", "hymn"),
        (72, 92, 120), _MAJOR, "gospel", "gospel", "acoustic_kit",
        (_bass("finger_bass", "soul", 25), _comp("hammond_organ", "block", 0, 0, 25),
         _comp("grand_piano", "gospel", 20, 0, -20), _pad("choir_aahs", 45),
         _lead("hammond_organ"), _counter("brass_section", 80)),
        swing=57, energy=58, loose=9, room=Room(size=60), voice="choir",
    ),
    Genre(
        "rnb", ("r&b", "rnb", "r and b", "contemporary r&b", "rhythm and blues",
                "slow jam", "alternative r&b", "quiet storm"),
        (66, 84, 100), _MOSTLY_MINOR, "rnb", "rnb", "kit_808",
        (_bass("sub_bass", "rnb", 15), _comp("electric_piano", "lofi", 0, 0, -10),
         _pad("warm_pad", 25), _arp("pluck_synth", "echo", 58), _lead("synth_voice"),
         _counter("clean_guitar", 72)),
        swing=56, swing_of=16, energy=50, duck=15, loose=7, room=Room(size=40),
    ),
    Genre(
        "hiphop", ("hip-hop", "hip hop", "hiphop", "rap", "west coast", "g-funk",
                   "east coast", "old school hip hop", "trip-hop", "trip hop"),
        (82, 92, 104), _MINOR, "hiphop", "hiphop", "kit_808",
        (_bass("sub_bass", "hiphop", 15), _comp("electric_piano", "lofi", 0),
         _pad("string_ensemble", 45, -15), _arp("pluck_synth", "minimal", 55),
         _lead("square_lead"), _counter("fm_bell", 75)),
        swing=55, swing_of=16, energy=58, duck=15, loose=5, room=Room(size=25),
        voice="male",
    ),
    Genre(
        "boom_bap", ("boom bap", "boom-bap", "boombap", "golden age hip hop",
                     "jazz rap", "90s hip hop"),
        (84, 90, 98), _MINOR, "lofi", "boom_bap", "breakbeat_kit",
        (_bass("upright_bass", "boom_bap", 15), _comp("grand_piano", "lofi", 0),
         _comp("brass_section", "hits", 68, -20), _arp("vibraphone", "echo", 50),
         _lead("muted_trumpet"), _counter("flute", 75)),
        swing=58, swing_of=16, energy=58, loose=7, room=Room(size=20, lofi=22),
        voice="male",
    ),
    Genre(
        "trap", ("trap", "trap beat", "southern hip hop", "cloud rap", "phonk"),
        (130, 140, 152), _MINOR, "hiphop", "trap", "trap_kit",
        (_bass("bass_808", "trap", 15), _comp("fm_bell", "minimal", 0),
         _pad("glass_pad", 25, -10), _arp("pluck_synth", "arp_gate", 60),
         _lead("square_lead"), _counter("choir_aahs", 75)),
        energy=62, duck=20, loose=2, room=Room(size=40), voice="male", electronic=True,
    ),
    Genre(
        "drill", ("drill", "uk drill", "grime"),
        (138, 142, 146), _MINOR, "hiphop", "drill", "trap_kit",
        (_bass("bass_808", "trap", 15), _comp("grand_piano", "minimal", 0),
         _pad("tremolo_strings", 40, -10), _lead("choir_oohs"), _counter("fm_bell",
              75)),
        energy=64, duck=15, loose=2, room=Room(size=40), voice="male", electronic=True,
    ),
    Genre(
        "lofi", ("lo-fi", "lofi", "lo fi", "lo-fi hip hop", "lofi hip hop",
        "lofi beats",
                 "chillhop", "study beats", "lo-fi beats", "chill hop"),
        (70, 80, 92), ("minor", "major"), "lofi", "lofi", "lofi_kit",
        (_bass("finger_bass", "boom_bap", 20), _comp("electric_piano", "lofi", 0),
         _comp("nylon_guitar", "pick_slow", 50, -20, 35), _pad("warm_pad", 30, -10),
         _lead("vibraphone"), _counter("flute", 75)),
        swing=59, swing_of=16, energy=38, duck=20, loose=10,
        room=Room(size=25, lofi=45, tilt_cb=-35),
    ),
    Genre(
        "house", ("house", "house music", "piano house", "tech house", "garage",
                  "uk garage", "club music", "dance", "dance music",
                  "progressive house",
                  "tropical house", "jersey club"),
        (120, 124, 128), _MOSTLY_MINOR, "house", "house", "kit_909",
        (_bass("synth_bass", "house", 25), _comp("grand_piano", "stab_house", 20),
         _pad("warm_pad", 15), _arp("pluck_synth", "arp_gate", 50),
         _lead("saw_lead"), _counter("synth_voice", 75)),
        energy=64, duck=45, loose=1, room=Room(size=35), electronic=True,
    ),
    Genre(
        "deep_house", ("deep house", "chill house", "organic house", "melodic house",
                       "balearic", "chillout", "downtempo"),
        (116, 121, 125), _MINOR, "house", "deep_house", "kit_909",
        (_bass("synth_bass", "deep", 20), _comp("electric_piano", "stab_house", 10),
         _pad("warm_pad", 0), _arp("pluck_synth", "echo", 45), _lead("fm_bell"),
         _counter("synth_voice", 75)),
        energy=54, duck=45, loose=1, room=Room(size=50, tilt_cb=-15), electronic=True,
    ),
    Genre(
        "techno", ("techno", "minimal techno", "detroit techno", "berlin techno",
                   "acid techno", "hard techno", "warehouse", "melodic techno", "rave"),
        (124, 130, 140), _MINOR, "techno", "techno", "kit_909",
        (_bass("synth_bass", "rumble", 20), _comp("pluck_synth", "stab_techno", 0),
         _pad("sweep_pad", 10), _arp("acid_lead", "arp_gate", 45), _lead("acid_lead",
              60),
         _counter("square_lead", 82)),
        energy=68, duck=55, loose=0, room=Room(size=50, drive=10), electronic=True,
    ),
    Genre(
        "trance", ("trance", "uplifting trance", "psytrance", "goa",
        "progressive trance",
                   "vocal trance"),
        (132, 138, 145), _MINOR, "trance", "trance", "kit_909",
        (_bass("synth_bass", "rolling", 30), _arp("supersaw", "arp_gate", 45, 0),
         _pad("sweep_pad", 0), _arp("pluck_synth", "arp16_up", 25, -30),
         _lead("supersaw"), _counter("saw_lead", 82)),
        energy=70, duck=50, loose=0, room=Room(size=65, width=115), electronic=True,
    ),
    Genre(
        "dnb", ("drum and bass", "drum & bass", "drum'n'bass", "drum n bass", "dnb",
                "d&b", "jungle", "liquid drum and bass", "neurofunk", "breakcore"),
        (168, 174, 178), _MINOR, "bass", "dnb", "breakbeat_kit",
        (_bass("reese_bass", "dnb", 30), _comp("electric_piano", "lofi", 10),
         _pad("sweep_pad", 0), _arp("pluck_synth", "arp16_up", 55), _lead("saw_lead"),
         _counter("synth_voice", 75)),
        energy=74, duck=25, loose=2, room=Room(size=45), electronic=True,
    ),
    Genre(
        "breakbeat", ("breakbeat", "big beat", "breaks", "electronica", "idm",
        "glitch"),
        (112, 126, 138), _MINOR, "bass", "breakbeat", "breakbeat_kit",
        (_bass("synth_bass", "deep", 25), _comp("pluck_synth", "stab", 0),
         _pad("glass_pad", 10), _arp("fm_bell", "arp_gate", 50), _lead("square_lead"),
         _counter("acid_lead", 75)),
        energy=64, duck=20, loose=3, room=Room(size=40), electronic=True,
    ),
    Genre(
        "dubstep", ("dubstep", "brostep", "riddim", "future bass", "bass music"),
        (138, 140, 144), _MINOR, "bass", "dubstep", "trap_kit",
        (_bass("wobble_bass", "wobble", 30), _comp("pluck_synth", "minimal", 0),
         _pad("sweep_pad", 0), _comp("supersaw", "halves", 72, -10), _lead("saw_lead"),
         _counter("square_lead", 82)),
        energy=74, duck=35, loose=0, room=Room(size=45, drive=20), electronic=True,
    ),
    Genre(
        "edm", ("edm", "big room", "electronic dance", "festival", "hardstyle",
                "electro house", "hyperpop", "eurobeat", "happy hardcore", "electronic",
                "electronic music"),
        (124, 128, 136), _MOSTLY_MINOR, "trance", "edm", "kit_909",
        (_bass("synth_bass", "offbeat", 30), _comp("supersaw", "pulse8", 45),
         _pad("sweep_pad", 0), _arp("pluck_synth", "arp8", 15), _lead("supersaw"),
         _counter("square_lead", 80)),
        energy=74, duck=55, loose=0, room=Room(size=45, width=120), electronic=True,
    ),
    Genre(
        "electro", ("electro", "electro funk", "electroclash", "miami bass"),
        (110, 118, 128), _MINOR, "funk", "electro", "kit_808",
        (_bass("synth_bass", "funk", 15), _comp("synth_brass", "stab", 0),
         _pad("analog_strings", 30), _arp("square_lead", "arp16", 45),
         _lead("square_lead"), _counter("synth_voice", 70)),
        energy=66, loose=1, room=Room(size=30), electronic=True,
    ),
    Genre(
        "industrial", ("industrial", "industrial metal", "ebm", "darkwave", "cyberpunk",
                       "aggrotech", "noise"),
        (100, 116, 136), ("minor", "phrygian"), "metal", "industrial", "gated_kit",
        (_bass("acid_bass", "acid", 15), _comp("distorted_guitar", "chug", 40, -10),
         _pad("sweep_pad", 0), _arp("square_lead", "ostinato16", 35), _lead("saw_lead"),
         _counter("acid_lead", 75)),
        energy=74, duck=25, loose=0, room=Room(size=50, drive=35), voice="male",
        electronic=True,
    ),
    Genre(
        "synthwave", ("synthwave", "retrowave", "outrun", "vaporwave", "chillwave",
                      "80s",
        "eighties",
                      "80s pop", "new wave", "80s synth", "retro synth", "darksynth",
                      "new romantic"),
        (84, 104, 118), _MINOR, "synthwave", "synthwave", "gated_kit",
        (_bass("synth_bass", "synthwave", 15), _comp("synth_brass", "halves", 55, -10),
         _pad("analog_strings", 0), _arp("pluck_synth", "arp16_up", 25),
         _lead("saw_lead"), _counter("square_lead", 75)),
        energy=60, duck=25, loose=1, room=Room(size=60, width=115), voice="male",
        electronic=True,
    ),
    Genre(
        "ambient", ("ambient", "atmospheric", "soundscape", "space music",
        "dark ambient",
                    "chill", "drift", "sleep music", "underwater", "space ambient"),
        (60, 72, 88), ("major", "minor", "major"), "ambient", "ambient", "hand_drums",
        (_bass("sub_bass", "whole", 35), _pad("warm_pad", 0), _pad("glass_pad", 25,
         -15),
         _arp("fm_bell", "echo", 30), _comp("felt_piano", "pick_slow", 40, -20),
         _lead("glass_pad", 40), _counter("choir_oohs", 70)),
        energy=28, drums_enter=82, loose=14, room=Room(size=90, width=120, tilt_cb=-20),
    ),
    Genre(
        "drone", ("drone", "drone music", "deep drone", "ritual", "throat singing"),
        (50, 60, 72), _MINOR, "drone", "ambient", "cinematic_kit",
        (_bass("sub_bass", "drone", 0), _pad("drone", 0), _pad("sweep_pad", 30, -10),
         _arp("tubular_bells", "bells", 60), _lead("shakuhachi", 65)),
        energy=24, drums_enter=90, loose=10, room=Room(size=95, tilt_cb=-40),
    ),
    Genre(
        "meditation", ("meditation", "new age", "spa", "healing", "yoga", "relaxation",
                       "zen", "nature", "mindfulness"),
        (56, 66, 80), ("major", "major", "pentatonic_major"), "ambient", "ambient",
        "hand_drums",
        (_bass("sub_bass", "whole", 45), _pad("warm_pad", 0), _arp("harp", "arp_up",
         15),
         _comp("kalimba", "minimal", 45, -20, -25), _lead("pan_flute", 20),
         _counter("glockenspiel", 65)),
        energy=26, drums_enter=85, loose=12, room=Room(size=85),
    ),
    Genre(
        "cinematic", ("cinematic", "film score", "soundtrack", "score", "movie",
                      "documentary", "emotional", "inspirational", "corporate",
                      "motivational", "film music", "video game", "adventure",
                      "podcast", "news", "explainer"),
        (76, 92, 116), _MOSTLY_MINOR, "cinematic", "cinematic", "cinematic_kit",
        (_bass("double_bass", "halves", 30), _comp("felt_piano", "arp8", 0, 0, -10),
         _pad("string_ensemble", 15), _arp("pizzicato_strings", "ostinato", 45),
         _comp("french_horn", "halves", 66), _lead("cello"), _counter("violin", 60)),
        energy=52, drums_enter=55, loose=8, room=Room(size=75, width=115),
    ),
    Genre(
        "trailer", ("trailer", "movie trailer", "epic trailer", "epic orchestral",
                    "hybrid orchestral", "battle", "boss battle", "boss fight", "war",
                    "epic music", "action"),
        (84, 112, 140), _MINOR, "cinematic", "trailer", "cinematic_kit",
        (_bass("double_bass", "root8", 20), _comp("string_ensemble", "staccato", 0),
         _pad("choir_aahs", 60), _comp("brass_section", "halves", 55),
         _arp("tremolo_strings", "pad", 25), _lead("french_horn", 40),
         _counter("trumpet", 72)),
        energy=78, drums_enter=40, loose=5, room=Room(size=80, width=120, drive=8),
        voice="choir",
    ),
    Genre(
        "orchestral", ("orchestral", "symphonic", "steampunk", "symphony",
                       "orchestra music",
                       "fantasy", "medieval fantasy", "heroic"),
        (80, 104, 132), _MOSTLY_MAJOR, "cinematic", "orchestral", "orchestral_kit",
        (_bass("double_bass", "halves", 15), _comp("string_ensemble", "block", 0),
         _arp("harp", "arp8", 25), _comp("french_horn", "halves", 50, -10),
         _arp("pizzicato_strings", "ostinato", 40, -20), _lead("violin"),
         _counter("oboe", 48)),
        energy=56, drums_enter=60, loose=9, room=Room(size=80), voice="choir",
    ),
    Genre(
        "horror", ("horror", "scary", "creepy", "halloween", "suspense", "thriller",
                   "haunted", "eerie"),
        (60, 80, 104), ("minor", "minor", "harmonic_minor"), "horror", "cinematic",
        "cinematic_kit",
        (_bass("double_bass", "whole", 0), _pad("tremolo_strings", 0),
         _comp("music_box", "minimal", 15, -10, 20), _pad("choir_oohs", 40),
         _lead("celesta", 30), _counter("violin", 65)),
        energy=42, drums_enter=60, loose=9, room=Room(size=90, tilt_cb=-20),
    ),
    Genre(
        "baroque", ("baroque", "fugue", "concerto grosso", "harpsichord music",
                    "counterpoint", "renaissance", "medieval", "tavern", "minstrel",
                    "madrigal", "gregorian chant", "gregorian", "plainchant",
                    "plainsong"),
        (72, 88, 116), _MOSTLY_MAJOR, "baroque", "orchestral", "orchestral_kit",
        (_bass("cello", "baroque", 0), _comp("harpsichord", "broken", 0, 0, -15),
         _pad("string_ensemble", 40, -10), _lead("violin", 0), _counter("oboe", 20)),
        energy=50, drums_enter=101, loose=7, room=Room(size=55), voice="choir",
    ),
    Genre(
        "classical", ("classical", "classical music", "chamber music", "art song",
                      "etude", "requiem", "sonata",
                      "romantic era", "romantic piano", "solo piano", "nocturne",
                      "string quartet music", "minuet", "opera", "classical piano"),
        (72, 96, 126), _MOSTLY_MAJOR, "classical", "orchestral", "orchestral_kit",
        (_bass("cello", "halves", 20), _comp("grand_piano", "alberti", 0),
         _pad("string_ensemble", 45), _lead("violin", 0), _counter("clarinet", 50)),
        energy=48, drums_enter=101, loose=12, room=Room(size=60),
    ),
    Genre(
        "minimalism", ("minimalism", "minimalist", "neoclassical", "neo-classical",
                       "modern classical", "contemporary classical"),
        (84, 104, 126), _MOSTLY_MINOR, "cinematic", "orchestral", "orchestral_kit",
        (_bass("cello", "whole", 30), _comp("felt_piano", "minimal", 0),
         _arp("marimba", "ostinato", 50), _pad("string_ensemble", 35),
         _lead("violin", 45), _counter("clarinet", 70)),
        energy=42, drums_enter=101, loose=8, room=Room(size=65),
    ),
    Genre(
        "waltz", ("waltz", "viennese waltz", "ballroom", "mazurka", "musette",
                  "carousel", "circus",
                  "creepy carnival", "dark carnival", "carnival music", "fairground",
                  "merry-go-round", "jazz waltz"),
        (108, 140, 176), _MAJOR, "classical", "waltz", "orchestral_kit",
        (_bass("double_bass", "waltz", 0), _comp("string_ensemble", "waltz", 0),
         _arp("harp", "arp_up", 55), _lead("violin", 0), _counter("flute", 55)),
        metre="3/4", energy=52, drums_enter=60, loose=9, room=Room(size=60),
    ),
    Genre(
        "march", ("march", "marching band", "military", "parade", "anthem",
                  "national anthem", "fanfare music", "polka", "oompah"),
        (104, 116, 126), _MAJOR, "march", "march", "march_kit",
        (_bass("tuba", "march", 0), _comp("french_horn", "offbeat", 0),
         _comp("trombone", "march", 50), _lead("trumpet", 0), _counter("piccolo", 60)),
        energy=66, drums_enter=15, loose=5, room=Room(size=50), voice="choir",
    ),
    Genre(
        "lullaby", ("lullaby", "children's song", "children", "nursery", "bedtime",
                    "nursery rhyme", "kids", "christmas", "holiday", "playful"),
        (72, 88, 108), _MAJOR, "folk", "brushes", "brush_kit",
        (_bass("upright_bass", "two", 45), _comp("music_box", "arp8", 0),
         _pad("warm_pad", 30, -15), _comp("ukulele", "strum_soft", 50, -10, 25),
         _lead("celesta", 0), _counter("glockenspiel", 60)),
        energy=34, drums_enter=62, loose=9, room=Room(size=45),
    ),
    Genre(
        "reggae", ("reggae", "roots reggae", "rocksteady", "lovers rock", "ragga"),
        (70, 76, 88), _MOSTLY_MAJOR, "reggae", "reggae", "acoustic_kit",
        (_bass("finger_bass", "reggae", 10), _comp("muted_guitar", "skank", 0, 0, -30),
         _comp("hammond_organ", "bubble", 25, -10, 30), _comp("grand_piano", "skank",
               50),
         _lead("trombone"), _counter("brass_section", 70)),
        swing=56, energy=52, loose=8, room=Room(size=40), voice="male",
    ),
    Genre(
        "dub", ("dub", "dub reggae", "dub techno"),
        (68, 74, 84), _MINOR, "reggae", "dub", "acoustic_kit",
        (_bass("sub_bass", "dub", 0), _comp("muted_guitar", "skank", 20, 0, -30),
         _comp("hammond_organ", "bubble", 45, -15, 30), _pad("sweep_pad", 50, -20),
         _lead("harmonica"), _counter("trombone", 75)),
        swing=55, energy=46, loose=7, room=Room(size=85, tilt_cb=-25), voice="male",
    ),
    Genre(
        "ska", ("ska", "ska punk", "two-tone", "2 tone"),
        (132, 148, 168), _MAJOR, "reggae", "ska", "acoustic_kit",
        (_bass("picked_bass", "ska", 10), _comp("clean_guitar", "skank_ska", 0, 0, -30),
         _comp("hammond_organ", "bubble", 35, -10, 30), _comp("brass_section", "stab",
               60),
         _lead("trumpet"), _counter("trombone", 70)),
        energy=70, loose=6, room=Room(size=25), voice="male",
    ),
    Genre(
        "reggaeton", ("reggaeton", "dembow", "latin pop", "dancehall", "moombahton",
                      "zouk",
                      "latin trap", "soca", "calypso", "tropical", "island"),
        (88, 96, 104), _MINOR, "pop", "reggaeton", "kit_808",
        (_bass("sub_bass", "reggaeton", 15), _comp("nylon_guitar", "pick", 0, 0, -20),
         _comp("pluck_synth", "stab", 45, -5, 20), _pad("warm_pad", 35),
         _lead("steel_drum"), _counter("synth_voice", 75)),
        energy=66, duck=25, loose=2, room=Room(size=35), voice="male", electronic=True,
    ),
    Genre(
        "afrobeat", ("afrobeat", "afrobeats", "afro", "african", "highlife", "amapiano",
                     "world", "world music", "tribal"),
        (98, 108, 118), _MOSTLY_MAJOR, "afro", "afrobeat", "latin_kit",
        (_bass("finger_bass", "afrobeat", 15), _comp("muted_guitar", "funk16", 0, 0,
         -35),
         _comp("electric_piano", "stab", 40, -10, 25), _arp("marimba", "montuno", 35),
         _comp("brass_section", "stab", 66), _lead("tenor_sax"), _counter("kalimba",
               70)),
        energy=64, drums_enter=20, loose=7, room=Room(size=30),
    ),
    Genre(
        "flamenco", ("flamenco", "spanish", "spanish guitar", "andalusian", "gypsy",
                     "rumba flamenca"),
        (96, 116, 140), ("minor", "minor", "phrygian_dominant"), "flamenco", "flamenco",
        "hand_drums",
        (_bass("upright_bass", "flamenco", 50),
         _comp("nylon_guitar", "rasgueado", 0, 0, -20),
         _comp("nylon_guitar", "pick", 45, -5, 30), _lead("nylon_guitar", 0),
         _counter("violin", 80)),
        energy=60, drums_enter=40, loose=9, room=Room(size=40), voice="male",
    ),
    Genre(
        "tango", ("tango", "argentine tango", "milonga", "nuevo tango", "habanera"),
        (104, 118, 132), _MINOR, "tango", "tango", "latin_kit",
        (_bass("double_bass", "tango", 0), _comp("grand_piano", "tango", 0, 0, -20),
         _pad("string_ensemble", 45), _lead("bandoneon", 0), _counter("violin", 45)),
        energy=56, drums_enter=75, loose=9, room=Room(size=40), voice="male",
    ),
    Genre(
        "middle_eastern", ("middle eastern", "arabic", "oriental", "turkish", "rai",
                           "persian",
                           "egyptian", "desert caravan", "klezmer", "balkan"),
        (88, 104, 128), ("harmonic_minor", "harmonic_minor", "phrygian_dominant"),
         "flamenco", "hand",
        "hand_drums",
        (_bass("fretless_bass", "flamenco", 40), _comp("oud", "ostinato", 0, 0, -15),
         _pad("drone", 15, -10), _arp("pizzicato_strings", "ostinato16", 55),
         _lead("oud", 0), _counter("clarinet", 45)),
        energy=54, drums_enter=30, loose=8, room=Room(size=55),
    ),
    Genre(
        "indian", ("indian", "bollywood", "raga", "hindustani", "bhangra", "qawwali",
                   "tabla"),
        (84, 100, 124), ("mixolydian", "major", "minor"), "drone", "hand",
        "hand_drums",
        (_bass("drone", "drone", 40), _pad("drone", 0), _comp("harmonium", "block", 35),
         _arp("sitar", "ostinato", 30), _lead("sitar", 0), _counter("flute", 55)),
        energy=52, drums_enter=30, loose=8, room=Room(size=50),
    ),
    Genre(
        "east_asian", ("japanese", "chinese", "asian", "oriental garden", "korean",
                       "samurai", "enka", "east asian"),
        (68, 84, 112), ("pentatonic_minor", "pentatonic_major"), "ambient", "cinematic",
        "cinematic_kit",
        (_bass("double_bass", "whole", 50), _comp("koto", "pick", 0, 0, -20),
         _pad("warm_pad", 35, -10), _lead("shakuhachi", 0), _counter("erhu", 45)),
        energy=42, drums_enter=55, loose=11, room=Room(size=60),
    ),
    Genre(
        "chiptune", ("chiptune", "8-bit", "8 bit", "16-bit", "retro game", "nes",
                     "arcade", "platformer", "puzzle game", "chip music", "bitpop",
                     "retro gaming", "pixel"),
        (120, 144, 168), _MOSTLY_MAJOR, "chip", "chip", "chip_kit",
        (_bass("chip_triangle", "chip", 0), _arp("chip_arp", "arp_chip", 0, 20),
         _lead("chip_pulse", 0), _counter("chip_pulse", 60)),
        energy=68, loose=0, room=Room(size=5, wet=20, width=80), electronic=True,
    ),
)  # fmt: skip

#: By name, in the table's order; the first is what is played when nobody says.
GENRES: Final[dict[str, Genre]] = {genre.name: genre for genre in _ROWS}
DEFAULT_GENRE: Final = "pop"
