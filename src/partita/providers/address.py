"""Where the service is: its own address, or one that the environment names.

Never read from a manifest: a cloned repository must not lead a key away. Judged by the
parser that will send the request, so that no two readings of a URL can differ.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Final

import httpx

from partita.errors import ProviderError

VARIABLE: Final = "ELEVENLABS_BASE_URL"
DEFAULT: Final = "https://api.elevenlabs.io"


def find_address(environ: Mapping[str, str]) -> httpx.URL:
    """Return the service's address, without a slash at its end.

    Raises:
        ProviderError: when a key must not be sent to what the environment names.
    """
    return checked(environ.get(VARIABLE) or DEFAULT)


def checked(written: str) -> httpx.URL:
    """Read an address and hold it to what a key may be sent to.

    Raises:
        ProviderError: when a key must not be sent there.
    """
    url = _read(written.strip())
    if url is None or not url.host or url.query or url.fragment or url.userinfo:
        # Not shown: it may hold a password.
        raise _refused(f"`{VARIABLE}` is no plain address of a server")
    if url.scheme != "https" and not (url.scheme == "http" and is_loopback(url)):
        raise _refused(f"`{VARIABLE}` would send the API key unencrypted to `{url}`")
    return url.copy_with(path=url.path.rstrip("/"))


def is_loopback(url: httpx.URL) -> bool:
    """Tell whether an address is this machine's own."""
    if url.host == "localhost":
        return True
    try:
        return ipaddress.ip_address(url.host).is_loopback
    except ValueError:
        return False


def _read(written: str) -> httpx.URL | None:
    try:
        return httpx.URL(written)
    except httpx.InvalidURL:
        return None


def _refused(message: str) -> ProviderError:
    hint = (
        f"write it as `{DEFAULT}`; plain `http` is for this machine alone, "
        "as `http://127.0.0.1:8000`"
    )
    return ProviderError(message, hint=hint, code="bad_base_url")
