"""Other spellings of the API's plans, brought to the one that the API takes.

The JavaScript SDK writes `positiveStyles`; the service's skill page shows sections with
`name`, `localStyles` and lines as tables. Nulls count as left out, as on the wire.
Does not judge a plan.
"""

from __future__ import annotations

import re

_HUMP = re.compile(r"(?<=[a-z0-9])[A-Z]")

#: Fields of the skill page's sections.
_SECTION_FIELDS = {"name": "section_name", "local_styles": "positive_local_styles"}


def plainly(plan: object) -> object:
    """Return a plan as the API spells it; what is no plan stays as it is."""
    plan = _snake(plan)
    if isinstance(plan, dict) and isinstance(plan.get("sections"), list):
        return {**plan, "sections": [_section(each) for each in plan["sections"]]}
    return plan


def _snake(value: object) -> object:
    if isinstance(value, list):
        return [_snake(each) for each in value]
    if not isinstance(value, dict):
        return value
    return _renamed(
        {key: _snake(each) for key, each in value.items() if each is not None},
        {key: _HUMP.sub(lambda hump: "_" + hump[0].lower(), key) for key in value},
    )


def _section(section: object) -> object:
    if not isinstance(section, dict):
        return section
    section = _renamed(section, _SECTION_FIELDS)
    lines = section.get("lines")
    if isinstance(lines, list):
        section = {**section, "lines": [_line(each) for each in lines]}
    return section


def _line(line: object) -> object:
    """Read a line's text; what is played, not sung, is a direction."""
    if not isinstance(line, dict) or not isinstance(line.get("text"), str):
        return line
    text = line["text"]
    return f"{{{text}}}" if line.get("type") == "instrumental" else text


def _renamed(table: dict[str, object], names: dict[str, str]) -> dict[str, object]:
    """Rename keys, but never onto one that is there: then both stay, to be told."""
    renamed: dict[str, object] = {}
    for key, value in table.items():
        name = names.get(key, key)
        renamed[key if name in table else name] = value
    return renamed
