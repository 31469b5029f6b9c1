"""`partita completion`: a static script for the shell; no Python runs at a TAB.

Commands and options are written into the script; target names are read from a file
that every build keeps in the store.
"""

from __future__ import annotations

import click

from partita.cli.main import COMMANDS, group
from partita.store.names import FILE as NAMES

_TAKES_TARGETS = ("build", "plan", "why", "status", "graph", "fix")


def _options(name: str) -> list[str]:
    context = click.Context(group)
    command = group.get_command(context, name)
    assert command is not None
    found = [o for p in command.params if isinstance(p, click.Option) for o in p.opts]
    return sorted({*(each for each in found if each.startswith("--")), "--help"})


def _bash() -> str:
    cases = "\n".join(
        f'    {name}) words="{" ".join(_options(name))}" ;;' for name in COMMANDS
    )
    targets = "|".join(_TAKES_TARGETS)
    return f"""\
# partita completion for bash
_partita() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} cmd=${{COMP_WORDS[1]}} words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="{" ".join(COMMANDS)} --help --version"
  else
    case $cmd in
{cases}
    esac
    case $cmd in
    {targets}) [ -r .partita/{NAMES} ] && words="$words $(cat .partita/{NAMES})" ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}}
complete -o default -F _partita partita
"""


def _zsh() -> str:
    return "#compdef partita\nautoload -U +X bashcompinit && bashcompinit\n" + _bash()


def _fish() -> str:
    lines = ["# partita completion for fish"]
    for name, about in COMMANDS.items():
        lines.append(
            f"complete -c partita -n __fish_use_subcommand -f -a {name} -d '{about}'"
        )
        chosen = f"'__fish_seen_subcommand_from {name}'"
        lines += [
            f"complete -c partita -n {chosen} -l {option.removeprefix('--')}"
            for option in _options(name)
        ]
    chosen = f"'__fish_seen_subcommand_from {' '.join(_TAKES_TARGETS)}'"
    names = f"'(cat .partita/{NAMES} 2>/dev/null)'"
    lines.append(f"complete -c partita -n {chosen} -f -a {names}")
    return "\n".join(lines) + "\n"


_SHELLS = {"bash": _bash, "zsh": _zsh, "fish": _fish}


@click.command("completion")
@click.argument("shell", type=click.Choice(list(_SHELLS)))
def command(shell: str) -> None:
    """Write a completion script for SHELL.

    Put what it writes where your shell looks for completions, for bash
    `~/.local/share/bash-completion/completions/partita`.
    """
    click.echo(_SHELLS[shell](), nl=False)
