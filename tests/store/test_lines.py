import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from partita.store.lines import Lines

RECORDS = st.dictionaries(
    st.text(min_size=1).filter(lambda name: name != "sum"),
    st.none() | st.integers() | st.text() | st.lists(st.booleans()),
    min_size=1,
)


def written(file: Path, *records: dict[str, object]) -> bytes:
    lines = Lines(file)
    for record in records:
        lines.append(record)
    return file.read_bytes() if records else b""


def test_a_file_that_is_not_there_has_no_lines(tmp_path: Path) -> None:
    assert Lines(tmp_path / "a").records == []


@settings(max_examples=50)
@given(st.lists(RECORDS, max_size=6))
def test_lines_come_back_as_they_were_written(
    records: list[dict[str, object]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder) / "a", *records)

        again = Lines(Path(folder) / "a")

    assert again.records == records
    assert again.spoilt == []


def test_a_line_cut_short_anywhere_is_as_if_it_never_was(tmp_path: Path) -> None:
    file = tmp_path / "a"
    first = written(file, {"n": 1})
    both = written(file, {"n": 2})
    for cut in range(len(first), len(both)):
        file.write_bytes(both[:cut])
        whole = [{"n": 1}, {"n": 2}] if cut == len(both) - 1 else [{"n": 1}]
        assert Lines(file).records == whole

        Lines(file).append({"n": 3})

        assert Lines(file).records == [*whole, {"n": 3}]
        assert Lines(file).spoilt == []


def test_a_flipped_bit_anywhere_in_a_line_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "a"
    first = written(file, {"n": 1})
    both = written(file, {"n": 2, "words": "a wäre"})
    whole = written(file, {"n": 3})
    for at in range(len(first), len(both) - 1):
        for bit in range(8):
            spoilt = bytearray(whole)
            spoilt[at] ^= 1 << bit
            file.write_bytes(spoilt)

            lines = Lines(file)

            assert lines.records == [{"n": 1}, {"n": 3}]
            assert lines.spoilt[0] == 2


def test_lines_of_older_versions_have_no_sum_and_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text('{"n":1}\n{"n":2}\n')
    written(file, {"n": 3})

    assert Lines(file).records == [{"n": 1}, {"n": 2}, {"n": 3}]


def test_an_older_version_s_last_line_may_lack_its_end(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text('{"n":1}\n{"n":2}')
    written(file, {"n": 3})

    assert Lines(file).records == [{"n": 1}, {"n": 2}, {"n": 3}]


def test_rewriting_leaves_spoilt_lines_out(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("nonsense\n")
    lines = Lines(file)
    assert lines.spoilt == [1]

    lines.rewrite([{"n": 1}])
    lines.append({"n": 2})

    assert Lines(file).records == [{"n": 1}, {"n": 2}]
    assert Lines(file).spoilt == []
