from pathlib import Path

import networkx as nx
import pytest

from partita.graph.actions import Compiled, Kind
from partita.graph.compile import compile_targets, graph_of
from partita.graph.facts import FileFacts, Makers
from partita.graph.plain import from_plain, to_plain
from partita.manifest.load import load
from partita.plan.chunks import ChunkPlan, GenerationChunk
from partita.plan.lower import lower

MANIFEST = """
[songs.theme]
tags = ["bgm"]
[[songs.theme.chunks]]
text = "[Verse]"
duration = "8s"
positive_styles = ["pop", "120 BPM"]
[[songs.theme.chunks]]
text = "[Chorus]"
duration = "8s"

[songs.sting]
file = "sting.wav"

[songs.menu]
prompt = "a calm bed"
length = "10s"

[edits.loop]
kind = "loop"
source = "theme"
range = "1s..6s"
glue = { duration = "3s" }

[edits.night]
kind = "similar"
source = "theme"
range = "0s..8s"
chunks = [{ text = "[Verse]", duration = "8s" }]

[edits.medley]
kind = "splice"
chunks = [
  { song = "loop", range = "0s..4s" },
  { song = "sting" },
  { song = "menu", section = "Verse" },
]

[exports.game]
select = ["tag:bgm", "loop"]
format = "ogg"
loudness = -16
"""
FILES = {"sting.wav": FileFacts("f" * 64, 48_000, 2_000)}
DRAFTS = {"menu": ChunkPlan((GenerationChunk("[Verse]", 10_000, ("calm",)),))}


def compiled(folder: Path, text: str = MANIFEST, engine: int = 1) -> Compiled:
    (folder / "music.toml").write_text(text)
    manifest = load(folder / "music.toml").manifest
    assert manifest is not None
    lengths = {"sting": 2_000}
    lowering = lower(manifest, lengths=lengths, drafts=DRAFTS)
    assert not lowering.diagnostics
    return compile_targets(manifest, lowering.targets, FILES, Makers(engine, 1))


def test_actions_come_in_an_order_in_which_they_can_run(tmp_path: Path) -> None:
    seen: set[str] = set()

    for name, action in compiled(tmp_path).actions.items():
        assert set(action.needs) <= seen
        seen.add(name)


def test_the_graph_is_a_networkx_dag_of_the_actions(tmp_path: Path) -> None:
    actions = compiled(tmp_path).actions

    graph = graph_of(actions)

    assert nx.is_directed_acyclic_graph(graph)
    assert set(graph) == set(actions)
    assert nx.has_path(graph, "score:theme", "encode:medley")


def test_targets_come_after_what_they_are_made_from(tmp_path: Path) -> None:
    targets = compiled(tmp_path).targets

    names = list(targets)
    for name, target in targets.items():
        assert all(names.index(need) < names.index(name) for need in target.needs)


def test_each_generated_chunk_is_rendered_by_an_action_of_its_own(
    tmp_path: Path,
) -> None:
    actions = compiled(tmp_path).actions

    renders = [n for n, a in actions.items() if a.kind is Kind.RENDER]
    assert renders == [
        "render:theme/1",
        "render:theme/2",
        "render:menu/1",
        "render:loop/2",
        "render:night/1",
    ]


def test_what_is_kept_is_proved_before_anything_ships(tmp_path: Path) -> None:
    actions = compiled(tmp_path).actions

    assert actions["encode:loop"].after == ("keep:loop",)
    assert actions["export:game/loop"].after == ("keep:loop",)
    assert "keep:night" not in actions  # conditioned on theme, but keeps nothing


def test_a_score_hears_outlines_of_what_we_made_and_the_sound_of_recordings(
    tmp_path: Path,
) -> None:
    score = compiled(tmp_path).actions["score:medley"]

    assert {(i.action, i.output) for i in score.inputs} == {
        ("score:loop", "outline"),
        ("import:sting", "audio"),
        ("score:menu", "outline"),
    }


def test_no_action_of_a_song_holds_the_song_s_name(tmp_path: Path) -> None:
    before = compiled(tmp_path).actions
    renamed = MANIFEST.replace('"theme"', '"dawn"').replace(".theme", ".dawn")

    after = compiled(tmp_path, renamed).actions

    assert [a.spec for a in after.values()] == [a.spec for a in before.values()]


def test_an_edit_of_a_recording_keeps_the_recording_s_rate(tmp_path: Path) -> None:
    only_sting = (
        "[songs.sting]\nfile = 'sting.wav'\n[edits.twice]\nkind = 'splice'\n"
        "chunks = [{ song = 'sting' }, { song = 'sting' }]\n"
    )

    score = compiled(tmp_path, only_sting).actions["score:twice"]

    assert score.spec["rate_hz"] == 48_000


@pytest.mark.parametrize(
    ("output_format", "rate_hz"),
    [("mp3_44100_128", 44_100), ("mp3_22050_32", 44_100), ("opus_48000_96", 48_000)],
)
def test_a_master_has_the_rate_that_suits_its_format(
    tmp_path: Path, output_format: str, rate_hz: int
) -> None:
    text = f"[project]\noutput_format = '{output_format}'\n{MANIFEST}"

    assert compiled(tmp_path, text).actions["score:theme"].spec["rate_hz"] == rate_hz


def test_an_export_takes_what_its_selectors_mean(tmp_path: Path) -> None:
    game = compiled(tmp_path).targets["game"]

    assert game.needs == ("theme", "loop")
    assert [ship.path for ship in game.ships] == ["game/theme", "game/loop"]


def test_another_engine_changes_what_the_engine_made(tmp_path: Path) -> None:
    old, new = compiled(tmp_path).actions, compiled(tmp_path, engine=2).actions

    changed = {n for n in old if old[n].spec != new[n].spec}

    kinds = {old[name].kind for name in changed}
    assert kinds == {Kind.DRAFT, Kind.SCORE, Kind.RENDER, Kind.MASTER}


def test_plain_values_come_back_as_the_same_compiled_manifest(tmp_path: Path) -> None:
    whole = compiled(tmp_path)

    assert from_plain(to_plain(whole)) == whole
