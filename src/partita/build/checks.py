"""What `verify` checks, one function a matter: what it finds, and what mends that.

Reads everything, writes nothing. A check that can't look because something is missing
leaves it to the one whose matter that is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from partita.build.execute import perform
from partita.build.publish import digest_of, is_in_place, shipped_files
from partita.build.request import Request
from partita.build.scene import MEND, Finding, Scene
from partita.build.settling import has_arrived
from partita.build.ways_out import told as told_of
from partita.build.ways_out import ways_out
from partita.build.yard import STORE
from partita.errors import BlobCorrupt, BlobMissing, KeepBroken, PartitaError
from partita.graph.actions import Action, Kind, Target
from partita.store import journal, lockfile, told
from partita.store.gc import blobs_of
from partita.store.lockfile import Pin
from partita.store.take import Take
from partita.store.traces import Made

#: Who makes audio that costs nothing to make again.
_UNPAID = ("", "local", "file", "cut")


def records(scene: Scene) -> Iterator[Finding]:
    """Check the lines of every record in the store."""
    yard = scene.yard
    for number in yard.traces.spoilt:
        message = f"line {number} of `{STORE}/state.jsonl` is spoilt"
        yield Finding("spoilt-trace", "state.jsonl", message, MEND)
    if lost := yard.journal.spoilt:
        mend = f"{_drop(journal.FILE, lost)}; until then nothing is sent"
        yield Finding("spoilt-journal", journal.FILE, _told(journal.FILE, lost), mend)
    if gone := yard.takes.spoilt:
        mend = f"{_drop(told.FILE, gone)} if `{lockfile.NAME}` has its take"
        yield Finding("spoilt-take", told.FILE, _told(told.FILE, gone), mend)


def _told(file: str, lost: Sequence[int]) -> str:
    which, verb = ("line", "is") if len(lost) == 1 else ("lines", "are")
    return f"{which} {', '.join(map(str, lost))} of `{STORE}/{file}` {verb} spoilt"


def _drop(file: str, lost: Sequence[int]) -> str:
    """Say how to look at lines that may be of paid requests, and then drop them."""
    look, drop = (";".join(f"{number}{does}" for number in lost) for does in "pd")
    them = "it" if len(lost) == 1 else "them"
    return (
        f"look at {them} with `sed -n '{look}' {STORE}/{file}`, then drop {them} with "
        f"`sed -i '{drop}' {STORE}/{file}`"
    )


def blobs(scene: Scene) -> Iterator[Finding]:
    """Check that every blob is there and is what its digest says."""
    for blob, what in scene.spoilt.items():
        if blob not in scene.paid:
            makers = scene.makers.get(blob)
            mend = MEND if makers else "`partita gc` deletes it, nothing needs it"
            of = f" of {_joined(makers)}" if makers else ""
            message = f"blob `{blob[:12]}`{of} is corrupt: {what}"
            named = makers or frozenset()
            yield Finding("corrupt-blob", blob, message, mend, named, blob)
    for blob, makers in scene.makers.items():
        if blob not in scene.paid and blob not in scene.yard.blobs:
            message = f"blob `{blob[:12]}` of {_joined(makers)} is missing"
            yield Finding("missing-blob", blob, message, MEND, makers)


def takes(scene: Scene) -> Iterator[Finding]:
    """Check that the bytes of every paid take are there as they came."""
    for target, take in scene.yard.takes.all():
        needed = () if take.forgotten else blobs_of(scene.yard.blobs, take)
        lost = [blob for blob in needed if not scene.is_whole(blob)]
        if lost:
            yield _lost(scene, target, take, lost)


def _lost(scene: Scene, target: str, take: Take, lost: list[str]) -> Finding:
    name, held = f"{target}@{take.take}", scene.yard.blobs
    paths = [held.path(blob).relative_to(scene.yard.project) for blob in lost]
    shown = " and ".join(f"`{path.as_posix()}`" for path in paths)
    what = scene.spoilt.get(lost[0], "they are not there")
    if take.received in lost or take.details in lost:
        message = f"bytes of {name} are lost: {what}"
        otherwise = f"`partita gc --take {name}` gives it up"
        if scene.yard.takes.pinned(target) == take and take.wanted:
            more = f"`partita takes again {target}` pays for one more"
            no_more = f"`partita takes reject {target} {take.take}`"
            first = more if target in scene.compiled.targets else no_more
            otherwise = f"{first}, and then {otherwise}"
    else:
        message = f"the audio that {name} was revised from is lost: {what}"
        force = f"`partita build --force {target}`"
        otherwise = f"{force} of the manifest of take {take.parent} makes it again"
    mend = f"copy {shown} from where it is whole; else {otherwise}"
    return Finding("take-lost", name, message, mend)


#: What the lockfile says of a take for good, since the take was bought.
_FOR_GOOD = (
    *("size", "format", "duration_ms", "made", "model_id"),
    *("song_id", "credits", "made_ms", "kept_ms"),
)


def facts(scene: Scene) -> Iterator[Finding]:
    """Check that the lockfile says of takes what the account book does."""
    booked = {take.identity: take for _, take, _ in scene.yard.journal.takes()}
    for target, take in scene.yard.takes.all():
        bought, name = booked.get(take.identity, take), f"{target}@{take.take}"
        for fact in _FOR_GOOD:
            said, was = getattr(take, fact), getattr(bought, fact)
            if said != was:
                message = f"`{lockfile.NAME}` says `{fact}` of {name} is {said}; "
                message += f"when it was bought it was {was}"
                mend = f"`git checkout HEAD {lockfile.NAME}`, or write it by hand"
                yield Finding("wrong-fact", name, message, mend)


def audio(scene: Scene) -> Iterator[Finding]:
    """Check that the audio of every target is what its record says."""
    for target in scene.compiled.targets.values():
        made = _audio_of(scene, target)
        if made is None or not scene.is_whole(made.blob):
            continue
        if _heard(scene, made) != made.heard:
            message = f"the stored audio of `{target.name}` is not what was made"
            assert target.audio is not None
            actions = frozenset({target.audio[0]})
            yield Finding("wrong-audio", target.name, message, MEND, actions)


def _heard(scene: Scene, made: Made) -> str | None:
    from partita.audio.decode import stream

    try:
        path = scene.yard.blobs.path(made.blob)
        return stream(path, made.facts["frames"]).digest()
    except PartitaError:
        return None


def keeps(scene: Scene) -> Iterator[Finding]:
    """Prove every kept range again."""
    for action in scene.compiled.actions.values():
        if action.kind is Kind.KEEP and all(n in scene.known for n in _given(action)):
            broken = _broken(scene, action)
            if broken is not None:
                message = f"`{action.target}`: {broken}"
                makers = frozenset({f"master:{action.target}", action.name})
                yield Finding("kept-broken", action.target, message, MEND, makers)


def _given(action: Action) -> Iterator[str]:
    return (each.action for each in action.inputs)


def _broken(scene: Scene, action: Action) -> str | None:
    yard = scene.yard
    inputs = {i.role: scene.known[i.action][i.output] for i in action.inputs}
    try:
        perform(Request(yard.store, yard.project, action.kind, action.spec, inputs))
    except KeepBroken as broken:
        return broken.message
    except (BlobMissing, BlobCorrupt):
        return None  # told by `blobs` or `takes`
    except PartitaError as error:
        return error.message
    return None


def pins(scene: Scene) -> Iterator[Finding]:
    """Check that the lockfile says what was made, of targets that there are."""
    yield from _no_lockfile(scene)
    for name, pin in scene.yard.pins.items():
        target = scene.compiled.targets.get(name)
        if target is None:
            if pin.audio and not pin.takes:
                message = f"`{lockfile.NAME}` pins `{name}`, which is no target"
                yield Finding("stray-pin", name, message, "`partita build`")
            continue
        made = _audio_of(scene, target)
        if made is not None and pin.audio and _sound(pin) != _sound_of(made):
            message = f"`{lockfile.NAME}` pins other audio of `{name}` than was made"
            yield Finding("wrong-pin", name, message, f"`partita build {name}`")
        if pin.provider not in _UNPAID and scene.yard.takes.pinned(name) is None:
            message = f"`{lockfile.NAME}` pins take {pin.take} of `{name}`, not there"
            mend = f"`partita build {name}`, or restore `{lockfile.NAME}`"
            yield Finding("wrong-pin", name, message, mend)


def _no_lockfile(scene: Scene) -> Iterator[Finding]:
    there = (scene.yard.project / lockfile.NAME).exists()
    if not there and any(scene.yard.takes.all()):
        message = f"`{lockfile.NAME}` is not there, though takes were paid for"
        mend = "restore it; else `partita build` writes it anew, without notes"
        yield Finding("no-lockfile", lockfile.NAME, message, mend)


def _sound(pin: Pin) -> tuple[str, int, int]:
    return pin.audio, pin.rate_hz, pin.frames


def _sound_of(made: Made) -> tuple[str, int, int]:
    return made.value, made.facts["rate_hz"], made.facts["frames"]


def _audio_of(scene: Scene, target: Target) -> Made | None:
    if target.audio is None or target.audio[0] not in scene.known:
        return None
    return scene.known[target.audio[0]][target.audio[1]]


def outputs(scene: Scene) -> Iterator[Finding]:
    """Compare every output file with what was made."""
    for target in scene.compiled.targets.values():
        for ship in target.ships:
            made = scene.known.get(ship.action)
            for path, output in shipped_files(ship, made) if made else ():
                found = _misplaced(scene, target.name, path, output)
                if found is not None:
                    yield found


def _misplaced(scene: Scene, name: str, path: str, output: Made) -> Finding | None:
    yard, folder = scene.yard, scene.compiled.output_dir
    held, written = digest_of(yard.project / folder / path), yard.traces.written(path)
    shown = f"`{folder}/{path}`"
    if held == output.value:
        return None
    if held is None:
        return Finding(
            "output-missing", path, f"{shown} is missing", f"`partita build {name}`"
        )
    if written is not None and held == written.digest:
        message = f"{shown} is older than what was made"
        return Finding("output-old", path, message, f"`partita build {name}`")
    message = f"{shown} was changed since it was written"
    if is_in_place(yard, folder, path, output.value):
        # It looks as it was left, so a build would not look into it.
        mend = f"delete it, then `partita build {name}`"
    else:
        mend = f"`partita build --force {name}` replaces it"
    return Finding("output-edited", path, message, mend)


def requests(scene: Scene) -> Iterator[Finding]:
    """Check that it is known how every paid request ended."""
    for entry in scene.yard.journal.open():
        name = entry.intent.target
        if has_arrived(scene.yard, entry):
            message = f"what was paid for of `{name}` arrived, and is no take yet"
            yield Finding("arrived-request", name, message, "`partita build`")
        else:
            message, mend = told_of([entry]), ways_out([entry])
            yield Finding("open-request", name, message, mend)


def _joined(names: frozenset[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
