"""Read a manifest and lower it: what the author wrote becomes composition plans.

Judges only what stops that; the rest is `prepare`'s. Prompts are drafted on the way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from partita.build.drafts import engine_draft, settle_drafts
from partita.build.yard import Yard, make_store
from partita.errors import Diagnostic, ManifestError
from partita.store import memo

if TYPE_CHECKING:
    from pathlib import Path

    from partita.build.prepare import Terms
    from partita.build.survey import Survey
    from partita.graph.facts import Makers
    from partita.manifest.load import Loaded
    from partita.manifest.resolved import Manifest
    from partita.plan.lower import Lowering

#: The manifest's file name, which also marks a project's folder.
MANIFEST = "music.toml"

_KNOWN = "manifest.bin"


@dataclass(frozen=True)
class Reading:
    """A manifest that could be lowered, and all that was seen on the way."""

    loaded: Loaded
    manifest: Manifest
    surveyed: Survey
    makers: Makers
    lowering: Lowering


def read(yard: Yard, terms: Terms) -> Reading:
    """Load, survey, draft and lower.

    Raises:
        ManifestError: with everything that is wrong so far.
    """
    loaded = _load(yard, record=terms.record)
    if loaded.manifest is None and loaded.sound is not None:
        found = (*loaded.diagnostics, *_also_wrong(yard.project, loaded.sound))
        raise ManifestError(with_lines(found, yard.project))
    manifest = sound(loaded.manifest, loaded.diagnostics, yard.project)
    if terms.provider is not None:
        manifest = replace(manifest, provider=terms.provider)
    from partita.build.survey import survey

    surveyed = survey(yard.project, manifest)
    makers = _makers(manifest, surveyed)
    lowering = _lower(yard, manifest, surveyed, makers, terms)
    return Reading(loaded, manifest, surveyed, makers, lowering)


def _load(yard: Yard, *, record: bool) -> Loaded:
    from partita.manifest.load import load

    kept = memo.read(yard.store / _KNOWN)
    loaded = load(yard.project / MANIFEST, known=kept.value if kept else {})
    if record and loaded.known:
        try:
            make_store(yard.project)
            fresh = memo.Memo(dict(loaded.known), (), (), 0)
            memo.write(yard.store / _KNOWN, fresh)
        except ValueError:
            pass  # a date in the manifest: marshal can't keep it, so it is read anew
    return loaded


def _also_wrong(project: Path, manifest: Manifest) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the pieces that nothing was said about yet."""
    from partita.build.survey import survey
    from partita.plan.check import check
    from partita.plan.lower import lower
    from partita.plan.order import without_missing_sources

    whole = without_missing_sources(manifest)
    surveyed = survey(project, whole)
    lowering = lower(whole, lengths=surveyed.lengths_ms, drafts={})
    lowered = without_echoes(lowering.diagnostics, surveyed)
    found = (*surveyed.faults, *lowered, *check(lowering, whole))
    # Nothing was drafted, since nothing will be built; that is no fault of theirs.
    return tuple(each for each in found if each.code != "not-drafted")


def without_echoes(
    found: tuple[Diagnostic, ...], surveyed: Survey
) -> tuple[Diagnostic, ...]:
    """Leave out that no length is known of a recording that could not be read."""
    is_told = any(each.code == "unreadable-file" for each in surveyed.faults)
    return tuple(
        each for each in found if not (is_told and each.code == "unknown-length")
    )


def sound(
    manifest: Manifest | None, found: tuple[Diagnostic, ...], project: Path
) -> Manifest:
    """Return the manifest if nothing is wrong with it.

    Raises:
        ManifestError: with all that was found, warnings too.
    """
    if manifest is None or any(each.severity == "error" for each in found):
        raise ManifestError(with_lines(found, project))
    return manifest


def with_lines(found: tuple[Diagnostic, ...], project: Path) -> tuple[Diagnostic, ...]:
    """Fill in lines; what finds them is imported only when something was found."""
    if not found:
        return ()
    from partita.manifest.locate import with_lines

    return with_lines(found, project)


def _lower(
    yard: Yard, manifest: Manifest, surveyed: Survey, makers: Makers, terms: Terms
) -> Lowering:
    """Lower everything, songs by prompt drafted first: edits name their sections."""
    from partita.graph.pieces import draft_action
    from partita.plan.lower import lower

    lengths = surveyed.lengths_ms
    undrafted = lower(manifest, lengths=lengths, drafts={})
    prompts = [t for t in undrafted.targets.values() if t.prompt and not t.plan]
    if not prompts:
        return undrafted
    if terms.record:
        make_store(yard.project)
    actions = [draft_action(target, makers) for target in prompts]
    drafter = terms.drafter if makers.payee else engine_draft
    # The lockfile keeps the drafts of paid providers, for they can't be made again.
    pins = yard.pins if makers.payee else {}
    drafts = settle_drafts(actions, yard, drafter, pins, record=terms.record)
    return lower(manifest, lengths=lengths, drafts=drafts)


def _makers(manifest: Manifest, surveyed: Survey) -> Makers:
    from partita.audio.formats import CODECS_VERSION
    from partita.engine.version import ENGINE_VERSION
    from partita.graph.facts import Makers
    from partita.providers.names import LOCAL

    made_by = Makers(
        engine=ENGINE_VERSION,
        codecs=CODECS_VERSION,
        payee=None if manifest.provider == LOCAL else manifest.provider,
        pronunciation=surveyed.pronunciation,
    )
    font = surveyed.font
    if font is None:
        return made_by
    return replace(made_by, soundfont=font.digest, soundfont_file=font.path)
