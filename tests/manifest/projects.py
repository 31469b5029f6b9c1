"""Manifests of our own for the tests: a few real ones, and loading text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partita.manifest.load import Loaded, load

if TYPE_CHECKING:
    from pathlib import Path

    from partita.errors import Diagnostic
    from partita.manifest.resolved import Manifest

#: Every kind of song and edit, and most fields.
LANTERN = '''\
#:schema ./music.schema.json
[project]
name = "lantern"
output_dir = "build"
provider = "local"
output_format = "mp3_44100_128"
include = ["levels/*.toml"]

[budget]
max_credits_per_build = 20000

[defaults]
seed = 7
context_adherence = "medium"

[advice]
not-english = false

[styles.house]
positive = ["slow waltz", "celesta", "96 BPM"]
negative = ["drums"]

[songs.theme]
tags = ["bgm"]
styles = ["house"]
positive_styles = ["music box"]
[[songs.theme.chunks]]
text = """
[Verse 1]
Wind the key and let it go
(ooh) {celesta run}
"""
duration = "16s"
[[songs.theme.chunks]]
text = "[Chorus]"
bars = 4.5
[[songs.theme.chunks]]
text = "[Outro]"
duration_ms = 8000

[songs.menu]
prompt = "snow falling on a closed fairground"
length = "1m"
instrumental = true
model = "music_v2_5"

[songs.jingle]
file = "assets/jingle.wav"

[songs.boss]
plan = "plans/boss.json"

[songs.inline]
plan = { chunks = [{ text = "[A]", duration_ms = 5000, positive_styles = ["bell"] }] }

[edits.theme-finale]
kind = "replace"
source = "theme"
[[edits.theme-finale.replace]]
section = "Chorus"
nth = 2
text = "[Chorus]"
positive_styles = ["choir"]
[[edits.theme-finale.replace]]
range = "20s.."

[edits.theme-long]
kind = "extend"
source = "theme"
keep = "10s..50s"
before = [{ text = "[Intro]", duration = "30s" }]
after = [{ text = "[Outro]", duration = "30s" }]

[edits.theme-loop]
kind = "loop"
source = "theme"
range = "3s..8s"
glue = { duration = "3s", positive_styles = ["seamless"] }

[edits.theme-night]
kind = "similar"
source = "theme"
range = { start_ms = 0, end_ms = 10000 }
strength = "high"
chunks = [{ text = "[Verse]", duration = "30s" }]

[edits.medley]
kind = "splice"
chunks = [
  { song = "theme", section = "Chorus#2" },
  { duration = "8s", strength = "low", conditioning = {song = "menu", range = "..9s"} },
  { song = "jingle", range = "..4s" },
  { song_id = "st0red", range = "1s..4s" },
]

[exports.game]
select = ["tag:bgm", "theme-*"]
format = "ogg"
loudness = -16
engine = "godot"
'''

#: A plan as the API writes it, nulls and all; it names a song of the manifest.
BOSS_PLAN = """\
{
  "chunks": [
    {
      "text": "[Entrance]\\nHeavy steps upon the stair",
      "duration_ms": 12000,
      "positive_styles": ["low brass", "taiko"],
      "negative_styles": null,
      "context_adherence": "high",
      "conditioning_ref": null,
      "condition_strength": null
    },
    {"song_id": "theme", "range": {"start_ms": 0, "end_ms": 3000}},
    {"song_id": "st0red", "range": {"start_ms": 500, "end_ms": 3000}}
  ]
}
"""

#: A song by `music_v1` sections, in an included file.
LEVEL = """\
[songs.cellar]
positive_global_styles = ["folk", "fiddle"]
negative_global_styles = ["drums"]
[[songs.cellar.sections]]
section_name = "Verse"
duration_ms = 10000
positive_local_styles = ["quiet"]
lines = ["Mind the seventh stair", "it sings"]
[[songs.cellar.sections]]
section_name = "Echo"
duration = "12s"
[songs.cellar.sections.source_from]
song_id = "theme"
range = { start_ms = 0, end_ms = 9000 }
negative_ranges = ["1s..2s"]
"""


def load_text(root: Path, text: str) -> Loaded:
    """Load a manifest from text."""
    path = root / "music.toml"
    path.write_text(text, "utf-8")
    return load(path)


def resolved(root: Path, text: str) -> Manifest:
    """Load a manifest that must be right."""
    loaded = load_text(root, text)
    assert loaded.manifest is not None, loaded.diagnostics
    return loaded.manifest


def errors(root: Path, text: str) -> list[str]:
    """Load a manifest that is wrong, and write each error in a few lines."""
    loaded = load_text(root, text)
    assert loaded.manifest is None
    return [told(each) for each in loaded.diagnostics]


def told(diagnostic: Diagnostic) -> str:
    """Write a diagnostic as line, message and hint."""
    hint = f" ({diagnostic.hint})" if diagnostic.hint else ""
    return f"{diagnostic.line}: {diagnostic.message}{hint}"


def write_lantern(root: Path) -> Path:
    """Write the whole lantern project and return its manifest."""
    for folder in ("levels", "plans"):
        (root / folder).mkdir()
    (root / "levels/cellar.toml").write_text(LEVEL, "utf-8")
    (root / "plans/boss.json").write_text(BOSS_PLAN, "utf-8")
    path = root / "music.toml"
    path.write_text(LANTERN, "utf-8")
    return path
