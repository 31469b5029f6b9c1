"""The common mistakes, and what a musician is told about each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.manifest.projects import errors, load_text

if TYPE_CHECKING:
    from pathlib import Path

_SONG = '[songs.theme]\nprompt = "a brass fanfare"\n'

#: A mistake by name, the manifest that makes it, and every error told.
MISTAKES: dict[str, tuple[str, list[str]]] = {
    "typo in a field": (
        _SONG + 'lenght = "30s"',
        ["3: there is no field `lenght` here (did you mean `length`?)"],
    ),
    "typo in a field of a chunk": (
        '[[songs.a.chunks]]\nduration = "9s"\npositve_styles = ["folk"]',
        [
            (
                "3: there is no field `positve_styles` here "
                "(did you mean `positive_styles`?)"
            )
        ],
    ),
    "the API's name for a field": (
        _SONG + 'model_id = "music_v2"',
        ["3: there is no field `model_id` here (did you mean `model`?)"],
    ),
    "length of a prompt called duration": (
        _SONG + 'duration = "30s"',
        ["3: there is no field `duration` here (did you mean `length`?)"],
    ),
    "tempo as a field of a chunk": (
        '[[songs.a.chunks]]\nduration = "9s"\nbpm = 120',
        [
            (
                "3: there is no field `bpm` here (write it among the styles: "
                '`positive_styles = ["120 BPM"]`)'
            )
        ],
    ),
    "tempo as a field of a song by prompt": (
        _SONG + "tempo = 120",
        ["3: there is no field `tempo` here (say it in the `prompt`)"],
    ),
    "typo in the only field that says what to play": (
        '[songs.theme]\npromt = "a brass fanfare"',
        ["2: there is no field `promt` here (did you mean `prompt`?)"],
    ),
    "typo in a named style": (
        '[styles.house]\n[songs.a]\nstyles = ["huose"]\nchunks = [{ duration = "9s" }]',
        ['3: there is no named style `"huose"` (did you mean `house`?)'],
    ),
    "typo in a source": (
        _SONG
        + '[edits.b]\nkind = "loop"\nsource = "theem"\nglue = { duration = "3s" }',
        ['5: there is no song or edit `"theem"` (did you mean `theme`?)'],
    ),
    "typo in the song of a chunk": (
        _SONG + '[edits.b]\nkind = "splice"\nchunks = [\n  { song = "them" },\n]',
        ['6: there is no song or edit `"them"` (did you mean `theme`?)'],
    ),
    "typo in a selector": (
        _SONG + '[exports.game]\nformat = "ogg"\nselect = ["tag:x", "thme", "me*"]',
        ['5: there is no song or edit `"thme"` (did you mean `theme`?)'],
    ),
    "typo in a kind": (
        _SONG + '[edits.b]\nkind = "replce"\nsource = "theme"',
        ['4: there is no kind of edit `"replce"` (did you mean `replace`?)'],
    ),
    "no kind": (
        _SONG + '[edits.b]\nsource = "theme"',
        [
            (
                '3: edit `b` has no `kind` (add one of `kind = "replace"`, '
                '`kind = "extend"`, `kind = "loop"`, `kind = "similar"`, '
                '`kind = "splice"`)'
            )
        ],
    ),
    "typo in a table": (
        _SONG + "[export.game]",
        ["3: there is no table `export` (did you mean `exports`?)"],
    ),
    "typo in a format": (
        _SONG + 'output_format = "mp3_44100_129"',
        [
            (
                '3: `output_format`: there is no format `"mp3_44100_129"` '
                "(did you mean `mp3_44100_128`?)"
            )
        ],
    ),
    "typo in a model": (
        _SONG + 'model = "musicv2"',
        ['3: `model`: there is no model `"musicv2"` (did you mean `music_v2`?)'],
    ),
    "typo in a choice": (
        '[[songs.a.chunks]]\nduration = "9s"\ncontext_adherence = "hihg"',
        ['3: `context_adherence` can\'t be `"hihg"` (did you mean `high`?)'],
    ),
    "number in quotes": (
        _SONG + 'seed = "7"',
        [
            (
                '3: `seed` must be a whole number, not `"7"` '
                "(write digits without quotes, as in `7`)"
            )
        ],
    ),
    "number where text belongs": (
        "[[songs.a.chunks]]\ntext = 5\nbars = 4",
        ['2: `text` must be text, not `5` (write it in quotes, as in `"piano"`)'],
    ),
    "text where a list belongs": (
        '[styles.house]\npositive = "warm"',
        [
            (
                '2: `positive` must be a list, not `"warm"` '
                '(write it in brackets, as in `["warm", "slow"]`)'
            )
        ],
    ),
    "word where yes or no belongs": (
        _SONG + 'instrumental = "no"',
        [
            (
                '3: `instrumental` must be `true` or `false`, not `"no"` '
                "(write it without quotes)"
            )
        ],
    ),
    "seed beyond the API's": (
        _SONG + "seed = 2147483648",
        ["3: `seed` must be at most 2147483647 (it is `2147483648` now)"],
    ),
    "empty prompt": (
        '[songs.a]\nprompt = ""',
        ["2: `prompt` must have at least 1 character (it has 0 now)"],
    ),
    "loudness above full scale": (
        '[exports.a]\nselect = "tag:x"\nformat = "wav"\nloudness = 14',
        ["4: `loudness` must be at most 0 (it is `14` now)"],
    ),
    "both prompt and chunks": (
        _SONG + 'chunks = [{ duration = "9s" }]',
        [
            (
                "3: a song has either `prompt` or `chunks`, not both "
                "(keep the one that you mean)"
            )
        ],
    ),
    "neither prompt nor chunks": (
        "[songs.theme]\nseed = 3",
        [
            (
                "1: song `theme` does not say what to play "
                "(give it one of `prompt`, `chunks`, `sections`, `plan`, `file`)"
            )
        ],
    ),
    "field of another kind of song": (
        '[songs.a]\nlength = "9s"\nchunks = [{ duration = "9s" }]',
        ["2: `length` does not go with `chunks` (it belongs to a song by `prompt`)"],
    ),
    "field of another kind of edit": (
        _SONG + '[edits.b]\nkind = "loop"\nsource = "theme"\nkeep = "1s..2s"\n'
        'glue = { duration = "3s" }',
        ['6: `keep` does not go with `kind = "loop"` (it belongs to `extend`)'],
    ),
    "missing field": (
        _SONG + '[edits.b]\nkind = "loop"\nsource = "theme"',
        ["3: `glue` is missing (add the chunk that leads back to the start)"],
    ),
    "text and song in one chunk": (
        _SONG + '[edits.b]\nkind = "splice"\n[[edits.b.chunks]]\nduration = "9s"\n'
        'text = "la"\nsong = "theme"',
        [
            (
                "8: a chunk has either `text` or `song`, not both (leave out `text` "
                "to keep the audio, or write `conditioning` to resemble it)"
            )
        ],
    ),
    "styles on a kept slice": (
        _SONG + '[edits.b]\nkind = "splice"\n[[edits.b.chunks]]\nsong = "theme"\n'
        'positive_styles = ["loud"]',
        [
            (
                "7: `positive_styles` does not go with `song`: existing audio is kept "
                "as it is (to make new audio like it, write `conditioning` in place of "
                "`song`)"
            )
        ],
    ),
    "duration without unit": (
        "[[songs.a.chunks]]\nduration = 16",
        ['2: `duration`: a duration is text with a unit, not `16` (write `"16s"`)'],
    ),
    "duration in milliseconds": (
        "[[songs.a.chunks]]\nduration = 90000",
        [
            (
                "2: `duration`: a duration is text with a unit, not `90000` "
                '(write `"1m30s"`)'
            )
        ],
    ),
    "duration that is none": (
        '[[songs.a.chunks]]\nduration = "long"',
        [
            (
                "2: `duration`: `long` is no time (write a number with its unit, "
                "as in `16s`, `1m30s` or `750ms`)"
            )
        ],
    ),
    "no duration": (
        '[[songs.a.chunks]]\ntext = "la"',
        ['1: this chunk has no length (add `duration = "16s"` or `bars = 8`)'],
    ),
    "two durations": (
        '[[songs.a.chunks]]\nduration = "9s"\nbars = 4',
        ["3: `duration` and `bars` exclude each other (keep the one that you mean)"],
    ),
    "range without dots": (
        _SONG
        + '[edits.b]\nkind = "splice"\nchunks = [{ song = "theme", range = "9s" }]',
        [
            (
                '5: `range`: `"9s"` is no range (write it as `"10s..50s"`, '
                '`"10s.."` or `"..50s"`)'
            )
        ],
    ),
    "range that runs backwards": (
        _SONG + '[edits.b]\nkind = "extend"\nsource = "theme"\nkeep = "50s..10s"\n'
        'after = [{ duration = "9s" }]',
        [
            (
                '6: `keep`: the range `"50s..10s"` ends before it begins '
                "(write the earlier time first)"
            )
        ],
    ),
    "replacement of nothing": (
        _SONG + '[edits.b]\nkind = "replace"\nsource = "theme"\n[[edits.b.replace]]\n'
        'text = "la"',
        [
            (
                "6: this replacement does not say what it replaces "
                '(add `section = "…"` or `range = "10s..20s"`)'
            )
        ],
    ),
    "extension by nothing": (
        _SONG + '[edits.b]\nkind = "extend"\nsource = "theme"',
        [
            (
                "3: edit `b` adds nothing "
                "(give it chunks `before` or `after` the kept slice)"
            )
        ],
    ),
    "conditioning on nobody": (
        '[[songs.a.chunks]]\nduration = "9s"\nconditioning = {}',
        [
            (
                "3: `conditioning` does not say whose audio "
                '(add `song = "…"` with the name of a song or edit)'
            )
        ],
    ),
    "stored song without a range": (
        '[[songs.a.chunks]]\nsong_id = "abc"\nrange = "2s.."',
        [
            (
                "1: the stored song `abc` needs a range with both ends "
                '(add `range = "0s..10s"`; what else it holds is not known here)'
            )
        ],
    ),
    "model that can't": (
        '[songs.a]\nmodel = "music_v1"\nchunks = [{ duration = "9s" }]',
        [
            (
                "2: `music_v1` can't play chunks, as `a` has them "
                "(chunks are played by `music_v2`, `music_v2_5`)"
            )
        ],
    ),
    "folder outside the project": (
        '[project]\noutput_dir = "../out"',
        [
            (
                '2: `output_dir`: `"../out"` leaves the project '
                "(write it relative to the folder of `music.toml`, with `/`)"
            )
        ],
    ),
    "recording by backslash": (
        "[songs.a]\nfile = 'assets\\jingle.wav'",
        [
            (
                '2: `file`: `"assets\\\\jingle.wav"` has a backslash '
                "(write `/` between folders, on Windows too)"
            )
        ],
    ),
    "plan file that is not there": (
        '[songs.a]\nplan = "plans/boss.json"',
        [
            (
                "2: there is no `plans/boss.json` "
                "(check the path, it is relative to the folder of the manifest)"
            )
        ],
    ),
    "name with a space": (
        '[songs."my song"]\nprompt = "x"',
        [
            (
                '1: `"my song"` can\'t be the name of a song (names are made of '
                "letters from a to z, digits, `-`, `_` and inner dots)"
            )
        ],
    ),
    "name of a Windows device": (
        '[songs.aux]\nprompt = "x"',
        [
            (
                '1: `"aux"` can\'t be the name of a song '
                "(Windows keeps this name for a device, no file can have it)"
            )
        ],
    ),
    "edit called like a song": (
        _SONG + '[edits.theme]\nkind = "loop"\nsource = "theme"\n'
        'glue = { duration = "3s" }',
        [
            (
                "3: edit `theme` has the name of a song "
                "(names are files; give one of the two another name)"
            )
        ],
    ),
    "names that differ by case": (
        _SONG + '[songs.Theme]\nprompt = "x"',
        [
            (
                "3: song `Theme` differs from `theme` by case only "
                "(names are files; give one of the two another name)"
            )
        ],
    ),
    "unknown advice": (
        "[advice]\nfew-style = false",
        ["2: there is no field `few-style` here (did you mean `few-styles`?)"],
    ),
    "budget below nothing": (
        "[budget]\nmax_credits_per_build = -1",
        ["2: `max_credits_per_build` must be at least 0 (it is `-1` now)"],
    ),
    "song that is no table": (
        '[songs]\ntheme = "a brass fanfare"',
        [
            (
                '2: song `theme` is a table, not `"a brass fanfare"` '
                "(begin it with `[songs.theme]`)"
            )
        ],
    ),
    "include outside the project": (
        '[project]\ninclude = ["../shared/*.toml"]',
        [
            (
                "2: `../shared/*.toml` can't be included "
                "(name TOML files inside the project, as in `levels/*.toml`)"
            )
        ],
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_common_mistake_is_told_in_plain_words(tmp_path: Path, mistake: str) -> None:
    text, wanted = MISTAKES[mistake]

    assert errors(tmp_path, text) == wanted


def test_all_errors_are_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    wrong = '[project]\nnam = "x"\n[songs.a]\nseed = "7"\nprompt = 3\n'
    wrong += '[edits.b]\nkind = "loop"\nsource = "c"\nglue = { bars = 0 }\n'

    lines = [each.line for each in load_text(tmp_path, wrong).diagnostics]

    assert lines == [2, 4, 5, 8, 9]


def test_messages_begin_in_lower_case_and_end_without_full_stop(tmp_path: Path) -> None:
    for text, _ in MISTAKES.values():
        for each in load_text(tmp_path, text).diagnostics:
            for words in (each.message, each.hint or "x"):
                assert not words[0].isupper() or words.startswith("Windows")
                assert not words.endswith((".", "!"))
