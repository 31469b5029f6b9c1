"""Another machine, whose decoder differs by a bit."""

from __future__ import annotations

import json

from partita.audio.buffer import Audio
from partita.audio.decode import decode
from partita.build.request import Request
from partita.build.sounds import store_audio
from partita.graph.actions import Kind
from partita.store.blobs import Blobs
from partita.store.traces import Made
from tests.build.paid import Here


class OtherEars(Here):
    """Decodes what is lossy with two samples other than elsewhere."""

    async def run(self, request: Request) -> dict[str, Made]:
        made = await super().run(request)
        if not decodes(request):
            return made
        blobs = Blobs(request.store)
        audio = decode(blobs.get(made["audio"].blob))
        frames = audio.frames.copy()
        frames[[1_000, -100], 0] ^= 256
        return {"audio": store_audio(Audio(frames, audio.rate_hz), blobs)}


def decodes(request: Request) -> bool:
    """Tell whether all of a master is what a decoder heard, and nothing put in."""
    if request.kind is Kind.IMPORT:
        return str(request.file).endswith(".ogg")
    if "received" not in request.inputs or request.kind is not Kind.MASTER:
        return False
    details = json.loads(Blobs(request.store).get(request.inputs["details"].blob))
    return not (request.spec["keeps"] or "revised" in details)
