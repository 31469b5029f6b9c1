"""What the chosen provider can't do, told before anything is built. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from partita.errors import Diagnostic, Origin
from partita.manifest.resolved import Manifest
from partita.plan.chunks import LoweredTarget
from partita.providers.names import LOCAL, PROVIDERS


def check_provider(
    manifest: Manifest, targets: Mapping[str, LoweredTarget]
) -> Iterator[Diagnostic]:
    """Yield an error for everything that the manifest's provider can't do."""
    if manifest.provider not in PROVIDERS:
        yield _unknown(manifest)
        return
    if manifest.provider != LOCAL:
        return
    for name, target in targets.items():
        foreign = next((s.song_id for s in target.sources if s.song_id), None)
        if foreign is not None:
            yield _foreign(foreign, manifest.pieces[name].origin)


def _unknown(manifest: Manifest) -> Diagnostic:
    names = ", ".join(f"`{name}`" for name in PROVIDERS)
    return Diagnostic(
        "error",
        "unknown-provider",
        f"this version of partita can't build with provider `{manifest.provider}`",
        Origin("music.toml", ("project", "provider")),
        hint=f"it builds with {names}; `{LOCAL}` is the embedded engine",
    )


def _foreign(song_id: str, origin: Origin) -> Diagnostic:
    return Diagnostic(
        "error",
        "unknown-stored-song",
        f"the embedded engine has no stored song `{song_id}`",
        origin,
        hint="name a song of this manifest instead, or bring the recording in "
        'as a song of its own with `file = "…"`',
    )
