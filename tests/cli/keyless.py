"""The command in a project that is paid for, where there is no key."""

from __future__ import annotations

from click.testing import CliRunner, Result

from partita.cli.main import group
from tests.build.paid import Paid


def run(paid: Paid, *words: str) -> Result:
    """Run the command in this process."""
    environ = {"ELEVENLABS_API_KEY": None, "ELEVENLABS_API_KEY_FILE": None}
    words = ("-C", str(paid.folder), *words)
    return CliRunner(env=environ).invoke(group, words, standalone_mode=False)
