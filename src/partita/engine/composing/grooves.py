"""Drum grooves and fills, as data: one character a sixteenth, one bar a row.

`X` accent, `x` plain, `o` soft, `g` ghost, `.` nothing. A row longer than a bar is
played over as many bars. Which groove a genre plays is in `vocabulary.genres`; how
grooves are thinned, driven and turned to other metres is in `rhythm`.
"""

from __future__ import annotations

from typing import Final

Groove = dict[str, str]

#: Grooves in 4/4: sixteen characters a bar.
GROOVES: Final[dict[str, Groove]] = {
    "pop": {
        "kick": "X.......x.x.....",
        "snare": "....X.......X...",
        "hat_closed": "x.o.x.o.x.o.x.o.",
    },
    "pop_drive": {
        "kick": "X..x....x.x....x",
        "snare": "....X.......X...",
        "hat_closed": "x.x.x.x.x.x.x.x.",
        "tambourine": "....o.......o...",
    },
    "rock": {
        "kick": "X.......X.x.....",
        "snare": "....X.......X...",
        "hat_closed": "X.x.X.x.X.x.X.x.",
    },
    "hard_rock": {
        "kick": "X..x..x.X.x.....",
        "snare": "....X.......X...",
        "hat_open": "x...x...x...x...",
        "hat_closed": "..x...x...x...x.",
    },
    "half_time": {
        "kick": "X.........x.....",
        "snare": "........X.......",
        "hat_closed": "x.o.x.o.x.o.x.o.",
    },
    "metal": {
        "kick": "X.xxX.xxX.xxX.xx",
        "snare": "....X.......X...",
        "ride_bell": "x...x...x...x...",
        "crash": "X...............................",
    },
    "blast": {
        "kick": "x.x.x.x.x.x.x.x.",
        "snare": ".x.x.x.x.x.x.x.x",
        "ride": "x.x.x.x.x.x.x.x.",
    },
    "punk": {
        "kick": "X...x.x.X...x.x.",
        "snare": "..X...X...X...X.",
        "hat_open": "x.x.x.x.x.x.x.x.",
    },
    "train": {
        "kick": "X...x...X...x...",
        "snare": "g.g.X.g.g.g.X.gx",
        "hat_pedal": "....x.......x...",
    },
    "folk": {
        "kick": "X.......x.......",
        "cajon": "....x..g....x.g.",
        "shaker": "o.o.x.o.o.o.x.o.",
    },
    "stomp": {
        "kick": "X.......X.......",
        "clap": "....X.......X...",
        "tambourine": "..o...o...o...o.",
    },
    "swing": {
        "ride": "X...x.x.X...x.x.",
        "hat_pedal": "....x.......x...",
        "kick": "o...o...o...o...",
        "ghost_snare": "......g.......g.g...........g...",
    },
    "bebop": {
        "ride": "x...X.x.x...X.x.",
        "hat_pedal": "....x.......x...",
        "ghost_snare": "..g...g.......g...g.......g.g...",
        "kick": "o.............o.",
    },
    "big_band": {
        "ride": "X...x.x.X...x.x.",
        "hat_pedal": "....X.......X...",
        "kick": "x...x...x...x...",
        "snare": "............o...............x...",
    },
    "bossa": {
        "kick": "X..oX..oX..oX..o",
        "rim": "o..o..o...o..o..",
        "hat_closed": "x.o.x.o.x.o.x.o.",
        "shaker": "x.o.x.o.x.o.x.o.",
    },
    "samba": {
        "kick": "x..oX..ox..oX..o",
        "snare": "o.gg.g.oggo.g.g.",
        "shaker": "XoooXoooXoooXooo",
        "tambourine": "x..gx..gx..gx..g",
        "conga_low": "....X.......X...",
    },
    "salsa": {
        "conga_low": "......xx......xx",
        "conga_high": "x.x.x...x.x.x...",
        "cowbell": "X...x...x...x...",
        "clave": "x..x..x.........x...x...........",
        "bongo_high": "x.o.x.o.x.o.x.o.",
        "kick": "......x.......x.",
    },
    "shuffle": {
        "kick": "X.......X.....x.",
        "snare": "....X.......X...",
        "hat_closed": "X.x.X.x.X.x.X.x.",
    },
    "slow_blues": {
        "kick": "X.....x.X.......",
        "snare": "....X.......X...",
        "ride": "x.x.x.x.x.x.x.x.",
    },
    "soul": {
        "kick": "X.....x.x.x.....",
        "snare": "....X..g....X..g",
        "hat_closed": "x.x.x.x.x.x.x.x.",
        "tambourine": "..o.x.o...o.x.o.",
    },
    "funk": {
        "kick": "X..x..x...x..x..",
        "snare": "....X..g.g..X..g",
        "hat_closed": "xoxoxoxoxoxoxoxo",
    },
    "disco": {
        "kick": "X...X...X...X...",
        "snare": "....X.......X...",
        "hat_open": "..x...x...x...x.",
        "hat_closed": "x..ox..ox..ox..o",
    },
    "gospel": {
        "kick": "X.......x.x...x.",
        "snare": "....X..g....X.g.",
        "hat_closed": "x.x.x.x.x.x.x.x.",
        "clap": "....x.......x...",
        "tambourine": "o.o.x.o.o.o.x.o.",
    },
    "rnb": {
        "kick": "X......x..x.....",
        "snare": "....X.......X...",
        "hat_closed": "x.o.x.oox.o.x.oo",
        "finger_snap": "....o.......o...",
    },
    "hiphop": {
        "kick": "X.....x..x......",
        "snare": "....X.......X...",
        "hat_closed": "x.x.x.x.x.x.x.xo",
    },
    "boom_bap": {
        "kick": "X..x......x.....X......x..x.....",
        "snare": "....X..g....X...",
        "hat_closed": "x.x.x.x.x.x.x.x.",
    },
    "trap": {
        "kick": "X.....x...x.....X..x......x.....",
        "clap": "........X.......",
        "snare": "........x.......",
        "hat_closed": "X.o.X.ooX.o.Xoo.X.o.X.o.XoooX.o.",
        "hat_open": "..............................x.",
    },
    "drill": {
        "kick": "X......x..x.....X.....x...x.....",
        "snare": "........X.............X.........",
        "hat_closed": "X.o.X.o.X..oX.o.X.o.X..oX.o.Xooo",
    },
    "lofi": {
        "kick": "X......x..x.....X.......x.x.....",
        "snare": "....x.......x..g",
        "hat_closed": "x.o.x.o.x.o.x.o.",
    },
    "house": {
        "kick": "X...X...X...X...",
        "clap": "....X.......X...",
        "hat_open": "..x...x...x...x.",
        "hat_closed": "o..oo..oo..oo..o",
        "shaker": "oxooxxooxxooxxoo",
    },
    "deep_house": {
        "kick": "X...X...X...X...",
        "clap": "....x.......x...",
        "hat_open": "..x...x...x...x.",
        "rim": "...x..x....x..x.",
        "shaker": "ooxoooxoooxoooxo",
    },
    "techno": {
        "kick": "X...X...X...X...",
        "hat_open": "..X...X...X...X.",
        "hat_closed": "oxoxoxoxoxoxoxox",
        "clap": "....x.......x...",
        "rim": "......x..x....x.",
    },
    "trance": {
        "kick": "X...X...X...X...",
        "clap": "....X.......X...",
        "hat_open": "..X...X...X...X.",
        "hat_closed": "oo.ooo.ooo.ooo.o",
        "ride": "x.x.x.x.x.x.x.x.",
    },
    "edm": {
        "kick": "X...X...X...X...",
        "clap": "....X.......X...",
        "snare": "....x.......x...",
        "hat_open": "..X...X...X...X.",
        "hat_closed": "o.xoo.xoo.xoo.xo",
    },
    "dnb": {
        "kick": "X.........x.....",
        "snare": "....X.......X...",
        "ghost_snare": ".......g.g.....g",
        "hat_closed": "x.x.x.x.x.x.x.x.",
        "ride": "x...x...x...x...",
    },
    "breakbeat": {
        "kick": "X.o.......x.....",
        "snare": "....X..g.g..X..g",
        "hat_closed": "X.o.X.o.X.o.X.o.",
    },
    "dubstep": {
        "kick": "X.........x.....X.....x.........",
        "snare": "........X.......",
        "hat_closed": "x.o.x.oox.o.xooo",
    },
    "electro": {
        "kick": "X.....x...x..x..",
        "snare": "....X.......X...",
        "hat_closed": "x.xxx.xxx.xxx.xx",
        "cowbell": "..x..x....x..x..",
    },
    "synthwave": {
        "kick": "X...X...X...X...",
        "snare": "....X.......X...",
        "hat_closed": "x.x.x.x.x.x.x.x.",
        "tom_low": "..............................x.",
        "tom_mid": "............................x...",
    },
    "cinematic": {
        "taiko": "X.......x..x....",
        "tom_low": "....o...o.......",
        "shaker": "o.o.o.o.o.o.o.o.",
    },
    "trailer": {
        "taiko": "X..x..x.X..x..xx",
        "tom_low": "..x..x....x..x..",
        "snare": "............X...",
        "impact": "X...............................................................",
    },
    "orchestral": {
        "taiko": "x...............",
        "snare": "..........gg..o.",
        "triangle": "........o.......",
        "crash": ("o..............................................................."),
    },
    "march": {
        "snare": "X..gx.gxX..gxgxg",
        "kick": "X.......X.......",
        "crash": "X...............x...............",
    },
    "reggae": {
        "kick": "........X.......",
        "rim": "........X.......",
        "hat_closed": "x.o.x.o.x.o.x.o.",
    },
    "dub": {
        "kick": "........X.......",
        "snare": "........x.......",
        "hat_closed": "x.o.x.oox.o.x.o.",
        "rim": "..............x...........x..x..",
    },
    "ska": {
        "kick": "X...o...X...o...",
        "snare": "....X.......X...",
        "hat_closed": "x.x.x.x.x.x.x.x.",
    },
    "reggaeton": {
        "kick": "X...X...X...X...",
        "snare": "...x..x....x..x.",
        "hat_closed": "x.o.x.o.x.o.x.o.",
        "shaker": "o.oxo.oxo.oxo.ox",
    },
    "afrobeat": {
        "kick": "X.....x..x......",
        "snare": "....g..x..g.x...",
        "shaker": "x.oxx.oxx.oxx.ox",
        "conga_high": "..x..x....x..x..",
        "cowbell": "x..x..x...x.x...",
    },
    "flamenco": {
        "palmas": "x.x.X.x.x.X.x.X.",
        "cajon": "X.....x.X...x...",
    },
    "tango": {
        "kick": "o...............",
        "rim": "x.....x.x...x...",
    },
    "chip": {
        "kick": "X...x...X...x...",
        "snare": "....X.......X..x",
        "hat_closed": "x.xxx.xxx.xxx.xx",
    },
    "ambient": {
        "shaker": "o.......o.......",
        "kick": "o...............................",
    },
    "ballad": {
        "kick": "X.........x.....",
        "snare": "....x.......x...",
        "hat_closed": "o.o.o.o.o.o.o.o.",
    },
    "brushes": {
        "kick": "o.......o.......",
        "snare": "o.g.x.g.o.g.x.g.",
        "hat_pedal": "....x.......x...",
    },
    "bongos": {
        "bongo_low": "x...o..x....o...",
        "bongo_high": "..x.x...x.x.x.x.",
        "shaker": "o.o.o.o.o.o.o.o.",
    },
    "hand": {
        "conga_low": "X.....x.x.......",
        "conga_high": "....x.....x.x...",
        "shaker": "o.o.o.o.o.o.o.o.",
    },
    "tribal": {
        "taiko": "X...x.x.X.x...x.",
        "conga_low": "..x.....x..x....",
        "shaker": "xoxoxoxoxoxoxoxo",
    },
    "industrial": {
        "kick": "X...X..xX...X.x.",
        "snare": "....X.......X...",
        "woodblock": "..x..x..x..x.x..",
        "hat_closed": "xxxxxxxxxxxxxxxx",
    },
}

