"""What a key may do: read from the subscription, or assumed where it can't be read.

Pure. Knows what the service says of an account; what a tier allows is `tiers`'.
"""

from __future__ import annotations

from typing import Any, Final

from partita.errors import ProviderError
from partita.providers import tiers
from partita.providers.base import Account
from partita.providers.wire.answers import Subscription

#: What is assumed where a key may make music, but not read the subscription.
UNREAD: Final = Account("unknown", None, tiers.at_once(""), tiers.masters(""))

#: Refusals to read the subscription that say nothing against making music.
_PERMISSIONS: Final = frozenset({"missing_permissions", "insufficient_permissions"})
_STATUSES: Final = frozenset({403, 404, 405, 500, 501, 502, 503, 504})


def account_of(document: Any) -> Account:
    """Read a subscription.

    Raises:
        ValueError: when it is none.
    """
    found = Subscription.model_validate(document)
    extension = found.max_credit_limit_extension
    left = None
    if extension != "unlimited":
        left = max(0, found.character_limit + extension - found.character_count)
    return Account(
        found.tier,
        left,
        tiers.at_once(found.tier),
        tiers.masters(found.tier),
        found.next_character_count_reset_unix,
        found.status,
    )


def lacks_permission(error: ProviderError) -> bool:
    """Tell whether the service knows a key that may not ask this."""
    return error.code in _PERMISSIONS


def says_nothing_of_music(error: ProviderError) -> bool:
    """Tell whether a key that can't read its subscription may still make music."""
    return lacks_permission(error) or error.status in _STATUSES
