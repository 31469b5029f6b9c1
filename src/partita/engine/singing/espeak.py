"""How espeak-ng says words of other languages, asked in a process of its own.

Finds its library: the one of the extra `partita[languages]`, else the system's. Knows
how to ask; does not know what IPA means (`ipa`), or when it is wanted.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from ctypes.util import find_library
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from partita.errors import PartitaError

NAME: Final = "espeak-ng"
_CHILD: Final = Path(__file__).with_name("espeak_child.py")
#: The extra's package, which holds the library and its data as wheels.
_WHEEL: Final = "espeakng_loader"
_LIBRARIES: Final = {"win32": "espeak-ng.dll", "darwin": "libespeak-ng.dylib"}
#: The file of its data that changes when sounds do.
_TABLE: Final = "phontab"
_PATIENCE_S: Final = 60


class Found(NamedTuple):
    """The espeak-ng that is installed.

    Args:
        version: its name and version, as action keys hold it.
        table: a file that is another one when it is updated.
    """

    version: str
    table: Path


def found() -> Found | None:
    """Return what is installed, None when nothing that works is."""
    try:
        answer = _asked("en", ())
    except PartitaError:
        return None
    return Found(f"{NAME} {answer['version']}", Path(answer["folder"]) / _TABLE)


def require(version: str) -> None:
    """Make sure that the espeak-ng that a score asks for is the one that is here.

    Raises:
        PartitaError: when it is another one, or there is none.
    """
    here = f"{NAME} {_answer('en', ())['version']}"
    if here != version:
        message = f"`{here}` is installed here, and `{version}` is wanted"
        raise PartitaError(message, hint="build again")


@lru_cache(maxsize=256)
def spoken(language: str, words: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the IPA of words, sounds parted by `_`; None for a language unknown to it.

    Raises:
        PartitaError: when espeak-ng is not installed, or does not answer.
    """
    said = _answer(language, words)["spoken"]
    return None if said is None else tuple(said)


@lru_cache(maxsize=256)
def _answer(language: str, words: tuple[str, ...]) -> dict[str, Any]:
    return _asked(language, words)


def _asked(language: str, words: tuple[str, ...]) -> dict[str, Any]:
    library, folder = _installed()
    asked = {
        "library": library, "folder": folder, "language": language, "words": words,
    }  # fmt: skip
    try:
        ran = subprocess.run(
            [sys.executable, "-I", "-S", str(_CHILD)],
            input=json.dumps(asked).encode(),
            capture_output=True,
            check=True,
            timeout=_PATIENCE_S,
        )
        answer: dict[str, Any] = json.loads(ran.stdout)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        said = getattr(error, "stderr", b"") or b""
        last = said.decode(errors="replace").strip().rpartition("\n")[2]
        message = f"espeak-ng does not answer: {last or error}"
        raise PartitaError(message, hint=missing_hint()) from error
    return answer


@cache
def _installed() -> tuple[str, str | None]:
    """Return the library, and the folder of its data where that must be told."""
    wheel = importlib.util.find_spec(_WHEEL)
    if wheel is not None and wheel.origin is not None:
        home = Path(wheel.origin).parent
        library = home / _LIBRARIES.get(sys.platform, "libespeak-ng.so")
        if library.is_file():
            return str(library), str(home / "espeak-ng-data")
    system = find_library(NAME)
    if system is None:
        raise PartitaError("espeak-ng is not installed", hint=missing_hint())
    return system, None


def missing_hint() -> str:
    """Return what to do where espeak-ng is missing."""
    return "`pip install 'partita[languages]'`, or (Debian) `apt install espeak-ng`"
