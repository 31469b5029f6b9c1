"""Compile lowered targets to a DAG of actions.

Pure: takes lowered targets and what is known of files, gives actions in an order in
which they can run. networkx keeps the order and the cycles; it is imported only here,
when a manifest changed. Knows no takes, digests of results, or money.
"""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

from partita.graph.actions import Action, Compiled, Target
from partita.graph.facts import FileFacts, Makers
from partita.graph.pieces import Bench
from partita.manifest.resolved import Manifest
from partita.plan.chunks import LoweredTarget


def compile_targets(
    manifest: Manifest,
    lowered: Mapping[str, LoweredTarget],
    files: Mapping[str, FileFacts],
    makers: Makers,
    *,
    warnings: tuple[str, ...] = (),
) -> Compiled:
    """Compile everything that a manifest declares.

    Args:
        lowered: by name; edits already name their sources by target and range.
        files: by the path that a song names.
    """
    bench = Bench(manifest, lowered, files, makers)
    targets: dict[str, Target] = {}
    for name in _originals_first(lowered):
        targets[name] = bench.piece(manifest.pieces[name], lowered[name])
    for export in manifest.exports.values():
        targets[export.name] = bench.export(export, targets)
    actions = {action.name: action for action in bench.actions}
    return Compiled(
        output_dir=manifest.output_dir,
        actions={name: actions[name] for name in _runnable_order(actions)},
        targets=targets,
        warnings=warnings,
        provider=manifest.provider,
        caps=_caps(manifest),
    )


def _caps(manifest: Manifest) -> dict[str, int]:
    """Return the caps that are set, as plain values."""
    return {name: cap for name, cap in vars(manifest.caps).items() if cap is not None}


def graph_of(actions: Mapping[str, Action]) -> nx.DiGraph[str]:
    """Return actions as a networkx graph, an edge from each need to its user."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for action in actions.values():
        graph.add_node(action.name)
        graph.add_edges_from((need, action.name) for need in action.needs)
    return graph


def _originals_first(lowered: Mapping[str, LoweredTarget]) -> list[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    place = {name: number for number, name in enumerate(lowered)}
    for name, target in lowered.items():
        graph.add_node(name)
        graph.add_edges_from((s.target, name) for s in target.sources if s.target)
    return list(nx.lexicographical_topological_sort(graph, key=place.__getitem__))


def _runnable_order(actions: Mapping[str, Action]) -> list[str]:
    place = {name: number for number, name in enumerate(actions)}
    order = nx.lexicographical_topological_sort(
        graph_of(actions), key=place.__getitem__
    )
    return list(order)
