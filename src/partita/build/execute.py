"""Run one action: bytes from the store in, bytes into the store out.

Runs in a worker process, so it takes and gives only small plain values. Knows what
each kind of action does; does not know which action comes next, or why.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partita import digest
from partita.build.kept import kept_audio, length_advice, prove
from partita.build.revised import revised_keeps
from partita.errors import AudioError, PartitaError
from partita.graph.actions import Kind
from partita.store.blobs import Blobs
from partita.store.traces import Made

if TYPE_CHECKING:
    from partita.audio.stream import Sound
    from partita.plan.chunks import ChunkPlan


@dataclass(frozen=True)
class Request:
    """One action to run, ready to be sent to a worker.

    Args:
        store: folder of the store.
        project: folder of the manifest; recordings are relative to it.
    """

    store: Path
    project: Path
    kind: Kind
    spec: dict[str, Any]
    inputs: dict[str, Made]
    file: str | None = None


@dataclass(frozen=True)
class Product:
    """One output before it is in the store. `value` defaults to the bytes' digest."""

    content: bytes
    value: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)


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
    made = _store_audio(in_channels(stream(path), 2), blobs)
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
        return local.Heard(audio=_read_audio(made, blobs))
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


def _master(request: Request, blobs: Blobs) -> dict[str, Made]:
    if "received" in request.inputs:
        return {"audio": _master_of_take(request, blobs)}
    return {"audio": _master_of_score(request, blobs)}


def _master_of_take(request: Request, blobs: Blobs) -> Made:
    """Read what a provider sent, and put back what it was to keep."""
    from partita.audio.convert import in_channels
    from partita.audio.received import received
    from partita.audio.splice import Patch, fitted, spliced
    from partita.units import frame_at

    take, spec = request.inputs["received"], request.spec
    sent = received(blobs.checked(take.blob), take.facts["format"])
    whole = fitted(in_channels(sent, 2), frame_at(spec["duration_ms"], sent.rate_hz))
    keeps, sources = _all_keeps(request, blobs)
    patches = [
        Patch(
            frame_at(keep["at_ms"], sent.rate_hz),
            kept_audio(sources[keep["source"]], keep, sent.rate_hz),
        )
        for keep in sorted(keeps, key=lambda keep: keep["at_ms"])
    ]
    made = _store_audio(spliced(whole, patches), blobs)
    advice = length_advice(sent, spec["duration_ms"])
    return replace(made, facts=made.facts | {"advice": advice}) if advice else made


def _all_keeps(
    request: Request, blobs: Blobs
) -> tuple[list[Mapping[str, Any]], dict[str, Sound]]:
    """Return what a piece keeps of its sources, and of the take it was revised from."""
    details = request.inputs.get("details")
    own, old_take = (
        revised_keeps(blobs.get(details.blob), blobs) if details else ([], {})
    )
    return [*request.spec["keeps"], *own], _sources(request.inputs, blobs) | old_take


def _master_of_score(request: Request, blobs: Blobs) -> Made:
    from partita.providers import local

    inputs = request.inputs
    rendered = {
        int(role.removeprefix("render/")): partial(blobs.get, made.blob)
        for role, made in inputs.items()
        if role.startswith("render/")
    }
    outline = blobs.get(inputs["outline"].blob)
    rate_hz = local.rate_of(outline)
    sources = _sources(inputs, blobs)
    kept = {
        keep["chunk"]: kept_audio(sources[keep["source"]], keep, rate_hz)
        for keep in request.spec["keeps"]
    }
    local.forget()
    return _store_audio(local.master(outline, rendered, kept), blobs)


def _keep_check(request: Request, blobs: Blobs) -> dict[str, Product]:
    made = _read_audio(request.inputs["audio"], blobs)
    proof = prove(made, *_all_keeps(request, blobs))
    return {"proof": Product(digest.canonical(proof))}


def _expect(request: Request, blobs: Blobs) -> dict[str, Product]:
    from partita.build.expect import judge_expectations

    audio = _read_audio(request.inputs["audio"], blobs)
    found = judge_expectations(audio, request.spec["expect"])
    if found.misses and request.spec.get("on_miss") != "warn":
        hint = (
            "nothing of it is shipped, and the take is kept: ask for another one, or "
            "change `expect`"
        )
        raise PartitaError("; ".join(found.misses), hint=hint)
    said = [*found.misses, *found.doubts]
    facts = {"advice": said} if said else {}
    return {"measures": Product(digest.canonical(found.measures), facts=facts)}


def _encode(request: Request, blobs: Blobs) -> dict[str, Product]:
    from partita.audio.codecs import encode

    audio = _read_audio(request.inputs["audio"], blobs)
    loop = _loop(request.spec, audio)
    return {"file": Product(encode(audio, request.spec["format"], loop=loop))}


def _export(request: Request, blobs: Blobs) -> dict[str, Product]:
    from partita.outputs.export import ExportParameters, export

    spec = request.spec
    audio = _read_audio(request.inputs["audio"], blobs)
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


def _sources(inputs: Mapping[str, Made], blobs: Blobs) -> dict[str, Sound]:
    return {
        role: _read_audio(made, blobs)
        for role, made in inputs.items()
        if role.startswith("source/")
    }


def _read_audio(made: Made, blobs: Blobs) -> Sound:
    from partita.audio.decode import stream

    return stream(blobs.checked(made.blob), made.facts["frames"])


def _store_audio(audio: Sound, blobs: Blobs) -> Made:
    """Keep audio that may be long: it goes to the disk as it is made."""
    from partita.audio.buffer import Identity
    from partita.audio.flac import write_flac
    from partita.audio.stream import watched

    identity = Identity(audio.rate_hz, audio.channels, audio.frame_count)
    passing = watched(audio, identity.add)
    blob, size = blobs.put_written(lambda file: write_flac(file, passing))
    facts = {"frames": audio.frame_count, "rate_hz": audio.rate_hz}
    return Made(identity.digest(), blob, size, facts)


_PERFORM: dict[Kind, Callable[[Request, Blobs], Mapping[str, Product | Made]]] = {
    Kind.DRAFT: _draft,
    Kind.IMPORT: _import,
    Kind.SCORE: _score,
    Kind.RENDER: _render,
    Kind.MASTER: _master,
    Kind.KEEP: _keep_check,
    Kind.EXPECT: _expect,
    Kind.ENCODE: _encode,
    Kind.EXPORT: _export,
}
