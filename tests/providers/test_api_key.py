import pickle
from pathlib import Path

import pytest

from partita.errors import ProviderError
from partita.providers.api_key import ApiKey, find_api_key

KEY = "sk_3f9c_a_key_of_no_account"


def refused(environ: dict[str, str]) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        find_api_key(environ)
    return caught.value


def in_file(path: Path, content: bytes) -> dict[str, str]:
    path.write_bytes(content)
    return {"ELEVENLABS_API_KEY_FILE": str(path)}


def test_the_key_is_taken_from_the_environment() -> None:
    key = find_api_key({"ELEVENLABS_API_KEY": KEY})

    assert key.reveal() == KEY


@pytest.mark.parametrize("written", [f"{KEY}\n", f"\ufeff{KEY}", f"  {KEY}\r\n\n"])
def test_the_key_is_taken_from_a_file_without_what_editors_add(
    tmp_path: Path, written: str
) -> None:
    environ = in_file(tmp_path / "key", written.encode())

    assert find_api_key(environ).reveal() == KEY


def test_the_key_itself_comes_before_the_file_that_is_named() -> None:
    environ = {"ELEVENLABS_API_KEY": KEY, "ELEVENLABS_API_KEY_FILE": "nowhere"}

    assert find_api_key(environ).reveal() == KEY


def test_no_key_at_all_is_refused_with_both_ways_to_give_one() -> None:
    error = refused({})

    assert error.message == "there is no ElevenLabs API key in the environment"
    assert "`ELEVENLABS_API_KEY`" in str(error.hint)
    assert "`ELEVENLABS_API_KEY_FILE`" in str(error.hint)


@pytest.mark.parametrize("secret", ["", "  \n"])
def test_an_empty_key_is_refused(secret: str) -> None:
    error = refused({"ELEVENLABS_API_KEY": secret})

    assert error.message == "`ELEVENLABS_API_KEY` is empty"


def test_a_key_of_two_lines_is_refused_and_not_shown() -> None:
    error = refused({"ELEVENLABS_API_KEY": f"{KEY}\n{KEY}2"})

    assert "holds more than a key" in error.message
    assert KEY not in repr(error)


@pytest.mark.parametrize("secret", ["sk_schlüssel", "sk_\x07bell", "sk_\x00"])
def test_a_key_with_characters_that_no_header_takes_is_refused(secret: str) -> None:
    error = refused({"ELEVENLABS_API_KEY": secret})

    assert "characters that no key has" in error.message
    assert secret not in repr(error)


def test_a_key_file_that_is_missing_is_named(tmp_path: Path) -> None:
    error = refused({"ELEVENLABS_API_KEY_FILE": str(tmp_path / "gone")})

    assert f"`{tmp_path / 'gone'}`: no such file" in error.message


def test_a_key_file_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    error = refused({"ELEVENLABS_API_KEY_FILE": str(tmp_path)})

    assert "is a directory" in error.message


def test_a_key_file_that_is_no_text_leaves_nothing_of_it_behind(tmp_path: Path) -> None:
    error = refused(in_file(tmp_path / "key", KEY.encode() + b"\xff\xfe"))

    assert "it is no text" in error.message
    assert error.__context__ is None


def test_an_empty_key_file_is_refused_by_its_name(tmp_path: Path) -> None:
    error = refused(in_file(tmp_path / "key", b"\n"))

    assert str(tmp_path / "key") in error.message
    assert "is empty" in error.message


def test_a_key_is_never_printed() -> None:
    key = ApiKey(KEY)

    assert KEY not in f"{key} {key!r} {[key]}"


def test_a_key_is_never_pickled() -> None:
    with pytest.raises(TypeError, match="stays in its process"):
        pickle.dumps(ApiKey(KEY))


def test_a_key_that_was_echoed_is_taken_out() -> None:
    assert ApiKey(KEY).scrub(f"key {KEY} is no good".encode()) == b"key * is no good"


def test_a_short_key_for_practice_spoils_no_id() -> None:
    answer = b'{"song_id": "tWk7-UKcWFSk9"}'

    assert ApiKey("k").scrub(answer) == answer
