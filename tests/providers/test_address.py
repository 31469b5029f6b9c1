import pytest

from partita.errors import ProviderError
from partita.providers.address import find_address


def found(written: str) -> str:
    return str(find_address({"ELEVENLABS_BASE_URL": written}))


def test_the_service_itself_is_asked_when_nothing_else_is_named() -> None:
    assert str(find_address({})) == "https://api.elevenlabs.io"
    assert found("") == "https://api.elevenlabs.io"


def test_another_server_keeps_its_path_without_the_last_slash() -> None:
    assert found("https://music.test/eleven/") == "https://music.test/eleven"


@pytest.mark.parametrize(
    "written",
    ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"],
)
def test_this_machine_may_be_asked_without_encryption(written: str) -> None:
    assert found(written) == written


@pytest.mark.parametrize(
    "written",
    [
        "http://api.elevenlabs.io",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://0x7f.1",
        "http://10.0.0.1",
        "ftp://127.0.0.1",
    ],
)
def test_nobody_else_is_sent_a_key_unencrypted(written: str) -> None:
    with pytest.raises(ProviderError, match="would send the API key unencrypted"):
        found(written)


@pytest.mark.parametrize(
    "written",
    [
        "api.elevenlabs.io",
        "https://",
        "https://user:secret@music.test",
        "https://music.test/?to=elsewhere",
        "https://music.test/#here",
        "https://music.test:port",
        "http://127.0.0.1\\@music.test",
    ],
)
def test_what_is_no_plain_address_is_refused_without_showing_it(written: str) -> None:
    with pytest.raises(ProviderError, match="no plain address") as caught:
        found(written)

    assert written not in caught.value.message
