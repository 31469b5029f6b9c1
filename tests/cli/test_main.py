"""What the command says in a real terminal when it is asked wrongly."""

import os
import pty
import subprocess
import sys
from contextlib import suppress

import pytest

_RUN = "import sys; from partita.start import main; sys.exit(main())"


def said(*words: str, **environment: str) -> tuple[int, str]:
    """Return the status and what a person sees in a terminal."""
    kept = {n: v for n, v in os.environ.items() if n not in ("NO_COLOR", "TERM")}
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", _RUN, *words]
    done = subprocess.run(
        command, env=kept | environment, stderr=theirs, stdout=theirs, check=False
    )
    os.close(theirs)
    text = b""
    with suppress(OSError):  # how Linux says that nothing more comes
        while piece := os.read(ours, 1 << 16):
            text += piece
    os.close(ours)
    return done.returncode, text.decode().replace("\r\n", "\n")


def test_no_command_at_all_shows_the_help_and_calls_it_no_error() -> None:
    status, text = said()

    assert status == 2
    assert text.startswith("Usage: partita")


def test_an_error_in_a_terminal_is_coloured() -> None:
    status, text = said("bild")

    assert status == 2
    assert "\x1b[31m\x1b[1merror\x1b[0m: there is no command" in text


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_whoever_wants_no_colour_gets_none(name: str, value: str) -> None:
    assert "\x1b" not in said("bild", **{name: value})[1]
