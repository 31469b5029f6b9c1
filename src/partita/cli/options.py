"""Options that several commands share."""

from __future__ import annotations

import click

from partita.providers.names import PROVIDERS

#: `--provider`, for every command that looks at what would be built.
provider_option = click.option(
    "--provider",
    type=click.Choice(PROVIDERS),
    help="Who makes the sound this time, whatever the manifest says.",
)
