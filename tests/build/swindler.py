"""A small shop that goes wrong when it is told to, and writes down what it sold.

Hands over as the real wire does: headers first, then the receipt, then the body. Every
sale is noted with the intent that it was for.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from partita.errors import ProviderError
from partita.providers.base import Composition, Music, Receipt, StoredSong
from partita.providers.receive import BODY, HEADERS
from partita.store.journal import FILE
from tests.build.shop import FORMAT, Shop

#: What may become of a request: refused; never arrived; paid for and nothing came
#: back; paid for and half of it came back; an upload's song came under another id.
MISHAPS = ("refused", "unheard", "silent", "cut", "misread")


@dataclass(frozen=True)
class Sale:
    """What was sold, and to which request.

    Args:
        key: what may not be paid for twice unasked: the request, or the recording.
        content: what has arrived of it.
    """

    target: str
    operation: str
    key: str
    credits: int
    content: bytes = b""


@dataclass
class Swindler(Shop):
    """One such shop.

    Args:
        store: folder of the store of who asks.
        mishaps: what becomes of the next requests.
        sales: by the intent that each was for.
        is_dead: tells whether who asks is gone, and asks for nothing any more.
    """

    store: Path = Path()
    mishaps: deque[str] = field(default_factory=deque)
    sales: dict[str, Sale] = field(default_factory=dict)
    is_dead: Callable[[], bool] = lambda: False

    async def compose(
        self,
        composition: Composition,
        folder: Path,
        on_receipt: Callable[[Receipt], None],
    ) -> Music:
        self.asked.append(composition)
        mishap = self._begin()
        receipt, content = self.sell(composition.plan)
        came = {"silent": b"", "cut": content[: len(content) // 2]}.get(mishap, content)
        intent = self._note(receipt.credits)
        if mishap == "silent":
            raise ProviderError("nothing came back", billing="unknown")
        headers = {
            "song-id": receipt.song_id,
            "request-id": receipt.request_id,
            "character-cost": str(receipt.credits),
            "content-type": "audio/pcm",
            "content-length": str(len(content)),
        }
        known = {"status": 200, "output_format": FORMAT, "headers": headers}
        (folder / HEADERS).write_text(json.dumps(known))
        on_receipt(receipt)
        (folder / BODY).write_bytes(came)
        self.sales[intent] = replace(self.sales[intent], content=came)
        if mishap == "cut":
            raise ProviderError("only half came back", billing="yes")
        return Music(receipt, folder / BODY, FORMAT, {"words_timestamps": []})

    async def upload(
        self, audio: Path, on_receipt: Callable[[Receipt], None]
    ) -> StoredSong:
        mishap = self._begin()
        billed = len(self.bill)

        def arrived(receipt: Receipt) -> None:
            self._note(receipt.credits)
            if mishap in ("", "misread"):
                on_receipt(receipt)

        stored = await super().upload(audio, arrived)
        assert len(self.bill) == billed + 1
        if mishap == "misread":
            return replace(stored, song_id=f"{stored.song_id}?")
        if mishap:
            raise ProviderError("nothing came back", billing="unknown")
        return stored

    def _begin(self) -> str:
        assert not self.is_dead()
        mishap = self.mishaps.popleft() if self.mishaps else ""
        if mishap == "refused":
            raise ProviderError("not today", billing="no")
        if mishap == "unheard":
            raise ProviderError("the connection was cut", billing="unknown")
        return mishap

    def _note(self, charged: int | None) -> str:
        """Note a sale to the request that was written down last, and return which."""
        lines = (self.store / FILE).read_text().splitlines()
        records = [json.loads(line) for line in lines]
        intent = [each for each in records if each["is"] == "intent"][-1]
        key = intent["audio" if intent["operation"] == "upload" else "request"]
        assert charged is not None
        sale = Sale(intent["target"], intent["operation"], key, charged)
        assert intent["id"] not in self.sales
        self.sales[intent["id"]] = sale
        return str(intent["id"])
