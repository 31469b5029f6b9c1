"""Draw a graph as text, DOT, Mermaid or JSON. Pure: a picture in, a string out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """What is drawn.

    Args:
        needs: for each node what it is made from, in the order of drawing.
        labels: what each node is, in a word or two.
    """

    needs: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]


def as_text(picture: Picture) -> str:
    """Draw a tree for each node that nothing else is made from, needs indented."""
    used = {need for needs in picture.needs.values() for need in needs}
    ends = [name for name in picture.needs if name not in used]
    drawn: set[str] = set()
    return "\n".join(line for end in ends for line in _tree(picture, end, 0, drawn))


def _tree(picture: Picture, name: str, depth: int, drawn: set[str]) -> list[str]:
    label = f"{'  ' * depth}{name}  ({picture.labels[name]})"
    if name in drawn and picture.needs[name]:
        return [f"{label} …"]
    drawn.add(name)
    below = [
        line
        for need in picture.needs[name]
        for line in _tree(picture, need, depth + 1, drawn)
    ]
    return [label, *below]


def as_dot(picture: Picture) -> str:
    """Draw for Graphviz, originals on the left."""
    lines = ["digraph partita {", "  rankdir=LR;", "  node [shape=box];"]
    for name, label in picture.labels.items():
        words = _quoted(f"{name}\n{label}")
        lines.append(f"  {_quoted(name)} [label={words}];")
    lines += [f"  {_quoted(a)} -> {_quoted(b)};" for a, b in _edges(picture)]
    return "\n".join([*lines, "}"])


def as_mermaid(picture: Picture) -> str:
    """Draw for Mermaid, as GitHub shows it."""
    numbers = {name: f"n{number}" for number, name in enumerate(picture.needs)}
    lines = ["graph LR"]
    for name, label in picture.labels.items():
        words = f"{name}<br/>{label}".replace('"', "#quot;")
        lines.append(f'  {numbers[name]}["{words}"]')
    lines += [f"  {numbers[a]} --> {numbers[b]}" for a, b in _edges(picture)]
    return "\n".join(lines)


def as_json(picture: Picture) -> str:
    """Write nodes and edges for programs."""
    nodes = [{"name": n, "label": label} for n, label in picture.labels.items()]
    edges = [{"from": a, "to": b} for a, b in _edges(picture)]
    return json.dumps({"v": 1, "nodes": nodes, "edges": edges}, indent=2)


def _edges(picture: Picture) -> list[tuple[str, str]]:
    return [(need, name) for name, needs in picture.needs.items() for need in needs]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


FORMATS: dict[str, Callable[[Picture], str]] = {
    "text": as_text,
    "dot": as_dot,
    "mermaid": as_mermaid,
    "json": as_json,
}
