"""Run one action: bytes from the store in, bytes into the store out.

Runs in a worker process, so it takes and gives only small plain values. Knows what
each kind of action does; does not know which action comes next, or why.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partita import digest
from partita.build import mastering, metering
from partita.build.request import Product, Request
from partita.build.sounds import read_audio, store_audio
from partita.errors import AudioError, PartitaError
from partita.graph.actions import Kind
from partita.store.blobs import Blobs
from partita.store.traces import Made

if TYPE_CHECKING:
    from partita.audio.stream import Sound
    from partita.plan.chunks import ChunkPlan


def perform(request: Request) -> dict[str, Made]:
    """Run an action and keep what it made.

    Raises:
        PartitaError: when it says no; BlobMissing and BlobCorrupt name the blob.
    """
    blobs = Blobs(request.store)
    products = _PERFORM[request.kind](request, blobs)
    return {name: _keep(product, blobs) for name, product in products.items()}


def _keep(product: Product | Made, blobs: Blobs) -> Made:
    if isinstance(product, Made):
        return product
    blob = blobs.put(product.content)
    value = product.value or blob
    return Made(value, blob, len(product.content), product.facts)


def _draft(request: Request, _: Blobs) -> dict[str, Product]:
    from partita.plan.chunks import Prompt
    from partita.plan.document import to_document
    from partita.providers import local

    spec = request.spec
    prompt = Prompt(
        spec["prompt"], spec.get("length_ms"), spec.get("instrumental", False)
    )
    plan = local.draft(prompt, spec.get("seed"))
    return {"plan": Product(digest.canonical(to_document(plan)))}


def _import(request: Request, blobs: Blobs) -> dict[str, Made]:
    from partita.audio.convert import in_channels
    from partita.audio.decode import stream

    assert request.file is not None
    path = request.project / request.file
    _refuse_changed(path, request)
    made = store_audio(in_channels(stream(path), 2), blobs)
    # Read more than once, as long files have no room in memory.
    _refuse_changed(path, request)
    return {"audio": made}


def _refuse_changed(path: Path, request: Request) -> None:
    try:
        actual = digest.of_file(path)
    except OSError as error:
        message = f"`{request.file}` can't be read: {error.strerror}"
        raise AudioError(message) from error
    if actual != request.spec["file"]:
        message = f"`{request.file}` changed while it was being built"
        raise PartitaError(message, hint="build again")


def _score(request: Request, blobs: Blobs) -> dict[str, Product]:
    from partita.providers import local

    spec = request.spec
    heard = {
        role: _heard(made, blobs)
        for role, made in request.inputs.items()
        if role.startswith("source/")
    }
    plan = _plan(request, blobs)
    scored = local.score(
        plan,
        spec.get("seed"),
        spec["rate_hz"],
        heard,
        pronunciation=spec.get("pronunciation", ""),
        muted=spec.get("muted", ()),
    )
    # The words of a prompt are pictures as often as styles: nobody wants them judged.
    heed = scored.advice and "plan" in spec
    advice = {"advice": list(scored.advice)} if heed else {}
    outline = {"outline": Product(scored.outline, facts=advice)}
    return outline | {f"part/{n}": Product(part) for n, part in scored.parts.items()}


def _plan(request: Request, blobs: Blobs) -> ChunkPlan:
    from partita.plan.chunks import ChunkPlan
    from partita.plan.document import from_document

    document = request.spec.get("plan")
    if document is None:
        document = json.loads(blobs.get(request.inputs["plan"].blob))
    plan = from_document(document)
    assert isinstance(plan, ChunkPlan)
    return plan


def _heard(made: Made, blobs: Blobs) -> Any:
    from partita.providers import local

    if "frames" in made.facts:
        return local.Heard(audio=read_audio(made, blobs))
    return local.Heard(outline=blobs.get(made.blob))


def _render(request: Request, blobs: Blobs) -> dict[str, Product]:
    from partita.providers import local

    part = blobs.get(request.inputs["part"].blob)
    font = request.spec.get("soundfont")
    if font is None:
        return {"audio": Product(local.render(part))}
    assert request.file is not None
    file = request.project / request.file
    return {"audio": Product(local.render(part, soundfont=(file, font)))}


def _encode(request: Request, blobs: Blobs) -> dict[str, Product]:
    from partita.audio.codecs import encode

    audio = read_audio(request.inputs["audio"], blobs)
    loop = _loop(request.spec, audio)
    return {"file": Product(encode(audio, request.spec["format"], loop=loop))}


def _export(request: Request, blobs: Blobs) -> dict[str, Product]:
    from partita.outputs.export import ExportParameters, export

    spec = request.spec
    audio = read_audio(request.inputs["audio"], blobs)
    loudness = spec.get("loudness_clufs")
    parameters = ExportParameters(
        stem=spec.get("stem", "audio"),
        format=spec["format"],
        loudness_lufs=None if loudness is None else loudness / 100,
        engine=spec.get("engine_files"),
        loop=_loop(spec, audio),
    )
    files = export(audio, parameters)
    return {each.suffix: Product(each.content) for each in files}


def _loop(spec: Mapping[str, Any], audio: Sound) -> tuple[int, int] | None:
    from partita.units import frame_at

    if "loop_ms" not in spec:
        return None
    start_ms, end_ms = spec["loop_ms"]
    return frame_at(start_ms, audio.rate_hz), frame_at(end_ms, audio.rate_hz)


_PERFORM: dict[Kind, Callable[[Request, Blobs], Mapping[str, Product | Made]]] = {
    Kind.DRAFT: _draft,
    Kind.IMPORT: _import,
    Kind.SCORE: _score,
    Kind.RENDER: _render,
    Kind.MASTER: mastering.master,
    Kind.KEEP: mastering.prove_kept,
    Kind.EXPECT: metering.measured,
    Kind.ENCODE: _encode,
    Kind.EXPORT: _export,
}
