"""What is said of what can't be told before prompts are drafted."""

from __future__ import annotations

from partita.cli import console


def say_untold(names: tuple[str, ...]) -> None:
    """Say what waits for drafts, and how to have them."""
    if names:
        shown = ", ".join(f"`{name}`" for name in names)
        console.say(
            f"note: {shown} can be told once prompts are drafted, which is free"
        )
        console.say(
            "  `partita build --max-credits 0` has them drafted, and buys nothing"
        )
