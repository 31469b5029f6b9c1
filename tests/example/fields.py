"""Which fields of the JSON Schema a manifest uses.

Walks a document along the schema, taking every variant that its keys fit. A field that
several tables share, word for word, is one field: showing it once is enough. Knows JSON
Schema as `partita.manifest.schema` writes it, and nothing of music.
"""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Node = dict[str, Any]
#: A field's name, and all that the schema says about it.
Field = tuple[str, str]


def documents(project: Path) -> list[tuple[str, Any]]:
    """Return every document of a project, with the definition that it answers to."""
    manifests = [project / "music.toml", *sorted(project.glob("levels/*.toml"))]
    found = [("", tomllib.loads(each.read_text("utf-8"))) for each in manifests]
    for file in sorted(project.glob("plans/*.json")):
        plan = json.loads(file.read_text("utf-8"))
        found.append(("ChunkPlan" if "chunks" in plan else "SectionPlan", plan))
    return found


def known_fields(schema: Node) -> dict[Field, set[str]]:
    """Return every field that the schema has, and the tables that have it."""
    fields: dict[Field, set[str]] = {}
    for table, node in _tables(schema, "manifest"):
        for name, inner in node["properties"].items():
            fields.setdefault(_field(name, inner), set()).add(table)
    return fields


def used_fields(schema: Node, value: object, definition: str = "") -> set[Field]:
    """Return the fields that a document uses."""
    node = schema["$defs"][definition] if definition else schema
    return set(_used(schema, node, value))


def _field(name: str, node: Node) -> Field:
    return name, json.dumps(node, sort_keys=True)


def _tables(node: object, name: str) -> Iterator[tuple[str, Node]]:
    """Find every table with fields: definitions, and tables inside of fields."""
    if isinstance(node, list):
        for each in node:
            yield from _tables(each, name)
    if not isinstance(node, dict):
        return
    if node.get("type") == "object" and "properties" in node:
        yield node.get("title", name), node
    for key, inner in node.items():
        if key not in {"if", "then"}:
            yield from _tables(inner, key)


def _used(schema: Node, node: Node, value: object) -> Iterator[Field]:
    for variant in _variants(schema, node):
        if isinstance(value, list) and "items" in variant:
            for each in value:
                yield from _used(schema, variant["items"], each)
        elif isinstance(value, dict) and _fits(variant, value):
            yield from _used_by_table(schema, variant, value)


def _used_by_table(schema: Node, node: Node, table: Node) -> Iterator[Field]:
    for key, value in table.items():
        inner = node.get("properties", {}).get(key)
        if inner is not None:
            yield _field(key, inner)
        else:
            inner = node["additionalProperties"]
        yield from _used(schema, inner, value)


def _fits(node: Node, table: Node) -> bool:
    properties = node.get("properties", {})
    if not isinstance(node.get("additionalProperties"), dict):
        constants = {k: v["const"] for k, v in properties.items() if "const" in v}
        same = all(table.get(key, value) == value for key, value in constants.items())
        required = set(node.get("required", ()))
        return same and required <= table.keys() <= properties.keys()
    return True


def _variants(schema: Node, node: Node) -> Iterator[Node]:
    if "$ref" in node:
        yield from _variants(schema, schema["$defs"][node["$ref"].rpartition("/")[2]])
        return
    several = [*node.get("anyOf", ()), *node.get("oneOf", ())]
    nested = [each for each in several if "$ref" in each or "type" in each]
    if nested:
        for each in nested:
            yield from _variants(schema, each)
    else:
        yield node
