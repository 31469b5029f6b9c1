"""Actions: the closed set of steps that a build is made of.

Pure and frozen. An action says what it depends on, never by a target's name: renaming
a song changes no action's key. Knows no digests; `keys` writes those.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What an action does."""

    DRAFT = "draft"
    IMPORT = "import"
    COMPOSE = "compose"
    SCORE = "score"
    RENDER = "render"
    MASTER = "master"
    KEEP = "keep"
    EXPECT = "expect"
    ENCODE = "encode"
    EXPORT = "export"


#: What a person reads while one runs.
VERBS: dict[Kind, str] = {
    Kind.DRAFT: "drafting",
    Kind.IMPORT: "importing",
    Kind.COMPOSE: "asking for",
    Kind.SCORE: "composing",
    Kind.RENDER: "rendering",
    Kind.MASTER: "mastering",
    Kind.KEEP: "proving",
    Kind.EXPECT: "measuring",
    Kind.ENCODE: "encoding",
    Kind.EXPORT: "exporting",
}


@dataclass(frozen=True)
class Input:
    """One output of another action, and the role that it plays here.

    Args:
        role: how this action calls it (`source/0`, `part`, `audio`).
        action: name of the action that makes it.
        output: which of that action's outputs.
    """

    role: str
    action: str
    output: str


@dataclass(frozen=True)
class Action:
    """One step.

    Args:
        name: unique in a graph, for people and traces: `render:theme/2`.
        target: the song, edit or export that it serves.
        spec: all that it depends on besides inputs; canonical plain values.
        inputs: outputs of other actions; their digests go into the key.
        after: actions that must have succeeded, though nothing is taken from them.
        file: where a recording is; no part of the key, its digest is.
        aside: what whoever runs it must know though it does not change what comes
            out, as how many takes are wanted; no part of the key.
    """

    kind: Kind
    name: str
    target: str
    spec: dict[str, Any]
    inputs: tuple[Input, ...] = ()
    after: tuple[str, ...] = ()
    file: str | None = None
    aside: dict[str, Any] = field(default_factory=dict)

    @property
    def needs(self) -> tuple[str, ...]:
        """Return the names of the actions that come before, each once."""
        return tuple(dict.fromkeys([*(i.action for i in self.inputs), *self.after]))


@dataclass(frozen=True)
class Ship:
    """A file to put into the output folder: which output goes where."""

    path: str
    action: str
    output: str


@dataclass(frozen=True)
class Target:
    """Anything that a person can ask for by name.

    Args:
        kind: `song`, `edit` or `export`.
        how: the content in a word (`prompt`, `chunks`, `replace`, …).
        needs: targets that come before.
        final: actions that must have succeeded for the target to be made.
        audio: the action and output that hold the master's audio, if it has one.
        request: the action that decided on the music.
        sections: `name start_ms..end_ms`, for the lockfile and listings.
    """

    name: str
    kind: str
    how: str
    tags: tuple[str, ...]
    needs: tuple[str, ...]
    final: tuple[str, ...]
    ships: tuple[Ship, ...]
    audio: tuple[str, str] | None = None
    request: str | None = None
    duration_ms: int | None = None
    sections: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Compiled:
    """A manifest as actions, in an order in which they can run.

    Args:
        actions: by name, every action after those that it needs.
        targets: by name, every target after those that it needs.
        warnings: what the author should know, already in words.
        provider: who makes the sound.
        caps: what may be spent, by the name of the cap.
    """

    output_dir: str
    actions: dict[str, Action]
    targets: dict[str, Target]
    warnings: tuple[str, ...] = ()
    provider: str = "local"
    caps: dict[str, int] = field(default_factory=dict)
