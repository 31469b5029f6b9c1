"""Work that fills several cores from within one process.

Encoders and numpy let go of the interpreter while they work, so threads are enough.
What comes out never hangs on how many there are. Knows threads; does not know sound.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

Given = TypeVar("Given")
Result = TypeVar("Result")

#: How many are made ahead of what is looked at, so that some may take longer: by one
#: thread, and by each of several.
_AHEAD: Final = 6
_AHEAD_EACH: Final = 2
#: More threads would take more memory than they save time.
_MOST: Final = 4

_threads = 1


def allow(threads: int) -> None:
    """Say how many threads this process may keep busy; one, unless somebody does.

    It is a few at the most, however many are allowed.
    """
    global _threads  # noqa: PLW0603 - what a process may do is told to it once
    _threads = min(max(threads, 1), _MOST)


def side_by_side(
    work: Callable[[Given], Result], given: Iterable[Given]
) -> Iterator[Result]:
    """Yield what work makes of each, in order, done at once as far as allowed.

    No more is taken of what is given, nor made, than a few ahead.
    """
    if _threads == 1:
        yield from map(work, given)
        return
    with ThreadPoolExecutor(_threads) as pool:
        ahead: deque[Future[Result]] = deque()
        for each in given:
            ahead.append(pool.submit(work, each))
            if len(ahead) == _AHEAD_EACH * _threads:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def prepared(made: Iterator[Result]) -> Iterator[Result]:
    """Yield what is made, where allowed with a few more made while one is looked at."""
    if _threads == 1:
        yield from made
        return
    with ThreadPoolExecutor(1) as pool:
        # One thread makes them all, one after the other.
        ahead = deque(pool.submit(next, made, None) for _ in range(_AHEAD))
        while (one := ahead.popleft().result()) is not None:
            ahead.append(pool.submit(next, made, None))
            yield one
