"""Write the generated parts of the documents: fields, commands, limits.

A generated part stands between `<!-- name: subject -->` and `<!-- end -->`; what is
around it is written by hand and left alone. `python -m tools.write_reference` brings
the documents up to date, `--check` only says which are not.
"""

from __future__ import annotations

import inspect
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from tools.vocabulary_tables import TABLES

from partita import limits
from partita.cli.main import COMMANDS, group
from partita.manifest import schema as manifest_schema
from partita.outputs.engines import ENGINES
from partita.units import format_duration

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DOCS: Final = Path(__file__).parents[1] / "docs"
PAGES: Final = ("manifest.md", "commands.md", "limits.md", "engine.md")
_PART = re.compile(r"(<!-- (\w+): ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def written(text: str) -> str:
    """Return a page with its generated parts brought up to date."""
    return _PART.sub(_rewritten, text)


def subjects(text: str) -> list[tuple[str, str]]:
    """Name the generated parts of a page."""
    return [(part[2], part[3]) for part in _PART.finditer(text)]


def _rewritten(part: re.Match[str]) -> str:
    head, kind, subject, end = part.groups()
    return f"{head}\n{_WRITERS[kind](subject)}\n\n{end}"


@cache
def schema() -> dict[str, Any]:
    """Return the manifest's schema, made once."""
    return manifest_schema.schema()


# ── Fields ────────────────────────────────────────────────────────────────────


def _fields(definition: str) -> str:
    node = schema()["$defs"][definition]
    required = set(node.get("required", ())) | _required_by_kind(definition)
    rows = [
        (
            f"`{name}`" + (" **(required)**" if name in required else ""),
            _type(field),
            _about(field),
        )
        for name, field in sorted(
            node["properties"].items(), key=lambda pair: pair[0] not in required
        )
    ]
    return _table(("field", "value", "what it says"), rows)


def _required_by_kind(definition: str) -> set[str]:
    """Return what an edit requires; the schema says it in a rule by its kind."""
    root = schema()
    kind = root["$defs"][definition]["properties"].get("kind", {}).get("const")
    rules = root["properties"]["edits"]["additionalProperties"]["allOf"]
    return {
        name
        for rule in rules
        if rule["if"]["properties"]["kind"]["const"] == kind
        for name in rule["then"]["required"]
    }


def _about(field: dict[str, Any]) -> str:
    about = str(field.get("description", ""))
    default = field.get("default")
    if default in (None, [], ""):
        return about
    shown = str(default).lower() if isinstance(default, bool) else f'"{default}"'
    return f"{about} Default: `{shown}`."


def _type(field: dict[str, Any]) -> str:
    """Say what a field takes, in the words of TOML."""
    if "const" in field:
        return f'`"{field["const"]}"`'
    if "enum" in field:
        return _choice(field["enum"])
    if "$ref" in field:
        return _linked(field["$ref"])
    if "anyOf" in field or "oneOf" in field:
        variants = [*field.get("anyOf", ()), *field.get("oneOf", ())]
        return " or ".join(dict.fromkeys(map(_type, variants)))
    if field.get("type") == "array":
        return f"list of {_type(field['items'])}{_bounds(field, 'Items')}"
    return _TYPES[field["type"]] + _bounds(field, "Length") + _bounds(field, "imum")


def _choice(values: list[str]) -> str:
    if len(values) > 8:
        return "a [format](limits.md#formats)"
    return ", ".join(f'`"{value}"`' for value in values)


def _linked(ref: str) -> str:
    title = heading(ref.rpartition("/")[2])
    return f"[{title.lower()}](#{anchor(title)})"


def heading(definition: str) -> str:
    """Return the heading under which a table's fields stand."""
    title = schema()["$defs"][definition]["title"]
    return re.sub(r"(?<=[a-z])([A-Z])", r" \1", title).capitalize()


def anchor(title: str) -> str:
    """Return what a heading is linked by."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def _bounds(field: dict[str, Any], what: str) -> str:
    low, high = field.get(f"min{what}"), field.get(f"max{what}")
    unit = " characters" if what == "Length" else ""
    if high is None:
        return ""
    if low == high:
        return f", just {low}{unit}"
    return f", {low} to {high}{unit}" if low else f", at most {high}{unit}"


_TYPES: Final = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "`true` or `false`",
    "object": "table",
}

# ── Commands ──────────────────────────────────────────────────────────────────


def _command(name: str) -> str:
    settings = group.context_settings["help_option_names"]
    context = click.Context(group, info_name="partita", help_option_names=settings)
    found = group if name == "partita" else group.get_command(context, name)
    assert found is not None
    if found is not group:
        context = click.Context(found, parent=context, info_name=name)
    usage = " ".join(found.collect_usage_pieces(context))
    options = [
        record
        for each in found.get_params(context)
        if isinstance(each, click.Option)
        and (record := each.get_help_record(context)) is not None
    ]
    rows = [(f"`{names}`", about) for names, about in options]
    about = inspect.cleandoc(found.help or "")
    start = f"```text\n{context.command_path} {usage}\n```\n\n{about}"
    return f"{start}\n\n{_table(('option', 'what it does'), rows)}"


def _commands(_: str) -> str:
    rows = [(f"[`{name}`](#{name})", about) for name, about in COMMANDS.items()]
    return _table(("command", "what it does"), rows)


# ── Limits ────────────────────────────────────────────────────────────────────


def _limits(_: str) -> str:
    found = {n: v for n, v in vars(limits).items() if isinstance(v, limits.Limit)}
    rows = [
        (name.lower().replace("_", " "), *_span(each), each.source)
        for name, each in found.items()
    ]
    return _table(("what", "from", "to", "counted in", "source"), rows)


def _span(limit: limits.Limit) -> tuple[str, str, str]:
    ends = (limit.minimum, limit.maximum)
    if limit.unit == "ms":
        return (*map(format_duration, ends), "time")  # type: ignore[return-value]
    return (*(f"{end:,}" for end in ends), limit.unit or "numbers")  # type: ignore[return-value]


def _names(constant: str) -> str:
    return ", ".join(f"`{name}`" for name in getattr(limits, constant))


def _engines(_: str) -> str:
    rows = [
        (f"`{name}`", ", ".join(f"`{each}`" for each in _short(engine.formats)))
        for name, engine in ENGINES.items()
    ]
    return _table(("engine", "formats that it plays"), rows)


def _short(names: tuple[str, ...]) -> list[str]:
    """Name formats, all of a codec by one name."""
    return list(dict.fromkeys(re.sub(r"_.*", "_…", name) for name in names))


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


_WRITERS: Final[dict[str, Callable[[str], str]]] = {
    "fields": _fields,
    "command": _command,
    "commands": _commands,
    "limits": _limits,
    "names": _names,
    "engines": _engines,
    "vocabulary": lambda name: _table(*TABLES[name]()),
}


def main(words: list[str]) -> int:
    """Write the pages, or say which are out of date."""
    late = []
    for page in PAGES:
        path = DOCS / page
        before = path.read_text("utf-8")
        after = written(before)
        if before != after:
            late.append(page)
            if words != ["--check"]:
                path.write_text(after, "utf-8")
    print("up to date" if not late else "\n".join(late))
    return int(bool(late) and words == ["--check"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
