"""Refusals: an answer of the API that is no success, on its way to the client."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from partita.providers.wire.errors import ErrorBody, SchemaFault, error, schema_error
from partita.providers.wire.plan_shapes import TAGS


class Refusal(Exception):
    """A request that is not done, and why."""

    def __init__(self, body: ErrorBody) -> None:
        super().__init__(body.message)
        self.body = body


def refused(code: str, message: str, *, param: str | None = None) -> Refusal:
    """Return a refusal by its code."""
    return Refusal(error(code, message, param=param))


def broken(place: str, problem: ValidationError) -> Refusal:
    """Return the refusal for a broken schema.

    Args:
        place: `body` or `query`.
    """
    return Refusal(schema_error(_faults(place, problem.errors(include_url=False))))


def _faults(place: str, found: Iterable[Mapping[str, Any]]) -> Iterable[SchemaFault]:
    for each in found:
        inner = (part for part in each["loc"] if part not in TAGS)
        yield SchemaFault((place, *inner), each["msg"], each["type"])
