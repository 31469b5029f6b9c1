"""Lay what a provider suggests over what the author wrote.

Finds the place in the manifest of every field that differs and the words that would
stand there; what several pieces share, and what is no words, stays for the author to
change by hand. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

from partita.build.authored import Authored, StyleList
from partita.errors import Origin, PartitaError
from partita.manifest.amend import Words
from partita.manifest.resolved import PromptContent
from partita.plan.chunks import ChunkPlan, GenerationChunk, SectionPlan
from partita.plan.compare import Difference, differences
from partita.plan.text import tidy
from partita.providers.wire.requests import INSTRUMENTAL

if TYPE_CHECKING:
    from partita.build.refusals import Refusal
    from partita.plan.chunks import CompositionPlan

#: Fields that hold words, or lists of them; others are for the author to change.
_WORDS: Final = frozenset(
    {
        "text",
        "section_name",
        "lines",
        "positive_styles",
        "negative_styles",
        "positive_local_styles",
        "negative_local_styles",
        "positive_global_styles",
        "negative_global_styles",
    }
)


@dataclass(frozen=True)
class Mend:
    """One place of the manifest that a suggestion changes.

    Args:
        words: what would stand there; None if the author has to change it.
        why_not: why that is, in words for people.
        is_changed: the manifest no longer says what was refused.
    """

    origin: Origin
    refused: Any
    suggested: Any
    words: Words | None = None
    why_not: str | None = None
    is_changed: bool = False


def mends(wrote: Authored, refusal: Refusal) -> tuple[Mend, ...]:
    """Return every place that a suggestion changes, but for those that say it already.

    Raises:
        PartitaError: when it can't be laid over what was sent.
    """
    prompt = refusal.sent.get("prompt")
    if prompt is not None:
        return tuple(_of_prompt(wrote, prompt, refusal.suggestion))
    try:
        found = differences(*_plans(refusal))
    except ValueError as error:
        message = f"what is suggested is built in another way: {error}"
        raise PartitaError(message, hint=_by_hand(refusal)) from None
    return tuple(
        mend
        for each in found
        for mend in _of_difference(wrote, each, _number(refusal, each))
    )


def _by_hand(refusal: Refusal) -> str:
    return (
        f"change `{refusal.target}` by hand; the suggestion is kept in "
        f"`.partita/refused/{refusal.target}.json`"
    )


def _plans(refusal: Refusal) -> tuple[CompositionPlan, CompositionPlan]:
    from partita.providers.wire.plans import plan_from_wire

    sent = plan_from_wire(refusal.sent["composition_plan"])
    try:
        return sent, _tidied(plan_from_wire(refusal.suggestion))
    except ValueError:
        message = "it is no composition plan"
        raise ValueError(message) from None


def _tidied(plan: CompositionPlan) -> CompositionPlan:
    """Bring a plan's texts to the form in which ours are sent."""
    if isinstance(plan, SectionPlan):
        return plan
    return ChunkPlan(
        tuple(
            replace(chunk, text=tidy(chunk.text))
            if isinstance(chunk, GenerationChunk)
            else chunk
            for chunk in plan.chunks
        )
    )


def _number(refusal: Refusal, difference: Difference) -> int | None:
    if difference.piece is None:
        return None
    return refusal.numbers[difference.piece]


def _of_prompt(wrote: Authored, prompt: str, suggested: Any) -> Iterator[Mend]:
    if not isinstance(suggested, str):
        message = "what is suggested in place of a prompt is no text"
        raise PartitaError(message, hint="change the prompt by hand")
    refused = prompt.removesuffix(INSTRUMENTAL)
    words = suggested.removesuffix(INSTRUMENTAL).strip()
    content = wrote.piece.content
    now = content.prompt if isinstance(content, PromptContent) else None
    if now != words:
        origin = wrote.piece.origin.at("prompt")
        yield Mend(origin, refused, words, words, is_changed=now != refused)


