"""Sentences for people: errors, warnings and hints, readable without colour.

Everything here goes to standard error; what a command prints as its result goes to
standard output, from the command itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

import click

from partita.errors import Diagnostic, Origin, PartitaError, Spot, ValuePath

_COLOURS = {"error": "red", "warning": "yellow", "hint": "cyan"}


def say(text: str) -> None:
    """Write one line for a person."""
    click.echo(text, err=True)


def say_error(error: PartitaError) -> None:
    """Write what went wrong, where the manifest says it, and what to do."""
    say(f"{_word('error')}: {error.message}")
    say_spots(error.spots)
    _hint(error.hint)


def say_spots(spots: Iterable[Spot]) -> None:
    """Write places of the manifest, each with what is to be said of it."""
    for spot in spots:
        _place(spot.origin, spot.line)
        for line in spot.said:
            say(f"   |  {line}")


def say_fault(error: Exception) -> None:
    """Write that partita itself is at fault, and where the details are."""
    say(f"{_word('error')}: an unexpected fault: {type(error).__name__}: {error}")
    try:
        details = f" with what is in `{_log(error)}`"
    except OSError:
        details = ""  # not even there: a full disk, perhaps
    _hint(f"this is a fault of partita; please report it{details}")


def _log(error: Exception) -> str:
    import tempfile
    import traceback

    # A name of its own: the folder is shared with other users.
    handle, name = tempfile.mkstemp(prefix="partita-fault-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        log.writelines(traceback.format_exception(error))
    return name


def say_usage(error: click.UsageError) -> None:
    """Write how a command was asked wrongly, and where help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return say(error.format_message())  # asked nothing, which is no mistake
    said = error.format_message().rstrip(".").replace("'", "`")
    say(f"{_word('error')}: {said[:1].lower()}{said[1:]}")
    command = error.ctx.command_path if error.ctx else "partita"
    return _hint(f"`{command} --help` shows what there is")


def say_diagnostics(diagnostics: Iterable[Diagnostic]) -> None:
    """Write everything that was found in a manifest, errors last and counted."""
    found = sorted(diagnostics, key=lambda each: each.severity == "error")
    for each in found:
        say_diagnostic(each)
    errors = sum(each.severity == "error" for each in found)
    if errors > 1:
        say(f"{errors} errors, nothing was built")


def say_diagnostic(found: Diagnostic) -> None:
    """Write one finding: what, where, which value, what to do."""
    say(f"{_word(found.severity)}: {found.message}")
    if found.origin is not None:
        _place(found.origin, found.line)
    if found.detail is not None:
        say(f"   |  {found.detail}")
    _hint(found.hint)
    say("")


def _place(origin: Origin, line: int | None) -> None:
    at = f":{line}" if line is not None else ""
    path = written_path(origin.path)
    say(f"  --> {origin.file}{at}{'  ' + path if path else ''}")


def written_path(path: ValuePath) -> str:
    """Write a place inside a document as people point at it: `songs.a.chunks[2]`."""
    words = ""
    for part in path:
        words += f"[{part}]" if isinstance(part, int) else f".{part}"
    return words.removeprefix(".")


def _hint(hint: str | None) -> None:
    if hint is not None:
        say("")
        say(f"{_word('hint')}: {hint}")


def _word(word: str) -> str:
    # https://no-color.org; click itself only looks for a terminal.
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return word if plain else click.style(word, fg=_COLOURS[word], bold=True)
