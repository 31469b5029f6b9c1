"""What all JSON shapes of the API have in common.

Limits come from `limits`. Optional keys may be null and count as left out then; keys
that nobody knows are ignored, as the service does.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from partita import limits
from partita.limits import Limit


class Shape(BaseModel):
    """A JSON object of the API."""

    model_config = ConfigDict(frozen=True, extra="ignore", protected_namespaces=())

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, document: Any) -> Any:
        if not isinstance(document, dict):
            return document
        required = {name for name, f in cls.model_fields.items() if f.is_required()}
        return {
            key: value
            for key, value in document.items()
            if value is not None or key in required
        }


def number(limit: Limit) -> Any:
    """Bound a number by a limit."""
    return Field(ge=limit.minimum, le=limit.maximum)


def length(limit: Limit) -> Any:
    """Bound the length of a string or list by a limit."""
    return Field(min_length=limit.minimum, max_length=limit.maximum)


SongId = Annotated[str, length(limits.SONG_ID)]
Styles = Annotated[tuple[str, ...], length(limits.STYLES)]
ChunkDuration = Annotated[int, number(limits.CHUNK_DURATION)]
PromptText = Annotated[str, length(limits.PROMPT)]
PromptLength = Annotated[int, number(limits.PROMPT_LENGTH)]
