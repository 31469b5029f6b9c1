"""Write a provider's suggestion into the manifest, as an edit to review.

Touches only values that are still what was refused; all else is told. What goes where
is `mending`'s affair.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partita.build.authored import Authored, authored
from partita.build.mending import Mend, mends
from partita.build.pointing import spot_of
from partita.build.refusals import find_refusal, refused_targets
from partita.errors import PartitaError, Spot
from partita.files import write_whole
from partita.manifest.amend import Words, amended

if TYPE_CHECKING:
    from pathlib import Path

    from partita.build.yard import Yard
    from partita.errors import ValuePath


@dataclass(frozen=True)
class Rewrite:
    """One file of the manifest, before and after."""

    file: str
    before: str
    after: str


@dataclass(frozen=True)
class Fix:
    """What a suggestion comes to.

    Args:
        by_hand: what is left for the author to change.
    """

    rewrites: tuple[Rewrite, ...]
    by_hand: tuple[Spot, ...]


def fix_of(yard: Yard, target: str) -> Fix:
    """Return what a target's files become when they say what was suggested.

    Raises:
        PartitaError: when nothing is suggested, or the manifest is another by now.
    """
    refusal = find_refusal(yard.store, target)
    if refusal is None:
        raise _nothing(yard.store, target)
    wrote = authored(yard, target, refusal.provider)
    found = mends(wrote, refusal)
    if not found:
        message = f"`{target}` says already what was suggested"
        raise PartitaError(message, hint=f"`partita build {target}` asks for it")
    _refuse_changed(wrote, target, found)
    by_hand = tuple(spot_of(wrote, each) for each in found if each.words is None)
    return Fix(tuple(_rewrites(yard.project, wrote, found)), by_hand)


def _nothing(store: Path, target: str) -> PartitaError:
    known = ", ".join(f"`{name}`" for name in refused_targets(store))
    hint = "a build keeps one when the provider refuses a request and suggests another"
    return PartitaError(
        f"nothing is suggested for `{target}`",
        hint=f"there are suggestions for {known}" if known else hint,
    )


def _refuse_changed(wrote: Authored, target: str, found: tuple[Mend, ...]) -> None:
    changed = tuple(spot_of(wrote, each) for each in found if each.is_changed)
    if not changed:
        return
    error = PartitaError(
        f"what was refused of `{target}` is no longer what the manifest says, so "
        "nothing was written",
        hint=f"`partita build {target}` asks for what it says now",
    )
    error.spots = changed
    raise error


def _rewrites(project: Path, wrote: Authored, found: tuple[Mend, ...]) -> list[Rewrite]:
    changes: dict[str, dict[ValuePath, Words]] = {}
    for each in found:
        if each.words is not None:
            changes.setdefault(each.origin.file, {})[each.origin.path] = each.words
    return [_rewrite(project, wrote, file, words) for file, words in changes.items()]


def _rewrite(
    project: Path, wrote: Authored, file: str, words: dict[ValuePath, Words]
) -> Rewrite:
    before = (project / file).read_bytes().decode()
    if before.removeprefix("\ufeff") != wrote.texts[file]:
        raise PartitaError(f"`{file}` was written while it was read")
    try:
        return Rewrite(file, before, amended(before, file, words))
    except ValueError as error:
        message = f"the suggestion can't be written into `{file}`: {error}"
        raise PartitaError(message, hint="change it by hand") from error


def write_fix(project: Path, fix: Fix) -> None:
    """Write the files of a fix."""
    for each in fix.rewrites:
        write_whole((project / each.file).resolve(), each.after.encode())
