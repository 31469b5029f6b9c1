"""Run the commands that the documents show, and hold what they print to the page.

A block of commands begins with `console run=WHERE`: `empty` is an empty folder, `root`
and `example` are copies of the two projects, `session` is one folder for all blocks of
a page, with its `toml file=music.toml` in it. `paid` is that folder as well, with a
`partita serve` in place of the paid provider; `kill=WORD` ends a command the hard way
as soon as it has printed that word. In the expected text a line `…` stands for any
lines; seconds and days may differ.

`python tools/run_documents.py PAGE…` prints what differs; `--write` brings pages up
to date.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parents[1]
_BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
#: What no two runs have in common, and how all of them are read.
_DIFFERS: Final = (
    (re.compile(r"\b\d+\.\d s\b"), "0.0 s"),
    (re.compile(r"\b\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?"), "1970-01-01"),
)
_API_KEY: Final = "practice-key"
#: Blocks of these share one folder.
_SESSIONS: Final = ("session", "paid")
#: A command dies by its own hand at this word: who only watched might be too slow.
_KILL_AT: Final = "KILL_AT"
_STARTER = """\
#!{python}
import io, os, signal, sys
from partita.start import main

class Mortal(io.TextIOWrapper):
    def write(self, text):
        count = super().write(text)
        self.flush()
        if os.environ["KILL_AT"] in text:
            os.killpg(0, signal.SIGKILL)
        return count

if __name__ == "__main__":  # workers import this file, too
    if "KILL_AT" in os.environ:
        sys.stderr = Mortal(sys.stderr.buffer)
    sys.exit(main())
"""


@dataclass(frozen=True)
class Block:
    """A fenced block of a page.

    Args:
        words: what follows the language, as in `run=root`.
    """

    language: str
    words: dict[str, str]
    text: str


@dataclass(frozen=True)
class Step:
    """One command, and what the page says that it prints."""

    command: str
    expected: str


def blocks(page: str) -> list[Block]:
    """Return the fenced blocks of a page."""
    return [
        Block(match[1], _words(match[2]), match[3]) for match in _BLOCK.finditer(page)
    ]


def _words(text: str) -> dict[str, str]:
    return dict(word.split("=", 1) for word in text.split() if "=" in word)


def steps(block: Block) -> list[Step]:
    """Take a block of commands apart."""
    pieces = re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]
    return [Step(*_halves(piece)) for piece in pieces]


def _halves(piece: str) -> tuple[str, str]:
    command, _, expected = piece.partition("\n")
    return command, expected


def differences(page: str, folder: Path) -> Iterator[tuple[Step, str]]:
    """Run a page's commands, and yield each step that printed something else.

    Args:
        folder: an empty folder to work in.
    """
    for _, step, printed in _runs(page, folder):
        if not agrees(step.expected, printed):
            yield step, printed


def rewritten(page: str, folder: Path) -> str:
    """Return a page with what its commands print now; `…` stays where it agrees."""
    told: dict[int, str] = {}
    for number, step, printed in _runs(page, folder):
        kept = step.expected if agrees(step.expected, printed) else printed
        told[number] = told.get(number, "") + f"$ {step.command}\n{kept}"
    numbers = count()

    def block(match: re.Match[str]) -> str:
        text = told.get(next(numbers), match[3])
        return f"```{match[1]}{match[2]}\n{text}```"

    return _BLOCK.sub(block, page)


def _runs(page: str, folder: Path) -> Iterator[tuple[int, Step, str]]:
    """Run a page's commands; yield each block's number, step, and what was printed."""
    session = _made(folder / "session")
    environment = _environment(_made(folder / "bin"))
    every = blocks(page)
    with ExitStack() as serving:
        if any(block.words.get("run") == "paid" for block in every):
            environment |= serving.enter_context(_served(folder, environment))
        for number, block in enumerate(every):
            if block.words.get("file"):
                file = session / block.words["file"]
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(block.text, "utf-8")
            where, word = block.words.get("run"), block.words.get("kill")
            deadly = {_KILL_AT: word} if word else {}
            if block.language == "console" and where:
                place = session if where in _SESSIONS else folder / f"{number}"
                if place != session:
                    _furnish(place, where)
                for step in steps(block):
                    printed = _run(step.command, place, environment | deadly)
                    yield number, step, printed


def agrees(expected: str, printed: str) -> bool:
    """Tell whether a text is what a page says, `…`, seconds and days aside."""
    lines = [
        r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line) + r"\n"
        for line in _evened(expected).splitlines()
    ]
    return re.fullmatch("".join(lines), _evened(printed)) is not None


def _evened(text: str) -> str:
    for pattern, same in _DIFFERS:
        text = pattern.sub(same, text)
    return text


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _environment(folder: Path) -> dict[str, str]:
    """Put a `partita` first in the path that runs in this very Python."""
    starter = folder / "partita"
    starter.write_text(_STARTER.format(python=sys.executable), "utf-8")
    starter.chmod(0o755)
    search = str(ROOT / "src")
    path = os.pathsep.join([str(folder), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "PYTHONPATH": search, "CI": "1"}


@contextmanager
def _served(folder: Path, environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """Serve the API on loopback, and yield what leads a build to it."""
    keys = {"PARTITA_SERVE_API_KEYS": _API_KEY}
    with (folder / "served").open("wb") as log:
        server = subprocess.Popen(
            [folder / "bin" / "partita", "serve", "--port", "0", "--data", "data"],
            cwd=folder,
            env=environment | keys,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert server.stdout is not None
    try:
        address = server.stdout.readline().split()[-1]
        yield {"ELEVENLABS_BASE_URL": address, "ELEVENLABS_API_KEY": _API_KEY}
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


def _furnish(place: Path, where: str) -> None:
    """Copy what a block is about; outputs and the store stay behind."""
    _made(place)
    if where == "empty":
        return
    source = {"root": ROOT, "example": ROOT / "example-project"}[where]
    names = (
        "music.toml",
        "music.schema.json",
        "levels",
        "plans",
        "recordings",
        "assets",
    )
    for each in (source / name for name in names):
        if each.is_dir():
            shutil.copytree(each, place / each.name)
        elif each.exists():
            shutil.copy(each, place)


def _run(command: str, place: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(  # noqa: S602 - the documents' own commands
        command,
        cwd=place,
        env=environment,
        shell=True,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        start_new_session=True,  # which dies as one
    )
    return done.stdout


def main(words: list[str]) -> int:
    """Print what differs, page by page, or bring the pages up to date."""
    found = 0
    for page in (Path(word) for word in words if word != "--write"):
        text = page.read_text("utf-8")
        with tempfile.TemporaryDirectory() as folder:
            if "--write" in words:
                page.write_text(rewritten(text, Path(folder)), "utf-8")
                continue
            for step, printed in differences(text, Path(folder)):
                found += 1
                print(f"{page}\n$ {step.command}\n{printed}")
    return min(found, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
