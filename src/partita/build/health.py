"""Look after this machine and a project: what is installed, and what would fail.

Writes nothing that stays, and asks nobody over the network.
"""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path
from typing import Final

from partita.build.outlook import Outlook, look_ahead
from partita.build.signs import Sign, Verdict
from partita.build.yard import STORE
from partita.errors import Diagnostic, ManifestError, PartitaError
from partita.providers.names import LOCAL
from partita.store import lockfile
from partita.store.unmerged import is_union

#: Libraries that turn audio into files and back: distribution, and what is imported.
_CODECS: Final = {
    "soundfile": "soundfile",
    "av": "av",
    "lameenc": "lameenc",
    "soxr": "soxr",
}

#: Less room than this, and a build of a few minutes of music may not end.
_LITTLE_ROOM_BYTES: Final = 256 << 20


@dataclass(frozen=True)
class Needs:
    """What a build of a project would ask a paid provider for.

    Args:
        provider: who makes the sound.
        requests: how many would be sent.
        expected: credits, as far as they are known.
        worst: credits that they may cost at most.
    """

    provider: str = LOCAL
    requests: int = 0
    expected: int = 0
    worst: int = 0


def machine_signs(folder: Path) -> Iterator[Sign]:
    """Look at what every build needs."""
    yield Sign("python", "ok", f"{platform.python_version()} on {sys.platform}")
    yield _codecs()
    yield _soundfont()
    yield _espeak()
    yield _room(folder)
    yield _writable(folder)


def _codecs() -> Sign:
    missing = [name for name, module in _CODECS.items() if not _imports(module)]
    if missing:
        names = ", ".join(f"`{name}`" for name in missing)
        hint = "install partita again, with everything that it needs"
        return Sign("codecs", "fails", f"{names} can't be loaded", hint)
    found = (f"{name} {metadata.version(name)}" for name in _CODECS)
    return Sign("codecs", "ok", ", ".join(found))


def _imports(module: str) -> bool:
    try:
        import_module(module)
    except (ImportError, OSError):  # OSError: its shared library is not there
        return False
    return True


def _soundfont() -> Sign:
    from partita.engine.fonts.system_font import system_soundfont

    found = system_soundfont()
    if found is None:
        said = "this system has none; the engine plays its own instruments"
        return Sign("soundfont", "note", said)
    return Sign("soundfont", "ok", f'`{found}`, for `soundfont = "system"`')


def _espeak() -> Sign:
    from partita.engine.singing import espeak

    found = espeak.found()
    if found is None:
        said = "espeak-ng is not here; lyrics are read as English"
        return Sign("pronunciation", "note", said, espeak.missing_hint())
    return Sign("pronunciation", "ok", found.version)


def _room(folder: Path) -> Sign:
    free = shutil.disk_usage(folder).free
    said = f"{free / 1e9:,.1f} GB free"
    if free < _LITTLE_ROOM_BYTES:
        return Sign("disk", "fails", said, "make some room")
    return Sign("disk", "ok", said)


def _writable(folder: Path) -> Sign:
    store = folder / STORE
    tried = store if store.is_dir() else folder
    try:
        with tempfile.TemporaryFile(dir=tried):
            return Sign("store", "ok", f"`{STORE}` can be written")
    except OSError as error:
        said = f"`{STORE}` can't be written: {(error.strerror or '?').lower()}"
        return Sign("store", "fails", said, "let this user write the project's folder")


def project_signs(
    project: Path, provider: str | None = None
) -> tuple[tuple[Sign, ...], Needs]:
    """Look at what a build would do, and return what it would need.

    Args:
        provider: who makes the sound, whatever the manifest says.
    """
    try:
        outlook = look_ahead(project, provider=provider)
    except ManifestError as error:
        hint = "`partita plan` shows where"
        return (Sign("manifest", "fails", error.message, hint),), Needs()
    except PartitaError as error:
        return (Sign("manifest", "fails", error.message, error.hint),), Needs()
    signs = (
        _manifest(outlook),
        *map(_warning, outlook.prepared.warnings),
        *_open_requests(outlook),
        *_absent(outlook),
        *_merging(project),
    )
    return signs, _needs(outlook)


def _warning(warning: Diagnostic) -> Sign:
    place = warning.origin.file if warning.origin else "the manifest"
    line = "" if warning.line is None else f":{warning.line}"
    return Sign("warning", "note", f"{place}{line}: {warning.message}", warning.hint)


def _merging(project: Path) -> Iterator[Sign]:
    if is_union(project / lockfile.NAME) is False:
        said = f"git leaves conflict marks in `{lockfile.NAME}` where changes touch"
        hint = f"write `{lockfile.ATTRIBUTE}` into `.gitattributes`"
        yield Sign("merging", "note", said, hint)


def _absent(outlook: Outlook) -> Iterator[Sign]:
    if outlook.absent:
        names = ", ".join(f"`{each.target}@{each.take}`" for each in outlook.absent)
        hint = "copy `.partita/blobs` from where it is; a build buys no other one"
        yield Sign("takes", "fails", f"paid for, and not here: {names}", hint)


def _open_requests(outlook: Outlook) -> Iterator[Sign]:
    if outlook.open:
        from partita.build.ways_out import told, ways_out

        verdict: Verdict = "fails" if outlook.asks else "note"
        yield Sign("requests", verdict, told(outlook.open), ways_out(outlook.open))


def _manifest(outlook: Outlook) -> Sign:
    targets, work = len(outlook.chosen), len(outlook.work)
    said = f"{targets} target{'s' * (targets != 1)}, {work} action{'s' * (work != 1)}"
    paid = sum(each.price.worst != 0 for each in outlook.requests)
    said = f"{said} to run, {paid} paid request{'s' * (paid != 1)}"
    if outlook.prepared.untold:
        said = f"{said}; some can be told once prompts are drafted"
    if outlook.edited:
        hint = "`partita status` lists them; `build --force` replaces them"
        said = f"{said}; {len(outlook.edited)} outputs were edited by hand"
        return Sign("manifest", "fails", said, hint)
    return Sign("manifest", "ok", said)


def _needs(outlook: Outlook) -> Needs:
    prices = [each.price for each in outlook.requests]
    return Needs(
        outlook.prepared.compiled.provider,
        len(prices),
        sum(price.expected or 0 for price in prices),
        sum(price.worst or 0 for price in prices),
    )


def is_healthy(signs: Iterable[Sign]) -> bool:
    """Tell whether nothing would fail."""
    return all(sign.verdict != "fails" for sign in signs)