#: Grooves for other metres, used before a 4/4 groove is adapted: (metre, groove).
OTHER_METRES: Final[dict[tuple[str, str], Groove]] = {
    ("3/4", "swing"): {
        "ride": "X...x.x.x...",
        "hat_pedal": "....x...x...",
        "kick": "o...........",
        "ghost_snare": "..........g.......g.....",
    },
    ("3/4", "waltz"): {
        "kick": "X...........",
        "snare": "....o...o...",
        "hat_pedal": "....x...x...",
    },
    ("3/4", "orchestral"): {
        "taiko": "x...........",
        "triangle": "....o...o...",
    },
    ("3/4", "pop"): {
        "kick": "X.........x.",
        "snare": "....x...x...",
        "hat_closed": "x.o.x.o.x.o.",
    },
    ("3/4", "march"): {
        "kick": "X...........",
        "snare": "....x.gxx.gx",
    },
    ("6/8", "pop"): {
        "kick": "X.........x.",
        "snare": "......X.....",
        "hat_closed": "x.o.o.x.o.o.",
    },
    ("6/8", "folk"): {
        "kick": "X.........o.",
        "cajon": "......x...g.",
        "shaker": "x.o.o.x.o.o.",
    },
    ("12/8", "slow_blues"): {
        "kick": "X.........x.X...........",
        "snare": "......X...........X.....",
        "ride": "x.x.x.x.x.x.x.x.x.x.x.x.",
    },
    ("12/8", "flamenco"): {
        "palmas": "x.x.X.x.x.X.x.X.x.X.x.X.",
        "cajon": "X.....x.....X...x...x...",
    },
    ("5/4", "swing"): {
        "ride": "X...x.x.x...X...x.x.",
        "hat_pedal": "....x.......x...x...",
        "kick": "X...........x.......",
    },
}

