"""`partita takes`: what was paid for, side by side, and what is thought of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from partita.cli.place import project_folder
from partita.units import format_credits, format_duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partita.build.audition import Candidate
    from partita.build.expect import Verdict
    from partita.store.expense import Expense

_NUMBER = click.IntRange(min=1)

#: Under so many percent, what is heard of tempo and key is shown as a guess.
_SURE = 60


class _Takes(click.Group):
    """A group that lists takes when no command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args[:1] not in ([name] for name in (*self.commands, "-h", "--help")):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group("takes", cls=_Takes)
def command() -> None:
    """List paid takes, and say what you think of them.

    `partita takes [NAME]` lists the takes of NAME, a name or a glob, or all of them.

    Nothing but `again` costs anything. All of it is written to music.lock, so that a
    review shows it.
    """


@command.command("list")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def _list(project: str | None, name: str | None, as_json: bool) -> None:
    """List the takes of NAME, or all, with what they measure."""
    from partita.build.audition import audition, beside

    folder = project_folder(project)
    found, spent = audition(folder, name), beside(folder, name)
    if as_json:
        record = {"v": 1, "takes": [*map(_record, found)], **_spent_record(spent)}
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
        return
    if found:
        _show(found)
    elif not spent:
        click.echo("nothing was paid for yet")
    for target, expenses in spent.items():
        for each in expenses:
            click.echo(_expense_line(target, each))
    if spent:
        click.echo(f"in all {_paid([*_prices(found), *_spent(spent)])}")


def _show(found: tuple[Candidate, ...]) -> None:
    rows = [_cells(each) for each in found]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for each, row in zip(found, rows, strict=True):
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(padded).rstrip())
        for line in _lines_below(each):
            click.echo(f"    {line}")
    for target in _disputed(found):
        decide = f"`partita takes pin {target} NUMBER` decides"
        click.echo(f"branches pinned different takes of `{target}`: {decide}")
    prices = _prices(found)
    known = sum(price is not None for price in prices)
    click.echo(_paid(prices, f" for {known}"))


@command.command("pin")
@click.argument("name")
@click.argument("number", type=_NUMBER)
@click.pass_obj
def _pin(project: str | None, name: str, number: int) -> None:
    """Make outputs from take NUMBER of NAME from the next build on."""
    from partita.build.audition import pin

    if pin(project_folder(project), name, number):
        click.echo(f"take {number} of `{name}` is pinned; `partita build` follows it")
        return
    click.echo(
        f"take {number} of `{name}` is pinned, but it was made for another manifest: "
        f"`partita build` follows it when the manifest asks for that again"
    )


@command.command("reject")
@click.argument("name")
@click.argument("number", type=_NUMBER)
@click.pass_obj
def _reject(project: str | None, name: str, number: int) -> None:
    """Use take NUMBER of NAME no more. Its bytes stay."""
    from partita.build.audition import decide

    decide(project_folder(project), lambda takes: takes.reject(name, number))
    click.echo(f"take {number} of `{name}` is rejected; `partita plan` shows what then")


@command.command("note")
@click.argument("name")
@click.argument("number", type=_NUMBER)
@click.argument("text", default="")
@click.pass_obj
def _note(project: str | None, name: str, number: int, text: str) -> None:
    """Write TEXT beside take NUMBER of NAME. No TEXT takes the note away."""
    from partita.build.audition import decide

    decide(project_folder(project), lambda takes: takes.note(name, number, text))


@command.command("again")
@click.argument("name")
@click.option("--count", type=_NUMBER, default=1, metavar="N", help="How many more.")
@click.option(
    "--max-credits",
    type=click.IntRange(min=0),
    metavar="N",
    help="Spend no more than this, by the worst that each request may cost.",
)
@click.pass_obj
def _again(project: str | None, name: str, count: int, max_credits: int | None) -> None:
    """Build NAME with one more take of it, or --count more, which are paid for."""
    from partita.build.audition import paid_targets
    from partita.build.paying import PayTerms
    from partita.build.pools import default_jobs
    from partita.cli.progress import Style, reader
    from partita.pipeline import Order, build

    folder = project_folder(project)
    names = paid_targets(folder, name)
    pay = PayTerms(max_credits=max_credits, again=frozenset(names), count=count)
    with reader(Style.AUTO) as emit:
        build(folder, Order(names, jobs=default_jobs(), pay=pay), emit)


