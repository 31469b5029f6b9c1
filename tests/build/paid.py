"""A project that is paid for in a small shop, built in this process."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from partita.audio.buffer import Audio
from partita.audio.decode import decode
from partita.build.events import ActionFinished, Answered, Asking, Event
from partita.build.execute import perform
from partita.build.outlook import look_ahead
from partita.build.paying import PayTerms, Tell
from partita.build.pools import Pool
from partita.build.request import Request as ActionRequest
from partita.build.requests import Request
from partita.build.yard import Yard, open_yard
from partita.errors import BuildFailed
from partita.pipeline import Order, build
from partita.store import lockfile
from partita.store.lockfile import Pin
from partita.store.traces import Made
from tests.build.shop import Shop

HEAD = """
[project]
provider = "elevenlabs"
output_format = "wav"
[advice]
few-styles = false
"""

#: Three chunks of 12 seconds together.
THEME = """
[[songs.theme.chunks]]
text = "[Verse]"
duration = "4s"
[[songs.theme.chunks]]
text = "[Chorus]"
duration = "5s"
[[songs.theme.chunks]]
text = "[Outro]"
duration = "3s"
"""

#: An edit of it that keeps nine seconds and makes three.
FINALE = """
[edits.finale]
kind = "replace"
source = "theme"
[[edits.finale.replace]]
section = "Outro"
text = "[Outro]"
positive_styles = ["choir"]
"""


class Here:
    """Runs actions in this process, where starting workers would take longest."""

    async def run(self, request: ActionRequest) -> dict[str, Made]:
        return perform(request)

    def get_ready(self) -> None:
        """Be ready."""

    def close(self) -> None:
        """Hold nothing."""


@dataclass
class Paid:
    """One such project."""

    folder: Path
    shop: Shop = field(default_factory=Shop)
    events: list[Event] = field(default_factory=list)
    told_refused: frozenset[str] | None = None
    pool: Pool = field(default_factory=Here)

    def write(self, *parts: str) -> None:
        """Write the manifest."""
        (self.folder / "music.toml").write_text(HEAD + "".join(parts))

    def build(self, *names: str, pay: PayTerms | None = None, **order: object) -> bool:
        """Build, and tell whether that went well."""
        terms = replace(pay or PayTerms(), open_provider=self._open)
        try:
            ordered = Order(names, pay=terms, open_pool=lambda _: self.pool, **order)  # type: ignore[arg-type]
            build(self.folder, ordered, self.events.append)
        except BuildFailed:
            return False
        return True

    def _open(self, name: str, tell: Tell, refused: frozenset[str]) -> Shop:
        assert name == self.shop.name
        self.told_refused = refused
        return self.shop

    def pins(self) -> dict[str, Pin]:
        """Return what the lockfile says."""
        return lockfile.read(self.folder / lockfile.NAME)

    def yard(self) -> Yard:
        """Return the project, opened anew."""
        return open_yard(self.folder, lambda _: None)

    def foreseen(self) -> tuple[Request, ...]:
        """Return what the next build would send."""
        return look_ahead(self.folder).requests

    def output(self, name: str) -> Audio:
        """Return what was shipped."""
        return decode(self.folder / "build" / name)

    def said(self) -> str:
        """Return why actions failed, and what to do."""
        failed = [e for e in self.events if isinstance(e, ActionFinished) and e.error]
        return "; ".join(f"{each.error}, {each.hint}" for each in failed)

    def asked(self) -> list[str]:
        """Return the targets that requests were sent for."""
        return [each.target for each in self.events if isinstance(each, Asking)]

    def answered(self) -> list[str]:
        """Return the targets that were paid for."""
        return [each.target for each in self.events if isinstance(each, Answered)]
