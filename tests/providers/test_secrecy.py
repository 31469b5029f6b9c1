"""The key is looked for in everything that a request leaves behind."""

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from partita.errors import ProviderError
from tests.providers.asking import DETAILED, KEY, Asked, ask
from tests.providers.stub import Reply, error_reply, json_reply, music_reply

PIECE = music_reply(b"music" * 100)

#: Every way for a request to end, and a server that tells back what it was told.
ENDS = {
    "made": PIECE,
    "refused": error_reply(401, "invalid_api_key", f"no key {KEY}"),
    "schema": json_reply({"detail": [{"loc": ["body"], "msg": f"no {KEY}"}]}, 422),
    "failed": Reply(500, KEY.encode(), {"content-type": "text/plain"}),
    "redirected": Reply(302, headers={"location": f"https://x.test/?k={KEY}"}),
    "cut before": Reply(head=b""),
    "cut inside": Reply(200, PIECE.body, PIECE.headers, sent=150),
    "no http": Reply(head=f"{KEY}\r\n\r\n".encode()),
    "echoed": music_reply(b"music", headers={"x-echo": KEY, "set-cookie": KEY}),
    "wrong type": Reply(200, b"page", {"content-type": f"text/{KEY}"}),
}

#: `httpcore` logs what it receives at DEBUG; what we send is not in it.
ECHOED_IN_THE_HEAD = ("redirected", "no http", "echoed", "wrong type")


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """Everything that anybody logs, formatted."""
    lines: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    root, listener = logging.getLogger(), Listener(logging.DEBUG)
    before = root.level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(listener)
    root.setLevel(before)


async def ended(asked: Asked) -> ProviderError | None:
    try:
        await asked.compose()
    except ProviderError as error:
        return error
    return None


def told_of(error: BaseException | None) -> str:
    """Return everything that an error can be made to say."""
    if error is None:
        return ""
    full = traceback.TracebackException.from_exception(error, capture_locals=True)
    chain = [error.__cause__, error.__context__]
    said = [repr(error), str(error), repr(vars(error)), *full.format()]
    return "\n".join([*said, *(told_of(each) for each in chain)])


@pytest.mark.parametrize("end", ENDS)
def test_no_end_of_a_request_shows_the_key(
    tmp_path: Path, logged: list[str], end: str
) -> None:
    error, asked = ask(tmp_path, {DETAILED: [ENDS[end]]}, ended)

    assert asked.stub.sent_to(DETAILED)[0].headers["xi-api-key"] == KEY
    assert KEY not in told_of(error)
    assert KEY not in repr([asked.provider, vars(asked.provider), asked.receipts])
    assert KEY not in "".join(each.query for each in asked.stub.requests)
    assert not [
        each for each in tmp_path.iterdir() if KEY.encode() in each.read_bytes()
    ]
    if end not in ECHOED_IN_THE_HEAD:
        assert KEY not in "\n".join(logged)


def test_an_error_holds_no_request(tmp_path: Path) -> None:
    error, _ = ask(tmp_path, {DETAILED: [Reply(head=b"")]}, ended)

    assert error is not None
    assert error.__cause__ is None
    assert error.__context__ is None


def test_headers_of_the_client_are_without_the_key(tmp_path: Path) -> None:
    _, asked = ask(tmp_path, {DETAILED: [PIECE]}, ended)

    exchange = asked.provider._exchange
    assert KEY not in repr(exchange._client.headers)
    assert KEY not in repr(vars(exchange._client))


def test_no_proxy_of_the_environment_sees_what_is_meant_for_this_machine(
    tmp_path: Path,
) -> None:
    _, asked = ask(tmp_path, {DETAILED: [PIECE]}, ended)

    assert asked.provider._exchange._client.trust_env is False
