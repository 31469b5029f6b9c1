"""Error bodies, in the three shapes that the API has, read and written.

A list under `detail` (the schema was broken), an object with `type` and `code`, or the
older one with `status` and `message` alone. Source: wire reference, section 8. Does
not know what is billed, or what to do about an error.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from partita.errors import ValuePath
from partita.providers.wire.plan_shapes import TAGS

#: Code, its type, and the HTTP status that it comes with.
CODES: Final[dict[str, tuple[str, int]]] = {
    "invalid_parameters": ("validation_error", 400),
    "missing_required_field": ("validation_error", 400),
    "unsupported_model": ("validation_error", 400),
    "invalid_audio": ("validation_error", 400),
    "invalid_audio_format": ("validation_error", 400),
    "invalid_output_format": ("validation_error", 400),
    "invalid_file_type": ("validation_error", 400),
    "audio_too_long": ("validation_error", 400),
    "audio_too_short": ("validation_error", 400),
    "text_too_long": ("validation_error", 400),
    "bad_request": ("invalid_request", 400),
    "malformed_json": ("invalid_request", 400),
    "request_too_large": ("invalid_request", 413),
    "method_not_allowed": ("invalid_request", 405),
    "invalid_api_key": ("authentication_error", 401),
    "missing_api_key": ("authentication_error", 401),
    "insufficient_credits": ("payment_required", 402),
    "feature_not_available": ("authorization_error", 403),
    "subscription_required": ("authorization_error", 403),
    "insufficient_permissions": ("authorization_error", 403),
    "model_access_denied": ("authorization_error", 403),
    "not_found": ("not_found", 404),
    "song_not_found": ("not_found", 404),
    "model_not_found": ("not_found", 404),
    "rate_limit_exceeded": ("rate_limit_error", 429),
    "concurrent_limit_exceeded": ("rate_limit_error", 429),
    "system_busy": ("rate_limit_error", 429),
    "internal_error": ("internal_error", 500),
    "service_unavailable": ("service_unavailable", 503),
    "maintenance": ("service_unavailable", 503),
}

#: Older words that stand under `status` where they differ from the code.
STATUSES: Final = {
    "concurrent_limit_exceeded": "too_many_concurrent_requests",
    "missing_api_key": "needs_authorization",
}

BAD_PROMPT: Final = "bad_prompt"
BAD_PLAN: Final = "bad_composition_plan"
_SUGGESTIONS: Final = ("prompt_suggestion", "composition_plan_suggestion")

#: What a schema error's location begins with.
_PLACES: Final = ("body", "query", "path", "header")

#: How much of a body that is no error of the API is shown.
_SHOWN_CHARACTERS: Final = 200


@dataclass(frozen=True)
class SchemaFault:
    """One thing that a schema refused.

    Args:
        place: `body`, `query`, `path` or `header`, then keys and positions.
    """

    place: ValuePath
    message: str
    type: str = "value_error"

    @property
    def path(self) -> ValuePath:
        """Return where it is inside the request, without names of types."""
        inner = self.place[1:] if self.place[:1] and self.place[0] in _PLACES else ()
        return tuple(part for part in inner or self.place if part not in TAGS)


@dataclass(frozen=True)
class ErrorBody:
    """What an answer that is no success says.

    Args:
        http_status: of the answer itself.
        status: the older word, which may differ from the code.
        param: the field that it is about.
        suggestion: a prompt or a plan that would be taken instead.
        faults: what the schema refused.
    """

    http_status: int
    message: str
    code: str | None = None
    status: str | None = None
    type: str | None = None
    request_id: str | None = None
    param: str | None = None
    suggestion: Any = None
    faults: tuple[SchemaFault, ...] = ()

    def says(self, *words: str) -> bool:
        """Tell whether its code or its older word is one of some."""
        return self.code in words or self.status in words

    @property
    def word(self) -> str | None:
        """Return the most telling name of the error: a refusal's own, else the code."""
        if self.says(BAD_PROMPT, BAD_PLAN):
            return self.status
        return self.code or self.status

    @property
    def fields(self) -> tuple[tuple[ValuePath, str], ...]:
        """Return what the schema refused as paths inside the request, and why."""
        return tuple((fault.path, fault.message) for fault in self.faults)


def read_error(
    http_status: int, content: bytes, request_id: str | None = None
) -> ErrorBody:
    """Read an error's body, whatever it is.

    Args:
        request_id: from the header, for bodies that do not say it.
    """
    detail = _detail(content)
    if isinstance(detail, Mapping):
        return _read_object(http_status, detail, request_id)
    if isinstance(detail, list):
        faults = tuple(_faults(detail))
        message = "; ".join(fault.message for fault in faults) or "the schema is broken"
        code = "validation_error"
        return ErrorBody(
            http_status, message, code, request_id=request_id, faults=faults
        )
    text = detail if isinstance(detail, str) else content.decode("utf-8", "replace")
    shown = " ".join(text.split())[:_SHOWN_CHARACTERS]
    return ErrorBody(http_status, shown or "no reason given", request_id=request_id)


def _detail(content: bytes) -> Any:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return document.get("detail") if isinstance(document, dict) else None


def _read_object(
    http_status: int, detail: Mapping[str, Any], request_id: str | None
) -> ErrorBody:
    held = detail.get("data")
    extra = held if isinstance(held, Mapping) else {}
    suggestions = (extra.get(key) for key in _SUGGESTIONS)
    return ErrorBody(
        http_status,
        _text(detail, "message") or "no reason given",
        _text(detail, "code"),
        _text(detail, "status"),
        _text(detail, "type"),
        _text(detail, "request_id") or request_id,
        _text(detail, "param"),
        next((each for each in suggestions if each is not None), None),
    )


def _text(detail: Mapping[str, Any], key: str) -> str | None:
    value = detail.get(key)
    return value if isinstance(value, str) else None


def _faults(detail: list[Any]) -> Iterable[SchemaFault]:
    for each in detail:
        if isinstance(each, Mapping):
            place = each.get("loc")
            parts = place if isinstance(place, list) else ()
            path = tuple(part for part in parts if isinstance(part, str | int))
            message = _text(each, "msg") or "not as it should be"
            yield SchemaFault(path, message, _text(each, "type") or "value_error")


def error(
    code: str, message: str, *, param: str | None = None, status: str | None = None
) -> ErrorBody:
    """Return an error of the table."""
    type_, http_status = CODES[code]
    older = status or STATUSES.get(code, code)
    return ErrorBody(http_status, message, code, older, type_, param=param)


def schema_error(faults: Iterable[SchemaFault]) -> ErrorBody:
    """Return the error for a broken schema."""
    return ErrorBody(422, "the request is not as it should be", faults=tuple(faults))


def write_error(body: ErrorBody) -> dict[str, Any]:
    """Write an error's body."""
    if body.faults:
        faults = [
            {"loc": list(each.place), "msg": each.message, "type": each.type}
            for each in body.faults
        ]
        return {"detail": faults}
    written = {
        "type": body.type,
        "code": body.code,
        "message": body.message,
        "status": body.status,
        "request_id": body.request_id,
        "param": body.param,
    }
    detail: dict[str, Any] = {
        key: value for key, value in written.items() if value is not None
    }
    if body.suggestion is not None:
        is_text = isinstance(body.suggestion, str)
        detail["data"] = {_SUGGESTIONS[0 if is_text else 1]: body.suggestion}
    return {"detail": detail}
