"""`partita draft`: a prompt becomes a composition plan, as TOML to paste."""

from __future__ import annotations

import click
import tomli_w

from partita.limits import PROMPT_LENGTH
from partita.plan.chunks import Prompt
from partita.plan.document import to_document
from partita.providers import local
from partita.units import format_duration, parse_duration


class _Duration(click.ParamType[int]):
    name = "duration"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> int:
        """Read a duration and hold it to the API's limit."""
        try:
            length_ms = parse_duration(str(value))
        except ValueError:
            self.fail(f"`{value}` is no duration, write it as `45s` or `1m30s`")
        if not PROMPT_LENGTH.allows(length_ms):
            low, high = PROMPT_LENGTH.minimum, PROMPT_LENGTH.maximum
            bounds = f"{format_duration(low)} to {format_duration(high)}"
            self.fail(f"`{value}` is out of bounds, a song lasts {bounds}")
        return length_ms


@click.command("draft")
@click.argument("prompt")
@click.option("--name", default="song", show_default=True, help="Name of the song.")
@click.option("--length", type=_Duration(), help="How long: `45s`, `2m`.")
@click.option("--instrumental", is_flag=True, help="Nobody sings.")
@click.option("--seed", type=click.IntRange(min=0), help="Another seed, another plan.")
def command(
    prompt: str, name: str, length: int | None, instrumental: bool, seed: int | None
) -> None:
    """Turn PROMPT into a composition plan, as TOML to paste into music.toml.

    The embedded engine drafts it: free, offline, the same plan for the same prompt.
    """
    plan = local.draft(Prompt(prompt, length, instrumental), seed)
    song = {**({} if seed is None else {"seed": seed}), **to_document(plan)}
    click.echo(tomli_w.dumps({"songs": {name: song}}, multiline_strings=True), nl=False)