def _of_difference(
    wrote: Authored, difference: Difference, number: int | None
) -> Iterator[Mend]:
    one, other, name = difference.one, difference.other, difference.field
    if isinstance(wrote.piece.content, PromptContent):
        why = "the provider drafted it from this prompt: change the prompt"
        yield Mend(wrote.piece.origin.at("prompt"), one, other, why_not=why)
    elif difference.piece is not None and number is None:
        why = "it is kept from an earlier take"
        yield Mend(wrote.piece.origin, one, other, why_not=why)
    elif name not in _WORDS:
        place = wrote.written(wrote.table(number), name) or wrote.table(number)
        yield Mend(
            place, f"{one}", f"{other}", why_not="only words are written for you"
        )
    elif (now := wrote.value(number, name)) == other:
        return
    elif now != one:
        place = wrote.written(wrote.table(number), name) or wrote.table(number)
        yield Mend(place, one, other, is_changed=True)
    elif name.endswith("_styles"):
        yield from _of_styles(wrote, difference, number)
    else:
        yield _of_text(wrote, difference, wrote.table(number))


def _of_text(wrote: Authored, difference: Difference, table: Origin) -> Mend:
    one, other, name = difference.one, difference.other, difference.field
    place = wrote.written(table, name)
    if place is None:
        return Mend(table, one, other, why_not=f"write it as `{name}`")
    held = wrote.at(place)
    if isinstance(held, str):
        # The blank around a text is left out of what is sent, and stays.
        start, end = len(held) - len(held.lstrip()), len(held.rstrip())
        return Mend(place, one, other, held[:start] + other + held[end:])
    gone = tuple(line for line in one if line not in other)
    new = tuple(line for line in other if line not in one)
    if all(isinstance(line, str) for line in held):
        return Mend(place, gone, new, other)
    return Mend(place, gone, new, why_not="its lines are tables")


@dataclass
class _List:
    """A written list of styles while a suggestion is worked into it."""

    written: StyleList
    words: list[str]
    refused: list[str] = field(default_factory=list)
    suggested: list[str] = field(default_factory=list)

    def mend(self) -> Mend:
        """Return what becomes of it."""
        why = None if self.written.is_own else "other pieces have these styles too"
        words = tuple(self.words) if self.written.is_own else None
        refused, suggested = tuple(self.refused), tuple(self.suggested)
        return Mend(self.written.origin, refused, suggested, words, why)


def _of_styles(
    wrote: Authored, difference: Difference, number: int | None
) -> Iterator[Mend]:
    """Work a list of styles into the lists that it was put together from."""
    found = wrote.style_lists(number, difference.field)
    lists = [_List(each, list(each.styles)) for each in found]
    old, new = difference.one, difference.other
    stray: list[str] = []
    for step, i, i_end, j, j_end in SequenceMatcher(None, old, new).get_opcodes():
        if step == "equal":
            continue
        wanted = [style for style in new[j:j_end] if style not in old]
        for style in old[i:i_end]:
            if style not in new:
                _exchange(lists, style, wanted.pop(0) if wanted else None)
        stray += _added(lists, old[i - 1] if i else None, wanted)
    yield from (each.mend() for each in lists if each.refused or each.suggested)
    if stray:
        table = wrote.table(number)
        why = f"write them as `{difference.field}`"
        yield Mend(table, (), tuple(stray), why_not=why)


def _exchange(lists: list[_List], old: str, new: str | None) -> None:
    """Put one style in the place of another, wherever it is written."""
    for each in lists:
        if old in each.words:
            at = each.words.index(old)
            each.words[at : at + 1] = [] if new is None else [new]
            each.refused.append(old)
            each.suggested += [] if new is None else [new]
            new = None


def _added(lists: list[_List], after: str | None, new: list[str]) -> list[str]:
    """Put styles into a list of the piece's own; return those that found none."""
    own = [each for each in lists if each.written.is_own]
    beside = next((each for each in own if after in each.words), None)
    into = beside or next(iter(own), None)
    if into is None:
        return new
    at = into.words.index(after) + 1 if beside and after else len(into.words)
    into.words[at:at] = new
    into.suggested += new
    return []
