"""The key of an account: where it is found, and how it stays unseen.

Reads the environment that it is handed, and the file named there. A key shows itself
only to who asks for it by name; its repr, its pickle and every error leave it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NoReturn

from partita.errors import ProviderError
from partita.providers.names import KEY_VARIABLES

VARIABLE, FILE_VARIABLE = KEY_VARIABLES

#: Stands where a key was.
_HIDDEN: Final = "…"

#: What is shorter is no secret, and stands in ids and lyrics by chance.
_SHORTEST: Final = 8

#: Longer than any key; a bigger file was named by mistake and is not read further.
_MOST_BYTES: Final = 4096

_HOW: Final = (
    f"set `{VARIABLE}`, or let `{FILE_VARIABLE}` name a file that holds nothing "
    "but the key"
)


class ApiKey:
    """A secret that is shown only when it is asked for."""

    __slots__ = ("_secret",)

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def reveal(self) -> str:
        """Return the secret itself, to be put into a request and nowhere else."""
        return self._secret

    def scrub(self, content: bytes) -> bytes:
        """Return bytes without the secret, which a server may have echoed."""
        if len(self._secret) < _SHORTEST:
            return content
        return content.replace(self._secret.encode(), b"*")

    def __repr__(self) -> str:
        return f"ApiKey({_HIDDEN})"

    def __reduce__(self) -> NoReturn:
        # Workers never hold a key.
        message = "a key stays in its process"
        raise TypeError(message)


def find_api_key(environ: Mapping[str, str]) -> ApiKey:
    """Return the key from the environment, or from the file that it names.

    Raises:
        ProviderError: when there is none, or it can't be one.
    """
    if VARIABLE in environ:
        return _checked(environ[VARIABLE], f"`{VARIABLE}`")
    if FILE_VARIABLE in environ:
        path = environ[FILE_VARIABLE]
        return _checked(_file_text(path), f"`{path}`, named by `{FILE_VARIABLE}`,")
    raise _unusable("there is no ElevenLabs API key in the environment")


def _file_text(path: str) -> str:
    # Errors are made outside of `except`: a decoding error holds the bytes.
    refused = ""
    try:
        with Path(path).open("rb") as file:
            return file.read(_MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        refused = "it is no text"
    except OSError as error:
        refused = (error.strerror or "it is no file").lower()
    message = f"the API key can't be read from `{path}`: {refused}"
    raise _unusable(message)


def _checked(written: str, where: str) -> ApiKey:
    secret = written.strip()
    if not secret:
        raise _unusable(f"{where} is empty")
    if len(secret.split()) > 1:
        raise _unusable(f"{where} holds more than a key: there are spaces or lines")
    if not (secret.isascii() and secret.isprintable()):
        raise _unusable(f"{where} holds characters that no key has")
    return ApiKey(secret)


def _unusable(message: str) -> ProviderError:
    return ProviderError(message, hint=_HOW, code="missing_api_key")
