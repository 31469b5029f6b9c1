"""The names of everybody who makes the sound, without importing any of them."""

from __future__ import annotations

from typing import Final

#: The embedded engine: free, offline, and the same every time.
LOCAL: Final = "local"

#: Those who are paid, and never make the same thing twice.
PAID: Final = ("elevenlabs",)

PROVIDERS: Final = (LOCAL, *PAID)

#: Where keys are found; processes that pay for nothing do without.
KEY_VARIABLES: Final = ("ELEVENLABS_API_KEY", "ELEVENLABS_API_KEY_FILE")
