"""Ask again what is certainly unbilled, a little later each time, and not for ever.

Knows how long to wait and when to stop. Does not know requests: what may be asked
again was decided by whoever raised `Again`. Waiting and chance are handed in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from partita.errors import ProviderError
from partita.units import format_duration

_T = TypeVar("_T")


@dataclass(frozen=True)
class Patience:
    """How long to wait for what.

    Args:
        what: for people: what is waited for.
        first_s, most_s: the first pause, and what pauses double up to.
        total_s: all pauses together.
    """

    what: str
    first_s: float
    most_s: float
    total_s: float


#: Another build, or a colleague's, uses the account; theirs may take minutes each.
TURN: Final = Patience("a turn: the account makes other music now", 2, 30, 1800)
#: The service itself asks for a pause.
BUSY: Final = Patience("the service, which is busy", 1, 60, 600)
#: Nobody answers; a network that comes back does so soon.
UNREACHABLE: Final = Patience("the service, which can't be reached", 0.5, 8, 20)


class Again(Exception):
    """A failure that is certainly unbilled, and worth another try.

    Args:
        error: what to say when patience ends.
        after_s: what the service asked for.
    """

    def __init__(
        self, error: ProviderError, patience: Patience, after_s: float | None = None
    ) -> None:
        super().__init__(error.message)
        self.error = error
        self.patience = patience
        self.after_s = after_s


@dataclass(frozen=True)
class Waiting:
    """How to wait.

    Args:
        sleep: waits for some seconds.
        chance: returns a number from 0 to below 1, so that many who wait don't come
            back all at once.
        tell: is told, once a patience, what is waited for.
    """

    sleep: Callable[[float], Awaitable[None]]
    chance: Callable[[], float]
    tell: Callable[[str], None]


async def persist(attempt: Callable[[], Awaitable[_T]], waiting: Waiting) -> _T:
    """Attempt something until it succeeds, fails for good, or patience ends."""
    pauses: dict[Patience, list[float]] = defaultdict(list)
    while True:
        try:
            return await attempt()
        except Again as again:
            refused = again
        before = pauses[refused.patience]
        pause_s = _pause(refused, len(before), waiting.chance())
        if sum(before) + pause_s > refused.patience.total_s:
            raise _worn_out(refused, before)
        if not before:
            waiting.tell(f"waiting for {refused.patience.what}")
        before.append(pause_s)
        await waiting.sleep(pause_s)


def _pause(refused: Again, times: int, chance: float) -> float:
    patience = refused.patience
    grown = min(patience.first_s * 2.0**times, patience.most_s)
    if refused.after_s is not None:
        return refused.after_s + grown * chance / 2
    return grown * (1 + chance) / 2


def _worn_out(refused: Again, pauses: list[float]) -> ProviderError:
    error = refused.error
    if pauses:
        error.hint = f"tried {len(pauses) + 1} times in {_told(pauses)}; {error.hint}"
    elif refused.after_s is not None:
        pause = _told([refused.after_s])
        error.hint = f"the service asks for a pause of {pause}; {error.hint}"
    return error


def _told(pauses: list[float]) -> str:
    return format_duration(round(sum(pauses)) * 1000)