def _cells(each: Candidate) -> tuple[str, ...]:
    take, measures = each.take, each.measures or {}
    length_ms = measures.get("length_ms", take.duration_ms)
    return (
        f"{each.target}@{take.take}",
        _standing(each),
        format_duration(int(length_ms)),
        _price(take.credits),
        take.made[:10],
        _made(take.made_ms, take.kept_ms, take.parent),
        *(_figures(measures) if measures else (_without(each), "", "", "", "")),
        _verdict(each),
    )


def _without(each: Candidate) -> str:
    return "not here" if each.measures is None else "unreadable"


def _verdict(each: Candidate) -> str:
    """Say in a word or two whether a take is as its author expects."""
    if each.verdict is None:
        return ""
    count = len(each.verdict.misses)
    return f"{count} miss{'es' * (count != 1)}" if count else "as expected"


def _lines_below(each: Candidate) -> Iterator[str]:
    if each.verdict is not None:
        yield from (*each.verdict.misses, *each.verdict.doubts)
    for line in (each.take.note or "").splitlines():
        yield "".join(sign if sign.isprintable() else " " for sign in line)


def _disputed(found: tuple[Candidate, ...]) -> list[str]:
    """Return the targets of which two takes answer the same, each one's on a branch."""
    rivals = [(each.target, each.take.request) for each in found if each.is_rival]
    return [*dict.fromkeys(each[0] for each in rivals if rivals.count(each) > 1)]


def _prices(found: tuple[Candidate, ...]) -> list[int | None]:
    # Two songs may share a take, which was paid for once.
    return [*{each.take.identity: each.take.credits for each in found}.values()]


def _spent(spent: Mapping[str, tuple[Expense, ...]]) -> list[int | None]:
    return [each.credits for expenses in spent.values() for each in expenses]


def _paid(prices: list[int | None], of: str = "") -> str:
    known = sum(price for price in prices if price is not None)
    unknown = sum(price is None for price in prices)
    more = f" and {unknown} of unknown price" if unknown else ""
    return f"{format_credits(known)}{of}{more}"


def _price(credits_: int | None) -> str:
    return "price unknown" if credits_ is None else format_credits(credits_)


def _expense_line(target: str, each: Expense) -> str:
    length = format_duration(each.made_ms + each.kept_ms)
    what = "upload of" if each.operation == "upload" else "no take came of"
    return f"{target}  {what} {length}  {_price(each.credits)}  {each.at[:10]}"


def _spent_record(spent: Mapping[str, tuple[Expense, ...]]) -> dict[str, object]:
    told = [{"target": n, **each.table()} for n, all_ in spent.items() for each in all_]
    return {"expenses": told}


def _standing(each: Candidate) -> str:
    take = each.take
    words = {
        "pinned": each.is_pinned,
        "pinned on a branch": each.is_rival,
        "rejected": take.rejected,
        "deleted": take.forgotten,
    }
    return ", ".join(word for word, holds in words.items() if holds)


def _made(made_ms: int, kept_ms: int, parent: int | None) -> str:
    if not kept_ms:
        return "all new"
    whose = "" if parent is None else f" of take {parent}"
    return f"{format_duration(made_ms)} new, {format_duration(kept_ms)} kept{whose}"


def _figures(measures: dict[str, int | str]) -> tuple[str, ...]:
    tempo_bpm = f"{int(measures['tempo_mbpm']) / 1000:.0f} BPM"
    seam = measures.get("seam_cdb")
    return (
        f"{int(measures['loudness_clufs']) / 100:.1f} LUFS",
        f"{int(measures['true_peak_cdb']) / 100:.1f} dBTP",
        tempo_bpm + _doubt(measures["tempo_sure"]),
        str(measures["musical_key"]) + _doubt(measures["key_sure"]),
        "" if seam is None else f"seam {int(seam) / 100:+.1f} dB",
    )


def _doubt(sure: int | str) -> str:
    return "" if int(sure) >= _SURE else "?"


def _record(each: Candidate) -> dict[str, object]:
    return {
        "target": each.target,
        **each.take.table(),
        "pinned": each.is_pinned,
        "rival": each.is_rival,
        "measures": each.measures,
        "expected": each.verdict and _expected(each.verdict),
    }


def _expected(verdict: Verdict) -> dict[str, object]:
    return {
        "met": not verdict.misses,
        "misses": verdict.misses,
        "doubts": verdict.doubts,
    }
