"""What `verify` looks at, and what it finds: a project, opened, and a finding.

Digests every blob once, however many checks ask. Judges nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from partita.build.publish import digest_of
from partita.build.yard import Yard
from partita.graph.actions import Compiled
from partita.store.gc import Live, blobs_of
from partita.store.traces import Made

#: What mends whatever can be made again.
MEND = "`partita verify --mend`, then `partita build`"


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be.

    Args:
        code: stable name of what was found.
        about: target, file or blob.
        mend: what to do, with the command that does it.
        actions: whose traces must go, so that a build makes them again.
        blob: what must be moved aside for that.
    """

    code: str
    about: str
    message: str
    mend: str
    actions: frozenset[str] = frozenset()
    blob: str | None = None

    @property
    def can_be_mended(self) -> bool:
        """Tell whether `verify --mend` has something to do for it."""
        return self.mend == MEND


@dataclass(frozen=True)
class Scene:
    """A project, opened, and what is known of it.

    Args:
        known: what each action made, if it need not run.
        live: tells whether a trace is still needed.
    """

    yard: Yard
    compiled: Compiled
    known: Mapping[str, Mapping[str, Made]]
    live: Live

    @cached_property
    def spoilt(self) -> dict[str, str]:
        """Return what is wrong with the blobs that are not what their digest says."""
        held, sizes = self.yard.blobs, self._sizes()
        changed, cut = "bytes were changed", "the length was changed"
        return {
            blob: changed if sizes.get(blob, size) == size else cut
            for blob, size in held.all()
            if digest_of(held.path(blob)) != blob
        }

    def _sizes(self) -> dict[str, int]:
        traced = (t.outputs.values() for t in self.yard.traces.alive())
        sizes = {m.blob: m.size for outputs in traced for m in outputs if m.size}
        return sizes | {t.received: t.size for _, t in self.yard.takes.all()}

    def is_whole(self, blob: str) -> bool:
        """Tell whether a blob is there, as it was."""
        return blob in self.yard.blobs and blob not in self.spoilt

    @cached_property
    def paid(self) -> dict[str, str]:
        """Return whose take each blob is that a paid take can't do without."""
        return {
            blob: f"{target}@{take.take}"
            for target, take in self.yard.takes.all()
            if not take.forgotten
            for blob in blobs_of(self.yard.blobs, take)
        }

    @cached_property
    def makers(self) -> dict[str, frozenset[str]]:
        """Return the actions that made each blob, by their live traces."""
        found: dict[str, frozenset[str]] = {}
        for trace in filter(self.live, self.yard.traces.alive()):
            for made in trace.outputs.values():
                named = found.get(made.blob, frozenset())
                found[made.blob] = named | {trace.action}
        return found
