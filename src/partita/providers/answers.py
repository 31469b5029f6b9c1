"""What an answer that is no music says: in words for people, and of the bill.

Tables first: a sentence and a hint for each of the API's codes, else for the HTTP
status. A refusal is unbilled; what failed after it was taken may not be.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Final

import httpx

from partita.errors import Billing, ProviderError, SongGone, ValuePath
from partita.providers.retry import BUSY, TURN, UNREACHABLE, Again, Patience
from partita.providers.wire import names
from partita.providers.wire.errors import ErrorBody, read_error


def content_type(headers: Mapping[str, str]) -> str:
    """Return what an answer claims to be, without parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def number(written: str | None) -> int | None:
    """Return the number that a header holds, if it does and is not absurd."""
    if written and written.isascii() and written.isdigit():
        return int(written) if len(written) <= _MOST_DIGITS else None
    return None


@dataclass(frozen=True)
class _Words:
    said: str
    hint: str


_KEY = _Words(
    "the service does not know this API key",
    "check `ELEVENLABS_API_KEY`, or the file named by `ELEVENLABS_API_KEY_FILE`",
)
_PERMISSION = _Words(
    "the API key lacks a permission",
    "give it access to music in the account's settings",
)
_CREDITS = _Words(
    "the account has too few credits",
    "buy some, or wait for the next month's; `partita doctor` shows what is left",
)
_TIER = _Words(
    "the account may not do this",
    "`partita doctor` shows what it may; a higher tier may allow more",
)
_MODEL = _Words(
    "the account can't use this model",
    "name another `model_id`: `music_v2_5`, `music_v2` or `music_v1`",
)
_SONG = _Words(
    "the service no longer has a stored song that is taken from",
    "partita uploads the recording again where it has it",
)
_PROMPT = _Words(
    "the prompt was refused",
    "describe the music without names of artists, bands or songs",
)
_PLAN = _Words(
    "the composition plan was refused",
    "describe the music without names of artists, bands or songs, in lyrics too",
)
_LARGE = _Words("the request is too large", "use shorter texts, or a shorter recording")
_AUDIO = _Words("the recording was refused", "bring it in as wav, flac or mp3")
_FORMAT = _Words(
    "the output format was refused",
    "leave it out, and partita asks for the best that the account allows",
)
_WAIT = _Words("the account makes as much music at once as it may", "build again later")
_BUSY = _Words("the service is busy", "build again later")
_DOWN = _Words("the service is down", "build again later")
_INVALID = _Words(
    "the service refused the request",
    "this partita may be older or newer than the service; `partita doctor` compares",
)
_ADDRESS = _Words(
    "the service has nothing at this address",
    "check `ELEVENLABS_BASE_URL`: it must name a server that speaks the Music API",
)
_PROXY = "the answer is no JSON, so it may come from a proxy in between"

#: By the API's own word.
_BY_CODE: Final = {
    "invalid_api_key": _KEY,
    "missing_api_key": _KEY,
    "needs_authorization": _KEY,
    "missing_permissions": _PERMISSION,
    "insufficient_permissions": _PERMISSION,
    "insufficient_credits": _CREDITS,
    "quota_exceeded": _CREDITS,
    "feature_not_available": _TIER,
    "subscription_required": _TIER,
    "model_access_denied": _MODEL,
    "model_not_found": _MODEL,
    "unsupported_model": _MODEL,
    "song_not_found": _SONG,
    "bad_prompt": _PROMPT,
    "bad_composition_plan": _PLAN,
    "request_too_large": _LARGE,
    "text_too_long": _LARGE,
    "audio_too_long": _AUDIO,
    "audio_too_short": _AUDIO,
    "invalid_audio": _AUDIO,
    "invalid_audio_format": _AUDIO,
    "invalid_file_type": _AUDIO,
    "invalid_output_format": _FORMAT,
    "concurrent_limit_exceeded": _WAIT,
    "too_many_concurrent_requests": _WAIT,
    "system_busy": _BUSY,
    "rate_limit_exceeded": _BUSY,
    "service_unavailable": _DOWN,
    "maintenance": _DOWN,
}

_BY_STATUS: Final = {
    401: _KEY,
    402: _CREDITS,
    403: _TIER,
    404: _ADDRESS,
    405: _ADDRESS,
    413: _LARGE,
    429: _BUSY,
    502: _DOWN,
    503: _DOWN,
    504: _DOWN,
}

#: Another request of the account has to end first.
_CONCURRENT: Final = ("concurrent_limit_exceeded", "too_many_concurrent_requests")

#: Refusals by their number that don't say whether the request was taken before: it
#: came too slowly (408), or the other side saw this one go (499).
_UNCLEAR: Final = frozenset({408, 499})

