"""Bring `music.lock` up to date with what a build made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from partita.build.yard import Yard
from partita.files import write_whole
from partita.graph.actions import Compiled, Target
from partita.store import lockfile
from partita.store.lockfile import Pin
from partita.store.traces import Made


def pin(
    yard: Yard,
    compiled: Compiled,
    made: Mapping[str, Mapping[str, Made]],
    old: Mapping[str, Pin],
) -> None:
    """Pin the take of every target that was made, keep the pins of the others.

    A pin of a target that the manifest no longer has is dropped: the embedded engine
    gives the same take again, for nothing.
    """
    path = yard.project / lockfile.NAME
    pins = {name: old[name] for name in old if name in compiled.targets}
    for target in compiled.targets.values():
        if target.audio is not None and target.audio[0] in made:
            pins[target.name] = _pin(yard, target, made)
    text = lockfile.text(pins)
    if pins and _differs(path, text):
        write_whole(path, text.encode())


def _differs(path: Path, text: str) -> bool:
    return not path.exists() or path.read_text(encoding="utf-8") != text


def _pin(yard: Yard, target: Target, made: Mapping[str, Mapping[str, Made]]) -> Pin:
    assert target.audio is not None
    action, output = target.audio
    audio = made[action][output]
    decided = yard.traces.latest(target.request or action)
    assert decided is not None
    return Pin(
        audio=audio.value,
        request=decided.action_key,
        provider="file" if target.how == "file" else "local",
        rate_hz=audio.facts["rate_hz"],
        frames=audio.facts["frames"],
        sections=target.sections,
    )