GROOVES["waltz"] = {
    "kick": "X...............",
    "snare": "....o...o...o...",
    "hat_pedal": "....x...x...x...",
}

#: What a stroke that is asked for plays where the groove has none of it.
ADDED: Final[Groove] = {
    "kick": "X.......X.......",
    "snare": "....X.......X...",
    "rim": "....x.......x...",
    "clap": "....X.......X...",
    "finger_snap": "....x.......x...",
    "hat_closed": "x.o.x.o.x.o.x.o.",
    "ride": "x...x.o.x...x.o.",
    "tom_low": "..........x..xx.",
    "shaker": "o.o.x.o.o.o.x.o.",
    "tambourine": "..o.x.o...o.x.o.",
    "conga_low": "......x.......xx",
    "conga_high": "..o.x.....o.x...",
    "bongo_low": "......x.......x.",
    "bongo_high": "x.o...x.x.o...x.",
    "cajon": "X..o..o.X.x.o...",
    "taiko": "X.......x..x....",
    "cowbell": "x...x...x...x...",
    "clave": "x..x..x...x.x...",
    "woodblock": "x.....x...x.....",
    "guiro": "x...x.x.x...x.x.",
    "triangle": "x...o...x...o...",
}

#: The last beats before a new section, most restrained first; the row ends on the bar.
FILLS: Final[tuple[Groove, ...]] = (
    {"hat_open": "..x."},
    {"snare": "..ox"},
    {"snare": "o.xx", "kick": "x..."},
    {"snare": "x.xx....", "tom_mid": "....xx..", "tom_low": "......xX"},
    {"snare": "oooxoxxX"},
    {"tom_high": "x.xx....", "tom_mid": "....x.xx", "kick": "x...x..."},
    {
        "snare": "xxxx............",
        "tom_high": "....xxxx........",
        "tom_mid": "........xxxx....",
        "tom_low": "............xxXX",
    },
    {"snare": "o.o.o.o.ooooxxXX", "kick": "x...x...x...x..."},
    {"snare": "x..x..x.x..xx.XX", "crash": "..............X."},
)

