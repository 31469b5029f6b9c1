"""What a folder says after a crash, whatever was on the disk by then."""

import asyncio
import gzip
import json
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from partita.errors import ProviderError
from partita.providers.address import checked
from partita.providers.api_key import ApiKey
from partita.providers.base import Composition, Music, Receipt
from partita.providers.elevenlabs import ElevenLabs
from partita.providers.exchange import Line
from partita.providers.receive import check_room, is_whole, recover
from tests.providers.asking import KEY, PLAN, composed, failed
from tests.providers.stub import SUBSCRIPTION, Reply, music_reply

AUDIO = bytes(range(256)) * 4
PIECE = music_reply(AUDIO, {"song_metadata": {"title": "Hill"}})


def crashed(folder: Path, body: bytes, **headers: str) -> Music | None:
    """Leave a folder as a killed build does, and ask what is in it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    known = {"status": 200, "output_format": "pcm_48000", "headers": named}
    (folder / "headers.json").write_text(json.dumps(known))
    (folder / "body").write_bytes(body)
    return recover(folder)


MIXED = PIECE.headers["content-type"]


def test_what_is_recovered_is_what_would_have_been_returned(tmp_path: Path) -> None:
    music, _ = composed(tmp_path, PIECE)
    (tmp_path / "audio").unlink()

    assert recover(tmp_path) == music
    assert (tmp_path / "audio").read_bytes() == AUDIO


def test_looking_whether_all_is_there_writes_nothing(tmp_path: Path) -> None:
    composed(tmp_path, PIECE)
    (tmp_path / "audio").unlink()

    assert is_whole(tmp_path)
    assert not (tmp_path / "audio").exists()


def test_recovering_twice_changes_nothing(tmp_path: Path) -> None:
    music, _ = composed(tmp_path, PIECE)

    assert recover(tmp_path) == recover(tmp_path) == music
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "audio",
        "body",
        "headers.json",
    ]


@pytest.mark.parametrize("end", range(0, len(PIECE.body) - 4, 37))
def test_a_piece_that_had_not_arrived_is_not_made_up(tmp_path: Path, end: int) -> None:
    assert crashed(tmp_path, PIECE.body[:end], content_type=MIXED) is None
    assert (tmp_path / "body").read_bytes() == PIECE.body[:end]


def packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def test_a_piece_that_a_proxy_packed_is_unpacked(tmp_path: Path) -> None:
    reply = Reply(
        body=packed(PIECE.body),
        headers={**PIECE.headers, "content-encoding": "gzip"},
    )

    music, _ = composed(tmp_path, reply)

    assert music.audio.read_bytes() == AUDIO
    assert (tmp_path / "body").read_bytes() == packed(PIECE.body)


def test_bare_audio_is_unpacked_too(tmp_path: Path) -> None:
    body = packed(AUDIO)
    told = {"content_type": "audio/mpeg", "content_length": str(len(body))}

    music = crashed(tmp_path, body, content_encoding="gzip", **told)

    assert music is not None
    assert music.audio.read_bytes() == AUDIO


@pytest.mark.parametrize(
    ("packing", "body"),
    [
        ("gzip", packed(PIECE.body)[:-9]),
        ("gzip", PIECE.body),
        ("br", packed(PIECE.body)),
    ],
)
def test_what_cannot_be_unpacked_is_no_piece(
    tmp_path: Path, packing: str, body: bytes
) -> None:
    told = {"content_type": MIXED, "content_encoding": packing}

    assert crashed(tmp_path, body, **told) is None
    assert {each.name for each in tmp_path.iterdir()} == {"body", "headers.json"}


def test_a_length_that_lies_does_not_make_a_cut_piece_whole(tmp_path: Path) -> None:
    cut = PIECE.body[:-100]

    music = crashed(tmp_path, cut, content_type=MIXED, content_length=str(len(cut)))

    assert music is None


def test_a_piece_whose_end_is_there_is_whole_though_more_was_promised(
    tmp_path: Path,
) -> None:
    music = crashed(tmp_path, PIECE.body, content_type=MIXED, content_length="99999999")

    assert music is not None


@pytest.mark.parametrize(
    ("promised", "whole"), [({"content_length": "1024"}, True), ({}, False)]
)
def test_bare_audio_is_whole_only_if_its_length_was_promised(
    tmp_path: Path, promised: dict[str, str], whole: bool
) -> None:
    music = crashed(tmp_path, AUDIO, content_type="audio/mpeg", **promised)

    assert (music is not None) == whole


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"{}", b'{"headers": 1}', b"\xff"]
)
def test_headers_that_are_no_headers_tell_nothing(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "headers.json").write_bytes(content)
    (tmp_path / "body").write_bytes(PIECE.body)

    assert recover(tmp_path) is None


def test_an_answer_that_failed_is_kept_and_is_no_piece(tmp_path: Path) -> None:
    down = Reply(503, PIECE.body, PIECE.headers)

    failed(tmp_path, down)

    assert (tmp_path / "body").read_bytes() == PIECE.body
    assert '"status": 503' in (tmp_path / "headers.json").read_text()
    assert recover(tmp_path) is None


def test_an_empty_folder_and_none_at_all_hold_nothing(tmp_path: Path) -> None:
    assert recover(tmp_path) is None
    assert recover(tmp_path / "gone") is None


def test_of_a_header_that_stands_twice_the_first_counts(tmp_path: Path) -> None:
    head = (
        "HTTP/1.1 200 OK\r\ncontent-type: "
        f"{MIXED}\r\nsong-id: one\r\nsong-id: two\r\ncharacter-cost: 5\r\n"
        f"character-cost: 7\r\ncontent-length: {len(PIECE.body)}\r\n\r\n"
    )

    music, _ = composed(tmp_path, Reply(body=PIECE.body, head=head.encode()))

    assert music.receipt.song_id == "one"
    assert music.receipt.credits == 5


@pytest.mark.parametrize("cost", ["", "many", "-5", "1.5", "\u0663", "9" * 5000])
def test_a_price_that_is_no_number_is_unknown(tmp_path: Path, cost: str) -> None:
    headers = {"character-cost": cost.encode().decode("latin-1")}

    music, _ = composed(tmp_path, music_reply(AUDIO, headers=headers))

    assert music.receipt.credits is None


def test_a_piece_that_finds_no_room_is_not_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ProviderError, match=r"room for \d+ MB") as caught:
        check_room(tmp_path, 10**13)

    assert (caught.value.billing, caught.value.code) == ("no", "disk")


def test_an_app_in_the_same_process_is_asked_like_a_server(tmp_path: Path) -> None:
    async def subscription(_: Request) -> Response:
        return JSONResponse(SUBSCRIPTION)

    async def detailed(request: Request) -> Response:
        assert request.headers["xi-api-key"] == KEY
        return Response(PIECE.body, headers=PIECE.headers)

    app = Starlette(
        routes=[
            Route("/v1/user/subscription", subscription),
            Route("/v1/music/detailed", detailed, methods=["POST"]),
        ]
    )
    receipts: list[Receipt] = []

    async def run() -> Music:
        line = Line(transport=httpx.ASGITransport(app))
        provider = ElevenLabs(ApiKey(KEY), checked("https://music.test"), line=line)
        music = await provider.compose(
            Composition("music_v2", PLAN), tmp_path, receipts.append
        )
        await provider.close()
        return music

    assert asyncio.run(run()).audio.read_bytes() == AUDIO
    assert len(receipts) == 1
