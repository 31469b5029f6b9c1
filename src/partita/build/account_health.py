"""Look after an account: key, service, tier, credits, limits, formats.

Asks the service what is free to ask. What would fail is judged by what a build needs.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from partita.build.health import Needs
from partita.build.signs import Sign, Verdict
from partita.errors import ProviderError
from partita.providers.accounts import lacks_permission
from partita.providers.address import find_address
from partita.providers.api_key import find_api_key
from partita.providers.elevenlabs import ElevenLabs
from partita.providers.retry import Waiting
from partita.providers.tiers import LOSSLESS

if TYPE_CHECKING:
    from partita.providers.base import Account

#: Subscriptions that music is made for.
_GOOD_STATUSES: Final = frozenset({"active", "trialing", "free"})


async def account_signs(
    needs: Needs, environ: Mapping[str, str], waiting: Waiting
) -> tuple[Sign, ...]:
    """Look at the account whose key is in the environment."""
    try:
        key, base_url = find_api_key(environ), find_address(environ)
    except ProviderError as error:
        return (_failing("api key", error, needs),)
    provider = ElevenLabs(key, base_url, waiting=waiting)
    try:
        signs = [each async for each in _service_signs(provider, needs)]
    finally:
        await provider.close()
    return (Sign("api key", "ok", f"found, for `{base_url.host}`"), *signs)


async def _service_signs(provider: ElevenLabs, needs: Needs) -> AsyncIterator[Sign]:
    began = time.monotonic()
    try:
        account = await provider.subscription()
    except ProviderError as error:
        if not lacks_permission(error):
            yield _failing("service", error, needs)
            return
        hint = "give the key leave to read the account, and more can be seen here"
        yield Sign("account", "note", error.message, hint)
    else:
        seconds = time.monotonic() - began
        yield Sign("service", "ok", f"answered in {seconds:.1f} s")
        for sign in _account_signs(account, needs):
            yield sign
    yield await _models(provider)


def _failing(name: str, error: ProviderError, needs: Needs) -> Sign:
    """Return a sign that is bad only if something has to be sent."""
    verdict: Verdict = "fails" if needs.requests else "note"
    said = error.message
    if not needs.requests:
        said = f"{said}; but nothing has to be sent"
    return Sign(name, verdict, said, error.hint)


def _account_signs(account: Account, needs: Needs) -> Iterator[Sign]:
    yield _tier(account, needs)
    yield _credits(account, needs)
    requests = f"{account.concurrency} request{'s' * (account.concurrency != 1)}"
    yield Sign("limits", "ok", f"{requests} for music at once")
    yield _formats(account)


def _tier(account: Account, needs: Needs) -> Sign:
    said = f"`{account.tier}`, which is `{account.status}`"
    if account.status not in _GOOD_STATUSES:
        verdict: Verdict = "fails" if needs.requests else "note"
        return Sign("tier", verdict, said, "settle it in the account's settings")
    if account.tier == "free":
        return Sign("tier", "note", said, "music is documented to need a paid tier")
    return Sign("tier", "ok", said)


def _credits(account: Account, needs: Needs) -> Sign:
    left = account.credits_left
    if left is None:
        return Sign("credits", "ok", "without end")
    said = f"{left:,} left"
    if account.resets_unix is not None:
        said += f" until {datetime.fromtimestamp(account.resets_unix, UTC):%Y-%m-%d}"
    if needs.requests:
        said += f"; a build needs about {needs.expected:,}"
    hint = "buy some, or build less; `partita plan` shows each price"
    if left < needs.expected:
        return Sign("credits", "fails", said, hint)
    if left < needs.worst:
        said += f", at worst {needs.worst:,}"
        return Sign("credits", "note", said, hint)
    return Sign("credits", "ok", said)


def _formats(account: Account) -> Sign:
    best = account.formats[0]
    if best in LOSSLESS:
        return Sign("formats", "ok", f"masters in `{best}`, without loss")
    said = f"masters in `{best}`, which loses a little"
    return Sign("formats", "note", said, "raw masters are documented for `pro` and up")


async def _models(provider: ElevenLabs) -> Sign:
    try:
        models = await provider.models()
    except ProviderError as error:
        return Sign("models", "note", error.message)
    found = [each.model_id for each in models if each.model_id.startswith("music")]
    if not found:
        return Sign("models", "note", "none for music is listed, nor need it be")
    return Sign("models", "ok", ", ".join(f"`{each}`" for each in found))
