import resource
from pathlib import Path

import pytest

from partita.store.traces import Made, Trace, Traces, Written


def trace(action: str = "render:a/1", key: str = "k1", value: str = "v1") -> Trace:
    made = {"audio": Made(value, "b1", 3, {"frames": 7})}
    return Trace(action, key, {"kind": "render"}, made, ("was never made",), 0.5)


def test_a_trace_is_found_by_key_and_by_name_after_reading_again(
    tmp_path: Path,
) -> None:
    Traces(tmp_path / "state").add(trace())

    again = Traces(tmp_path / "state")

    assert again.find("k1") == trace()
    assert again.latest("render:a/1") == trace()


def test_the_newest_trace_of_a_key_answers(tmp_path: Path) -> None:
    traces = Traces(tmp_path / "state")
    traces.add(trace(value="old"))
    traces.add(trace(value="new"))

    found = Traces(tmp_path / "state").find("k1")

    assert found is not None
    assert found.outputs["audio"].value == "new"


def test_an_earlier_result_is_still_known_after_a_later_one(tmp_path: Path) -> None:
    traces = Traces(tmp_path / "state")
    traces.add(trace(key="a"))
    traces.add(trace(key="b"))

    assert traces.find("a") is not None
    assert traces.latest("render:a/1") == trace(key="b")


def test_an_output_is_found_by_its_value(tmp_path: Path) -> None:
    traces = Traces(tmp_path / "state")
    traces.add(trace(key="a", value="v1"))
    traces.add(trace(action="master:b", key="b", value="v2"))

    assert traces.with_value("v1") == trace().outputs["audio"]
    assert traces.with_value("v3") is None


def test_a_line_cut_short_by_a_crash_is_as_if_it_never_was(tmp_path: Path) -> None:
    file = tmp_path / "state"
    Traces(file).add(trace(key="a"))
    whole = file.read_bytes()
    for cut in range(len(whole)):
        file.write_bytes(whole + whole[:cut])

        traces = Traces(file)
        traces.add(trace(key="b"))

        assert Traces(file).find("a") is not None
        assert Traces(file).find("b") is not None


def test_an_output_path_is_remembered_as_it_was_left(tmp_path: Path) -> None:
    written = Written("a.mp3", "d", 5, 123, 9)
    Traces(tmp_path / "state").add_written(written)

    again = Traces(tmp_path / "state")

    assert again.written("a.mp3") == written
    assert again.written_paths() == ("a.mp3",)


def test_compacting_forgets_only_what_nothing_can_ask_for(tmp_path: Path) -> None:
    file = tmp_path / "state"
    traces = Traces(file)
    for number in range(1200):
        traces.add_written(Written("a.mp3", str(number), 5, number, 9))
    traces.add(trace())

    traces.compact()

    assert len(file.read_text().splitlines()) == 2
    again = Traces(file)
    assert again.find("k1") == trace()
    assert again.written("a.mp3") == Written("a.mp3", "1199", 5, 1199, 9)


def test_compacting_keeps_in_mind_which_result_is_the_newest(tmp_path: Path) -> None:
    file = tmp_path / "state"
    traces = Traces(file)
    for key in ("a", "b", "a"):
        traces.add(trace(key=key))

    traces.sift(lambda _: True)

    assert Traces(file).latest("render:a/1") == trace(key="a")
    assert Traces(file).find("b") == trace(key="b")


def test_sifting_drops_traces_and_keeps_what_was_written(tmp_path: Path) -> None:
    file = tmp_path / "state"
    traces = Traces(file)
    traces.add(trace(key="a"))
    traces.add(trace(action="score:b", key="b"))
    traces.add_written(Written("a.mp3", "d", 5, 123, 9))

    traces.sift(lambda each: each.action == "score:b")

    for held in (traces, Traces(file)):
        assert held.find("a") is None
        assert held.latest("score:b") == trace(action="score:b", key="b")
        assert held.written_paths() == ("a.mp3",)


def test_a_flipped_bit_is_noticed_and_its_line_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "state"
    traces = Traces(file)
    traces.add(trace(key="a"))
    traces.add(trace(key="b"))
    content = bytearray(file.read_bytes())
    content[content.index(b'"v1"') + 1] ^= 1
    file.write_bytes(content)

    again = Traces(file)

    assert again.spoilt == (1,)
    assert again.find("a") is None
    assert again.find("b") is not None


def test_a_line_cut_short_by_a_full_disk_does_not_swallow_the_next(
    tmp_path: Path,
) -> None:
    traces = Traces(tmp_path / "state")
    traces.add(trace(key="a"))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    room = (tmp_path / "state").stat().st_size + 20
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            traces.add(trace(key="b"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    traces.add(trace(key="c"))

    assert Traces(tmp_path / "state").find("b") is None
    assert Traces(tmp_path / "state").find("c") is not None


def test_lines_that_are_no_records_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "state"
    spoilt = ["7", "[]", '{"is":"trace","outputs":[]}', '{"is":"written","path":1}']
    file.write_text("\n".join([*spoilt, "\x00\x00", ""]))
    Traces(file).add(trace())

    assert Traces(file).find("k1") == trace()
