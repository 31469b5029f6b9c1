"""The command line: finds the command that was asked for and imports only that.

Turns errors into sentences and exit codes: 0 done, 1 failed, 2 asked wrongly, 3
something to do (for commands that only look), 70 a fault of ours, 130 interrupted.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from partita import __version__
from partita.errors import BuildFailed, ManifestError, PartitaError, Refused

#: Command, and its line in `partita --help`; each lives in a module of its name.
COMMANDS = {
    "init": "Begin a project: a first music.toml that builds.",
    "build": "Make everything that is not up to date.",
    "plan": "Show what a build would do, why, and at what price.",
    "why": "Say why a target was made, or would be.",
    "watch": "Build again whenever something that the manifest reads is saved.",
    "status": "List targets and how they stand.",
    "fix": "Write what a provider suggests into the manifest, to be reviewed.",
    "takes": "List paid takes; pin, reject, note or ask for one more.",
    "verify": "Check everything that is stored, pinned and written.",
    "gc": "Delete what nothing can ask for any more.",
    "graph": "Draw what is made from what.",
    "draft": "Turn a prompt into a composition plan as TOML.",
    "serve": "Answer the Music API with the embedded engine.",
    "doctor": "Say what would fail here, and what to do about it.",
    "schema": "Write the JSON Schema of music.toml for editors.",
    "completion": "Write a completion script for your shell.",
}


class _Commands(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"partita.cli.{cmd_name}").command
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(_unknown(args[0]), ctx)
        return super().resolve_command(ctx, args)


def _unknown(word: str) -> str:
    import difflib

    near = difflib.get_close_matches(word, COMMANDS, n=1)
    meant = f", did you mean `{near[0]}`?" if near else ""
    return f"there is no command `{word}`{meant}"


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="partita %(version)s")
@click.option(
    "-C",
    "--project",
    metavar="DIR",
    help="The project's folder. Default: the nearest one upwards with a music.toml.",
)
@click.pass_context
def group(context: click.Context, project: str | None) -> None:
    """Build music from a music.toml, and again only what changed."""
    context.obj = project


def run(words: list[str]) -> int:
    """Run a command and return the exit status."""
    from partita.cli import console

    try:
        status: Any = group.main(words, prog_name="partita", standalone_mode=False)
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.UsageError as error:
        console.say_usage(error)
        return 2
    except (KeyboardInterrupt, click.Abort):
        console.say("stopped")
        return 130
    except BuildFailed:
        return 1
    except ManifestError as error:
        console.say_diagnostics(error.diagnostics)
        return 1
    except PartitaError as error:
        console.say_error(error)
        return 1
    except BrokenPipeError:
        return 1
    except OSError as error:
        console.say_error(Refused(error))
        return 1
    except Exception as error:  # noqa: BLE001 - people get a sentence, not a traceback
        console.say_fault(error)
        return 70
    return status if isinstance(status, int) else 0