#: Redirects that, by their definition, leave the request for somebody else to take.
_UNTAKEN: Final = frozenset({307, 308})

#: More are no count of bytes, credits or seconds.
_MOST_DIGITS: Final = 15

#: Longer messages are cut: whole pages have come as one.
_MOST_CHARACTERS: Final = 400

DOUBT: Final = (
    "it may have been billed: look at the account's usage before it is sent once more"
)


def refusal(response: httpx.Response, body: bytes, *, paid: bool) -> Exception:
    """Return what to raise for an answer that is not what was asked for.

    Args:
        body: as much of it as came, without the key.
        paid: the request costs credits as soon as it is taken.
    """
    status, request_id = response.status_code, response.headers.get(names.REQUEST_ID)
    said = read_error(status, body, request_id)
    error = _error(response, said, _billing(status, paid=paid))
    patience = _patience(said)
    if error.billing != "no" or patience is None:
        return error
    return Again(error, patience, _asked_pause_s(response.headers))


def _billing(status: int, *, paid: bool) -> Billing:
    refused = 400 <= status < 500 and status not in _UNCLEAR
    return "no" if not paid or refused or status in _UNTAKEN else "unknown"


def _patience(said: ErrorBody) -> Patience | None:
    if said.http_status == httpx.codes.TOO_MANY_REQUESTS:
        return TURN if said.says(*_CONCURRENT) else BUSY
    return UNREACHABLE if said.http_status >= 500 else None


def _error(
    response: httpx.Response, said: ErrorBody, billing: Billing
) -> ProviderError:
    words = _words(response, said)
    in_json = content_type(response.headers) == names.JSON
    told = _told(said) if in_json else f"HTTP {said.http_status}"
    hint = words.hint if billing == "no" else DOUBT
    kind = SongGone if words is _SONG else ProviderError
    return kind(
        f"{words.said}: {told}",
        hint=hint if in_json else f"{_PROXY}; {hint}",
        billing=billing,
        code=said.word,
        status=said.http_status,
        request_id=said.request_id,
        suggestion=said.suggestion,
        fields=said.fields,
    )


def _words(response: httpx.Response, said: ErrorBody) -> _Words:
    for word in (said.status, said.code):
        if word in _BY_CODE:
            return _BY_CODE[word]
    if said.http_status in _BY_STATUS:
        return _BY_STATUS[said.http_status]
    if response.has_redirect_location:
        return _redirected(response)
    if said.http_status >= 500:
        return _Words("the service failed", "build again later")
    return _INVALID


def _redirected(response: httpx.Response) -> _Words:
    to = plain(response.headers["location"])
    said = f"the service's address leads elsewhere, to `{to}`, where no key is sent"
    return _Words(said, "name the server itself in `ELEVENLABS_BASE_URL`")


def _told(said: ErrorBody) -> str:
    fields = [f"`{_dotted(path)}`: {plain(message)}" for path, message in said.fields]
    return "; ".join(fields) or plain(said.message)


def _dotted(path: ValuePath) -> str:
    return ".".join(str(part) for part in path)


def plain(said: str) -> str:
    """Return a stranger's words as part of a sentence: one line, no control codes."""
    printable = "".join(each if each.isprintable() else " " for each in said)
    return " ".join(printable.split()).removesuffix(".")[:_MOST_CHARACTERS]


def _asked_pause_s(headers: httpx.Headers) -> float | None:
    """Return how long the service asks to wait: seconds, or a date (RFC 9110)."""
    asked = headers.get("retry-after", "")
    if (pause_s := number(asked)) is not None:
        return float(pause_s)
    try:
        # Counted by the service's own clock: ours may be wrong.
        now = parsedate_to_datetime(headers["date"])
        return max(0.0, (parsedate_to_datetime(asked) - now).total_seconds())
    except (KeyError, TypeError, ValueError):
        return None


def read_json(response: httpx.Response, body: bytes, *, paid: bool) -> Any:
    """Return the JSON of a good answer.

    Raises:
        ProviderError: when it is none.
    """
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        pass
    raise unreadable(content_type(response.headers), paid=paid)


def unreadable(claimed: str, *, paid: bool) -> ProviderError:
    """Return the error for a good answer that holds something else than was asked.

    Args:
        claimed: its content type.
    """
    message = f"the service's answer, `{plain(claimed)}`, is not what was asked for"
    hint = "a proxy in between may have answered in its place"
    billing: Billing = "unknown" if paid else "no"
    hint = f"{hint}; {DOUBT}" if paid else hint
    return ProviderError(message, hint=hint, billing=billing, code="bad_answer")
