"""Bring `music.lock` up to date with what a build made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from partita.build.expenses import expenses
from partita.build.yard import Yard
from partita.errors import StoreError
from partita.graph.actions import Action, Compiled, Kind, Target
from partita.graph.keys import action_key, unheard
from partita.providers.names import LOCAL
from partita.store import lockfile
from partita.store.lockfile import Pin
from partita.store.take import Take
from partita.store.traces import Made, Trace

#: Who made the audio of a target that is a recording, or is only cut from others.
_FILE, _CUT = "file", "cut"


def pin(yard: Yard, compiled: Compiled, made: Mapping[str, Mapping[str, Made]]) -> None:
    """Pin the take of every target that was made, keep the pins of the others.

    The pin of a target that the manifest no longer has is dropped when it costs
    nothing to make it again; what was paid for stays.
    """
    yard.lock(locked(yard, compiled, made))


def refuse_drift(
    yard: Yard, compiled: Compiled, made: Mapping[str, Mapping[str, Made]]
) -> None:
    """Make sure that a build made what the lockfile says, and write nothing.

    Raises:
        StoreError: naming every target that came out different.
    """
    was, now = yard.pins, locked(yard, compiled, made)
    names = sorted({*was, *now} & {*compiled.targets})
    drifted = [n for n in names if _built(was.get(n)) != _built(now.get(n))]
    if drifted:
        shown = ", ".join(f"`{name}`" for name in drifted)
        message = f"`{lockfile.NAME}` does not say what was built for {shown}"
        hint = "build without `--locked`, look at the change, and commit it"
        raise StoreError(message, hint=hint)


def _built(pin: Pin | None) -> Pin | None:
    """Return what a pin says of what was built, and not of who keeps it by now."""
    if pin is None:
        return None
    told = replace(pin, song_id=None, stored_by=None, upload=None, expenses=())
    return None if told == Pin() else told


def locked(
    yard: Yard, compiled: Compiled, made: Mapping[str, Mapping[str, Made]]
) -> dict[str, Pin]:
    """Return what the lockfile should say."""
    held = yard.takes.pins  # what was asked for to be heard is pinned already
    pins = {name: pin for name, pin in held.items() if name in compiled.targets}
    for target in compiled.targets.values():
        pin = pins.get(target.name, Pin())
        # A draft does not replace the pin of what was cut from paid takes, either.
        is_draft = compiled.provider == LOCAL and pin.provider == _CUT
        if target.audio is not None and target.audio[0] in made and not is_draft:
            pins[target.name] = _pin(yard, compiled, target, made)
    kept = dict(_without_old_names(yard.takes.lock(pins), compiled))
    # What was charged for a target that is gone, or was never made, was charged.
    spent = expenses(yard)
    bare = {name: Pin() for name in spent}
    return {
        name: replace(pin, expenses=spent.get(name, ()))
        for name, pin in (bare | kept).items()
    }


def _without_old_names(
    pins: Mapping[str, Pin], compiled: Compiled
) -> Iterator[tuple[str, Pin]]:
    """Leave out a target that was renamed, and whose takes all came along.

    A merge brings it back where another branch changed something just beside it.
    """
    there = [_as_bought(pins[name]) for name in compiled.targets if name in pins]
    for name, pin in pins.items():
        if name in compiled.targets or not any(
            _as_bought(pin) <= held for held in there
        ):
            yield name, pin


def _as_bought(pin: Pin) -> set[Take]:
    """Return the takes of a pin without what was only noted when they were heard."""
    return {replace(take, audio=None) for take in pin.takes}


def _pin(
    yard: Yard,
    compiled: Compiled,
    target: Target,
    made: Mapping[str, Mapping[str, Made]],
) -> Pin:
    assert target.audio is not None
    action, output = target.audio
    audio = made[action][output]
    decided = yard.traces.latest(target.request or action)
    assert decided is not None
    asked = compiled.actions[target.request or action]
    by = _maker(compiled, target, asked)
    request = action_key(unheard(decided.explanation))
    number, song_id = _take(yard, compiled, target, decided, asked)
    yard.takes.hear(target.name, number, request, audio.value)
    # A recording that was handed in since is known to the lockfile alone elsewhere.
    song_id = yard.stored.song_of(compiled.provider, audio.value) or song_id
    trial = yard.stored.untried(song_id or "")
    return Pin(
        audio=audio.value,
        request=request,
        provider=by,
        rate_hz=audio.facts["rate_hz"],
        frames=audio.facts["frames"],
        take=number,
        sections=target.sections,
        song_id=song_id,
        stored_by=compiled.provider if song_id and by != compiled.provider else None,
        upload=trial and trial[0],
        drafts=_drafts(yard, target, compiled.provider),
    )


def _maker(compiled: Compiled, target: Target, asked: Action) -> str:
    if target.how == _FILE:
        return _FILE
    return _CUT if asked.kind is Kind.MASTER else compiled.provider


def _take(
    yard: Yard, compiled: Compiled, target: Target, decided: Trace, asked: Action
) -> tuple[int, str | None]:
    """Return the number of the take that a target is made from, and its stored song."""
    if asked.kind is not Kind.COMPOSE:
        return 1, None
    found = yard.takes.chosen(target.name, decided.action_key)
    assert found is not None
    take = found.take
    if found.target != target.name:
        gone = found.target not in compiled.targets
        take = yard.takes.adopt(target.name, found, gone=gone)
    yard.takes.count_in(target.name, take.request, asked.aside["takes"])
    return take.take, None if yard.stored.is_gone(take.song_id or "") else take.song_id


def _drafts(yard: Yard, target: Target, provider: str) -> dict[str, str]:
    """Return the text of what a paid provider drafted, by its key."""
    trace = yard.traces.latest(f"draft:{target.name}")
    if target.how != "prompt" or trace is None:
        return {}
    if trace.explanation.get("provider") != provider:
        return {}
    text = yard.blobs.get(trace.outputs["plan"].blob).decode()
    return {trace.action_key: text}
