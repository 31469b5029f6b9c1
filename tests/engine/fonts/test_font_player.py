import numpy as np
from numpy.typing import NDArray

from partita.engine.fonts.font_player import FontPlayer, players_of
from partita.engine.fonts.sf2 import Bank
from partita.engine.fonts.soundfont import Soundfont
from partita.engine.playing.players import LinePlayer
from partita.engine.score import Line, Note
from tests.engine.font_files import CHOKE, KEYS, MODES, RATE_HZ, SAMPLE, font, sine

_HATS = 46 << 8 | 42


def _font() -> Soundfont:
    """Return a font with a piano below C5, a kick, and hats that choke each other."""
    presets = {
        (0, 0): [{KEYS: 71 << 8, MODES: 1, SAMPLE: 0}],
        (128, 0): [
            {KEYS: 36 << 8 | 36, SAMPLE: 0},
            {KEYS: _HATS, CHOKE: 1, SAMPLE: 0},
            {KEYS: 38 << 8 | 38, SAMPLE: 0},
        ],
    }
    return Soundfont(Bank(font(presets, [sine(300)]), "test.sf2"))


def _piano(*pitches: int) -> Line:
    notes = tuple(
        Note(number * 9_000 - 400, 8_000, pitch, 90)
        for number, pitch in enumerate(pitches)
    )
    return Line("harmony", "grand_piano", notes)


def _drums(*strokes: tuple[int, str]) -> Line:
    notes = tuple(Note(start, 2_000, 0, 100, piece) for start, piece in strokes)
    return Line("drums", "acoustic_kit", notes)


def _heard(player: FontPlayer, block: int = 1 << 20) -> NDArray[np.float64]:
    last = player.last + 100
    rows = np.zeros((2, last - player.first))
    for start in range(player.first, last, block):
        end = min(start + block, last)
        some = player.play(start, end)
        if some is not None:
            rows[:, start - player.first : end - player.first] = some
    return rows


def test_the_font_plays_what_it_has_and_the_engine_the_rest() -> None:
    players = players_of(_piano(60, 80, 62), RATE_HZ, _font())

    assert [type(each) for each in players] == [FontPlayer, LinePlayer]
    assert [
        [note.pitch for note in each.line.notes]
        for each in players
        if isinstance(each.line, Line)
    ] == [[60, 62], [80]]


def test_pieces_that_a_kit_lacks_come_from_the_engines_kit() -> None:
    line = _drums((0, "kick"), (10, "riser"), (20, "cowbell"), (30, "hat_open"))
    font_player, line_player = players_of(line, RATE_HZ, _font())

    assert isinstance(font_player.line, Line)
    assert [note.piece for note in font_player.line.notes] == ["kick", "hat_open"]
    assert isinstance(line_player, LinePlayer)


def test_without_a_font_the_engine_plays_all() -> None:
    (player,) = players_of(_piano(60, 62), RATE_HZ, None)

    assert isinstance(player, LinePlayer)


def test_blocks_of_any_size_give_the_same_sound() -> None:
    line, opened = _piano(60, 55, 67, 69), _font()
    whole = _heard(FontPlayer(line, RATE_HZ, opened))

    assert np.abs(whole).max() > 0.1
    for block in (1_000, 7_777):
        heard = _heard(FontPlayer(line, RATE_HZ, opened), block)
        assert heard.tobytes() == whole.tobytes()


def test_nothing_sounds_after_the_last_frame() -> None:
    player = FontPlayer(_piano(60, 62), RATE_HZ, _font())
    before, after = (
        player.play(player.last - 2_000, player.last),
        player.play(player.last, player.last + 9_000),
    )

    assert before is not None
    assert before.any()
    assert after is None


def test_a_closing_hat_silences_an_open_one() -> None:
    opened = _font()
    alone = FontPlayer(_drums((0, "hat_open")), RATE_HZ, opened)
    choked = FontPlayer(_drums((0, "hat_open"), (5_000, "hat_closed")), RATE_HZ, opened)
    kick = FontPlayer(_drums((0, "hat_open"), (5_000, "kick")), RATE_HZ, opened)
    ends = [
        next(each.end for each in player._placed if each.note.piece == "hat_open")
        for player in (alone, choked, kick)
    ]

    assert ends[0] == ends[2] > 20_000
    assert ends[1] == 5_000 + int(0.02 * RATE_HZ)


def test_a_roll_is_made_of_the_fonts_own_snare() -> None:
    (player,) = players_of(_drums((0, "snare_roll")), RATE_HZ, _font())
    assert isinstance(player, FontPlayer)
    heard = _heard(player)[0]
    spectrum = np.abs(np.fft.rfft(heard, RATE_HZ))

    # The sine that stands for a snare, read at its key: 38 for 69.
    assert abs(int(np.argmax(spectrum)) - 441 * 2 ** (-31 / 12)) < 8
