"""From a manifest to actions: load, survey, draft, lower, check, compile.

Each step takes the last one's value. What comes out is kept under the looks and
digests of everything that was read, so that an unchanged manifest costs one look.
Runs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from partita.build import reading
from partita.build.untold import without_untold
from partita.build.yard import STORE, Yard, make_store
from partita.errors import Diagnostic, Origin
from partita.graph.actions import Compiled
from partita.graph.plain import from_plain, to_plain
from partita.store import lockfile, memo, names

if TYPE_CHECKING:
    from partita.build.drafts import Drafter
    from partita.manifest.load import Loaded

_MEMO = "compiled.bin"


@dataclass(frozen=True)
class Prepared:
    """A manifest, ready to be built.

    Args:
        files: everything that was read on the way, as it was then.
        folders: folders whose listing mattered, and how they looked.
        undrafted: songs whose prompt only a paid provider could draft.
        untold: what can't be told before they are drafted, left out.
        is_known: nothing changed since a build, which told the warnings.
    """

    compiled: Compiled
    warnings: tuple[Diagnostic, ...]
    files: tuple[memo.Seen, ...]
    folders: tuple[tuple[str, int | None], ...]
    undrafted: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    is_known: bool = False


@dataclass(frozen=True)
class Terms:
    """On what terms a manifest is brought to actions.

    Args:
        provider: who makes the sound, whatever the manifest says.
        drafter: has a paid provider draft; None leaves what is not drafted undrafted.
        record: keep the memo and new drafts; a dry run does not.
        leave_untold: leave out what names sections of what is not drafted.
        on_change: told before a manifest that changed is read, which takes a while.
    """

    provider: str | None = None
    drafter: Drafter | None = None
    record: bool = True
    leave_untold: bool = False
    on_change: Callable[[], None] | None = None

    @property
    def memo(self) -> str:
        """Return the name of the memo, one for each provider that is asked for."""
        return f"compiled-{self.provider}.bin" if self.provider else _MEMO


def prepare(yard: Yard, terms: Terms = Terms()) -> Prepared:
    """Bring a manifest to actions, from the last run's memo when nothing changed.

    Raises:
        ManifestError: with everything that is wrong, at once.
    """
    kept = memo.read(yard.store / terms.memo)
    if kept is not None and memo.still_holds(yard.project, kept):
        compiled, warnings = kept.value
        words = tuple(_from_plain(each) for each in warnings)
        known = Prepared(from_plain(compiled), words, kept.files, kept.folders)
        return replace(known, is_known=True)
    if terms.on_change is not None:
        terms.on_change()
    prepared = _prepare_anew(yard, terms)
    if terms.record and not prepared.undrafted:
        _keep_memo(yard, prepared, terms.memo)
    return prepared


def is_unchanged(project: Path) -> bool:
    """Tell whether everything that the last build read is as it was."""
    kept = memo.read(project / STORE / _MEMO)
    return kept is not None and memo.still_holds(project, kept)


def output_folder(project: Path) -> str:
    """Return where outputs went the last time the manifest was sound."""
    kept = memo.read(project / STORE / _MEMO)
    return "build" if kept is None else from_plain(kept.value[0]).output_dir


def _prepare_anew(yard: Yard, terms: Terms) -> Prepared:
    read = reading.read(yard, terms)
    loaded, manifest, surveyed = read.loaded, read.manifest, read.surveyed
    makers, lowering = read.makers, read.lowering
    from partita.outputs.check import check_exports
    from partita.plan.advice import advise
    from partita.plan.check import check
    from partita.providers.check import check_provider

    files = (*_seen(yard.project, loaded), *surveyed.seen)
    drafted = [name for name, each in lowering.targets.items() if each.prompt]
    if makers.payee and drafted:
        # What a provider drafted is in the lockfile, and another one there counts.
        files = (*files, memo.see(yard.project, lockfile.NAME))
    found = (
        *loaded.diagnostics,
        *surveyed.faults,
        *_among_outputs(files, manifest.output_dir),
        *reading.without_echoes(lowering.diagnostics, surveyed),
        *check(lowering, manifest),
        *check_exports(manifest),
        *check_provider(manifest, lowering.targets),
        *advise(lowering, manifest),
    )
    untold: tuple[str, ...] = ()
    if terms.leave_untold:
        manifest, found, untold = without_untold(manifest, lowering, found)
    reading.sound(manifest, found, yard.project)
    warnings = reading.with_lines(found, yard.project)
    from partita.graph.compile import compile_targets

    compiled = compile_targets(manifest, lowering.targets, surveyed.facts, makers)
    undrafted = tuple(name for name in drafted if lowering.targets[name].plan is None)
    folders = _folders(yard.project, loaded)
    return Prepared(compiled, warnings, files, folders, undrafted, untold)


def _among_outputs(
    seen: tuple[memo.Seen, ...], output_dir: str
) -> tuple[Diagnostic, ...]:
    """Tell of files that are read from where outputs are written, and may be hit."""
    hint = "name another `output_dir`, or move the file"
    return tuple(
        Diagnostic(
            "error",
            "source-among-outputs",
            f"`{each.path}` is read from the output folder",
            Origin(reading.MANIFEST, ("project", "output_dir")),
            hint=hint,
        )
        for each in seen
        if PurePosixPath(each.path).is_relative_to(output_dir)
    )


def _seen(project: Path, loaded: Loaded) -> list[memo.Seen]:
    return [_seen_as_read(project, file, loaded) for file in loaded.files]


def _seen_as_read(project: Path, file: Path, loaded: Loaded) -> memo.Seen:
    """Look at a file; one that changed since it was read must not look settled."""
    seen, read = memo.see(project, _relative(file, project)), loaded.digests.get(file)
    return seen if seen.digest == read else memo.Seen(seen.path, None, read)


def _relative(file: Path, project: Path) -> str:
    path = Path(file)
    return (path.relative_to(project) if path.is_absolute() else path).as_posix()


def _folders(project: Path, loaded: Loaded) -> tuple[tuple[str, int | None], ...]:
    """Return the folders that include patterns look into, and how they look now."""
    found: set[str] = set()
    for pattern in loaded.globs:
        base = Path(*_literal_parts(pattern))
        found.add(base.as_posix())
        if "**" in pattern:
            below = (project / base).rglob("*")
            found |= {_relative(each, project) for each in below if each.is_dir()}
    looks = [(name, memo.folder_look(project / name)) for name in sorted(found)]
    matches = [path for pattern in loaded.globs for path in project.glob(pattern)]
    if any(path.is_file() and path not in loaded.files for path in matches):
        return tuple((name, None) for name, _ in looks)  # it came after the listing
    return tuple(looks)


def _literal_parts(pattern: str) -> list[str]:
    parts = []
    for part in Path(pattern).parts[:-1]:
        if any(letter in part for letter in "*?["):
            break
        parts.append(part)
    return parts


def _keep_memo(yard: Yard, prepared: Prepared, name: str) -> None:
    make_store(yard.project)
    names.write(yard.store, prepared.compiled.targets)
    value: Any = (to_plain(prepared.compiled), [_plain(w) for w in prepared.warnings])
    memo.write(yard.store / name, memo.Memo(value, prepared.files, prepared.folders, 0))


def _plain(warning: Diagnostic) -> tuple[Any, ...]:
    origin = warning.origin and (warning.origin.file, warning.origin.path)
    return (*(vars(warning) | {"origin": origin}).values(),)


def _from_plain(plain: tuple[Any, ...]) -> Diagnostic:
    warning = Diagnostic(*plain)
    origin = Origin(*warning.origin) if warning.origin else None  # type: ignore[misc]
    return replace(warning, origin=origin)