#: Fills of electronic genres: rolls that hurry towards the downbeat.
ROLLS: Final[tuple[Groove, ...]] = (
    {"clap": "..x."},
    {"snare": "x.x.xxxx"},
    {"snare": "o...o...o.o.xxxx"},
    {"snare": "o...o...o...o...o.o.o.o.xxxxXXXX"},
)


def nearest_groove(heard: tuple[int, ...]) -> str:
    """Return the groove whose bar is struck most like one that was heard.

    Args:
        heard: how strongly each sixteenth of a bar is struck, 0..100.
    """
    return max(GROOVES, key=lambda name: likeness(name, heard))


def likeness(name: str, heard: tuple[int, ...]) -> int:
    """Return how alike a groove is to one that was heard, -1000..1000.

    Args:
        heard: how strongly each sixteenth of a bar, or of a beat, is struck, 0..100.
    """
    times = 16 // len(heard) if heard else 0
    return _likeness(_profile(GROOVES[name]), heard * times)


_WEIGHTS: Final = {"X": 5, "x": 4, "o": 2, "g": 1}
_LOUD: Final = frozenset(("kick", "snare", "clap", "taiko", "tom_low"))


def _profile(groove: Groove) -> tuple[int, ...]:
    steps = [0] * 16
    for piece, row in groove.items():
        for at, char in enumerate(row[:16]):
            steps[at] += _WEIGHTS.get(char, 0) * (3 if piece in _LOUD else 1)
    return tuple(steps)


def _likeness(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Return the correlation of two profiles, in thousandths, signed and squared."""
    size = len(one)
    if len(other) != size:
        return 0
    first = [size * each - sum(one) for each in one]
    second = [size * each - sum(other) for each in other]
    product = sum(a * b for a, b in zip(first, second, strict=True))
    norm = sum(a * a for a in first) * sum(b * b for b in second)
    return 0 if norm == 0 else 1000 * product * abs(product) // norm
