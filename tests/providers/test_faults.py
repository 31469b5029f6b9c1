"""What is known of the bill when the connection fails, at every place where it can."""

import asyncio
import socket
import ssl
from pathlib import Path

import httpx
import pytest

from partita.errors import ProviderError
from partita.providers import elevenlabs
from partita.providers.address import checked
from partita.providers.api_key import ApiKey
from partita.providers.base import Composition
from partita.providers.elevenlabs import ElevenLabs
from partita.providers.exchange import Line
from partita.providers.faults import UNSENT, failure
from partita.providers.retry import Again, Waiting
from tests.patience import PATIENT, Impatient
from tests.providers.asking import DETAILED, KEY, PLAN, Asked, ask, failed
from tests.providers.stub import Reply, Stub, json_reply, music_reply, serving

AUDIO = b"music" * 5_000
PIECE = music_reply(AUDIO)


def unreached(url: str) -> tuple[ProviderError, list[float]]:
    """Ask where nobody answers."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def run() -> ProviderError:
        waiting = Waiting(sleep, lambda: 0.5, lambda _: None)
        line = Line(timeout=PATIENT)  # a name server may be far away
        provider = ElevenLabs(ApiKey(KEY), checked(url), line=line, waiting=waiting)
        with pytest.raises(ProviderError) as caught:
            await provider.subscription()
        await provider.close()
        return caught.value

    return asyncio.run(run()), slept


def test_a_refused_connection_is_unbilled_and_tried_a_few_times() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        error, slept = unreached(f"http://127.0.0.1:{nobody.getsockname()[1]}")

    assert "refused the connection" in error.message
    assert (error.billing, error.code) == ("no", "unreachable")
    assert 3 <= len(slept) <= 10
    assert sum(slept) <= 20


def test_a_name_that_nobody_has_is_said_to_be_so() -> None:
    # RFC 6761: names under `.invalid` never resolve.
    error, _ = unreached("https://music.invalid")

    assert error.message == "the name `music.invalid` was not found"
    assert error.billing == "no"


def test_a_server_that_speaks_no_tls_is_sent_nothing() -> None:
    async def run() -> tuple[ProviderError, bytes]:
        heard = bytearray()

        async def answer(
            reader: asyncio.StreamReader, writer: asyncio.StreamWriter
        ) -> None:
            heard.extend(await reader.read(1_000))
            writer.write(b"HTTP/1.1 400 No\r\n\r\n")
            writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server:
            url = checked(f"https://127.0.0.1:{port}")
            waiting = Waiting(lambda _: asyncio.sleep(0), lambda: 0.5, lambda _: None)
            provider = ElevenLabs(ApiKey(KEY), url, waiting=waiting)
            with pytest.raises(ProviderError) as caught:
                await provider.subscription()
            await provider.close()
        return caught.value, bytes(heard)

    error, heard = asyncio.run(run())

    assert "no encrypted connection" in error.message
    assert error.billing == "no"
    assert KEY.encode() not in heard


@pytest.mark.parametrize("kind", UNSENT)
def test_what_fails_before_sending_is_unbilled_even_if_paid(
    kind: type[httpx.TransportError],
) -> None:
    again = failure(kind("no"), "host", paid=True)

    assert isinstance(again, Again)
    assert again.error.billing == "no"


@pytest.mark.parametrize(
    "fault",
    [
        httpx.WriteError("x"),
        httpx.WriteTimeout("x"),
        httpx.ReadError("x"),
        httpx.ReadTimeout("x"),
        httpx.CloseError("x"),
        httpx.RemoteProtocolError("x"),
        httpx.LocalProtocolError("x"),
        httpx.DecodingError("x"),
        httpx.StreamClosed(),
        ssl.SSLError("x"),
        OSError("x"),
    ],
)
def test_what_fails_later_may_have_been_billed(fault: Exception) -> None:
    error = failure(fault, "host", paid=True)

    assert isinstance(error, ProviderError)
    assert error.billing == "unknown"


def test_an_untrusted_certificate_is_told_from_other_failures() -> None:
    fault = httpx.ConnectError("x")
    fault.__cause__ = ExceptionGroup("all", [ssl.SSLCertVerificationError("x")])

    again = failure(fault, "host", paid=True)

    assert isinstance(again, Again)
    assert again.error.message == "the certificate of `host` is not to be trusted"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(head=b""),
        Reply(head=b"", reset=True),
        Reply(head=b"HTTP/1.1 200 O"),
        Reply(head=b"HTTP/1.1 200 OK\r\ncontent-le"),
        Reply(head=b"lovely weather\r\n\r\n"),
        Reply(head=b"", silent=True),
    ],
)
def test_no_answer_to_a_paid_request_is_unknown_and_never_repeated(
    tmp_path: Path, reply: Reply
) -> None:
    network = Impatient(unanswered=DETAILED) if reply.silent else None
    error, asked = failed(tmp_path, reply, network=network)

    assert (error.billing, error.code) == ("unknown", "cut")
    assert len(asked.stub.sent_to(DETAILED)) == 1
    assert asked.slept == []


def test_a_free_request_is_asked_again_after_a_cut(tmp_path: Path) -> None:
    replies = {"/v1/models": [Reply(head=b""), Reply(500), json_reply([])]}

    models, asked = ask(tmp_path, replies, lambda asked: asked.provider.models())

    assert models == ()
    assert len(asked.slept) == 2


def test_a_free_answer_that_is_cut_is_asked_for_again(tmp_path: Path) -> None:
    whole = json_reply([])
    cut = Reply(200, whole.body, whole.headers, sent=1)

    models, _ = ask(
        tmp_path, {"/v1/models": [cut, whole]}, lambda asked: asked.provider.models()
    )

    assert models == ()


def cut_at(
    sent: int, *, reset: bool = False, silent: bool = False, sized: bool = True
) -> Reply:
    return Reply(200, PIECE.body, PIECE.headers, sent, reset, silent, sized)


@pytest.mark.parametrize("reset", [True, False])
@pytest.mark.parametrize("sized", [True, False])
@pytest.mark.parametrize("sent", [0, 20, 300, len(PIECE.body) - 20])
def test_an_answer_that_is_cut_is_kept_as_far_as_it_came(
    tmp_path: Path, sent: int, sized: bool, reset: bool
) -> None:
    error, asked = failed(tmp_path, cut_at(sent, sized=sized, reset=reset))

    came = (tmp_path / "body").read_bytes()
    assert PIECE.body.startswith(came)
    assert len(came) == sent or reset
    assert (error.billing, error.code) == ("yes", "cut")
    assert error.request_id == "req_1"
    assert len(asked.receipts) == 1
    assert len(asked.stub.sent_to(DETAILED)) == 1


def test_a_service_that_falls_silent_is_not_waited_for_for_ever(
    tmp_path: Path,
) -> None:
    error, _ = failed(tmp_path, cut_at(300, silent=True), network=Impatient())

    assert error.message.startswith("the service fell silent after 300 of ")
    assert (tmp_path / "body").read_bytes() == PIECE.body[:300]


def test_a_cut_answer_that_names_no_price_leaves_the_bill_unknown(
    tmp_path: Path,
) -> None:
    headers = {n: v for n, v in PIECE.headers.items() if n != "character-cost"}

    error, _ = failed(tmp_path, Reply(200, PIECE.body, headers, sent=300))

    assert error.billing == "unknown"
    assert "may have been billed" in str(error.hint)


@pytest.mark.parametrize("silent", [True, False])
def test_a_cut_after_the_closing_boundary_costs_nothing(
    tmp_path: Path, silent: bool
) -> None:
    whole = PIECE.body
    longer = Reply(
        200, whole + b"epilogue", PIECE.headers, sent=len(whole), silent=silent
    )

    music, _ = ask(tmp_path, {DETAILED: [longer]}, Asked.compose, Impatient())

    assert music.audio.read_bytes() == AUDIO


@pytest.mark.parametrize(
    ("reply", "message", "code"),
    [
        (
            Reply(200, b"<html>sign in", {"content-type": "text/html"}),
            "the answer is `text/html`, which is no music",
            "bad_answer",
        ),
        (Reply(200, b"what"), "the answer is `of no type`", "bad_answer"),
        (Reply(200, b"", PIECE.headers), "the answer was empty", "empty"),
        (Reply(200, b"x" * 99, PIECE.headers), "ends before its audio does", "cut"),
        (Reply(200, PIECE.body[:-30], PIECE.headers), "ends before its audio", "cut"),
        (music_reply(b""), "ends before its audio does", "cut"),
        (
            Reply(200, b"x", {"content-type": "multipart/mixed"}),
            "ends before its audio does",
            "cut",
        ),
    ],
)
def test_an_answer_that_is_no_piece_is_kept_and_named(
    tmp_path: Path, reply: Reply, message: str, code: str
) -> None:
    error, _ = failed(tmp_path, reply)

    assert message in error.message
    assert error.code == code
    assert error.billing in ("yes", "unknown")
    assert (tmp_path / "body").read_bytes() == reply.body


def test_a_page_of_a_proxy_gives_no_receipt(tmp_path: Path) -> None:
    page = Reply(200, b"<html>", {"content-type": "text/html"})

    error, asked = failed(tmp_path, page)

    assert asked.receipts == []
    assert error.billing == "unknown"


def test_audio_that_comes_without_its_details_is_taken(tmp_path: Path) -> None:
    bare = Reply(200, AUDIO, {"content-type": "audio/mpeg", "song-id": "song_2"})

    music, _ = ask(tmp_path, {DETAILED: [bare]}, Asked.compose)

    assert music.audio.read_bytes() == AUDIO
    assert music.details == {}
    assert music.receipt.song_id == "song_2"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has this device")
def test_a_full_disk_is_told_from_a_cut(tmp_path: Path) -> None:
    (tmp_path / "body").symlink_to("/dev/full")

    error, _ = failed(tmp_path, PIECE)

    assert "no space left" in error.message
    assert (error.billing, error.code) == ("yes", "disk")


def test_a_disk_that_takes_nothing_does_not_hide_the_bill(tmp_path: Path) -> None:
    (tmp_path / "headers.json").mkdir()

    error, _ = failed(tmp_path, PIECE)

    assert error.message.startswith("only 0 of ")
    assert (error.billing, error.code) == ("yes", "disk")


def test_an_upload_whose_answer_is_lost_is_unknown_and_never_repeated(
    tmp_path: Path,
) -> None:
    audio = tmp_path / "a.wav"
    audio.write_bytes(b"RIFF" + AUDIO)

    async def work(asked: Asked) -> ProviderError:
        with pytest.raises(ProviderError) as caught:
            await asked.provider.upload(audio, asked.receipts.append)
        return caught.value

    lost = json_reply({"song_id": "song_9"})
    cut = Reply(200, lost.body, lost.headers, sent=5)
    error, asked = ask(tmp_path, {"/v1/music/upload": [cut]}, work)

    assert error.billing == "unknown"
    assert len(asked.stub.sent_to("/v1/music/upload")) == 1


@pytest.mark.parametrize("answer", [b"[]", b"{}", b"not json", b""])
def test_an_upload_that_is_answered_with_nonsense_is_unknown(
    tmp_path: Path, answer: bytes
) -> None:
    audio = tmp_path / "a.wav"
    audio.write_bytes(b"RIFF" + AUDIO)
    reply = Reply(200, answer, {"content-type": "application/json"})

    async def work(asked: Asked) -> ProviderError:
        with pytest.raises(ProviderError) as caught:
            await asked.provider.upload(audio, asked.receipts.append)
        return caught.value

    error, _ = ask(tmp_path, {"/v1/music/upload": [reply]}, work)

    assert (error.billing, error.code) == ("unknown", "bad_answer")


def test_a_recording_that_is_not_there_is_not_sent(tmp_path: Path) -> None:
    async def work(asked: Asked) -> ProviderError:
        with pytest.raises(ProviderError) as caught:
            await asked.provider.upload(tmp_path / "gone", asked.receipts.append)
        return caught.value

    error, asked = ask(tmp_path, {}, work)

    assert "gone` can't be read" in error.message
    assert error.billing == "no"
    assert asked.stub.sent_to("/v1/music/upload") == []


def test_a_build_that_is_stopped_leaves_what_came(tmp_path: Path) -> None:
    async def run() -> list[Stub]:
        reply = cut_at(300, silent=True)
        async with serving({DETAILED: [reply]}) as stub:
            provider = ElevenLabs(
                ApiKey(KEY),
                checked(stub.url),
                line=Line(timeout=PATIENT),
                waiting=elevenlabs.WAITING,
            )
            told = asyncio.Event()
            piece = asyncio.create_task(
                provider.compose(
                    Composition("music_v2", PLAN), tmp_path, lambda _: told.set()
                )
            )
            await told.wait()
            # A disk tells nobody when something is written.
            while (tmp_path / "body").stat().st_size < 300:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            piece.cancel()
            with pytest.raises(asyncio.CancelledError):
                await piece
            await provider.close()
            return [stub]

    asyncio.run(run())

    assert (tmp_path / "body").read_bytes() == PIECE.body[:300]
