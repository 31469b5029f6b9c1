"""The JSON Schema of a manifest, for completion and checking in editors.

Made from the models, so limits and names have one source. Shaped for TOML servers:
no nulls, since TOML has none, and one titled variant for each way to declare a piece.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from partita.manifest.chunks import ChunkPlan, SectionPlan
from partita.manifest.models import SINGLE, Export, NamedStyles
from partita.manifest.pieces import EDITS, SONGS
from partita.manifest.values import NAME_PATTERN

if TYPE_CHECKING:
    from collections.abc import Mapping

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TITLES = {
    "PromptSong": "Song by prompt",
    "ChunksSong": "Song by chunks",
    "SectionsSong": "Song by music_v1 sections",
    "PlanSong": "Song by composition plan",
    "FileSong": "Recording",
    "ReplaceEdit": "Edit: replace",
    "ExtendEdit": "Edit: extend",
    "LoopEdit": "Edit: loop",
    "SimilarEdit": "Edit: similar",
    "SpliceEdit": "Edit: splice",
    "Expect": "Expectations",
    "GenerationChunk": "Generation chunk",
    "ReferenceChunk": "Audio reference chunk",
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of `music.toml`."""
    definitions = _definitions()
    return {
        "$schema": _DRAFT,
        "title": "partita manifest",
        "description": "Songs, and the edits derived from them.",
        # tomllib reads TOML 1.0; tombi would let 1.1 pass.
        "x-tombi-toml-version": "v1.0.0",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            **{name: _ref(model) for name, model in SINGLE.items()},
            "styles": _named("Named sets of styles", _ref(NamedStyles)),
            "songs": _named("Songs", _one_of(SONGS)),
            "edits": _named("Edits", {**_one_of(EDITS), **_needs(definitions)}),
            "exports": _named("Exports", _ref(Export)),
        },
        "$defs": definitions,
    }


def _one_of(models: Mapping[str, type[BaseModel]]) -> dict[str, Any]:
    return {"oneOf": [_ref(model) for model in models.values()]}


def _needs(definitions: dict[str, Any]) -> dict[str, Any]:
    """Move what an edit requires out of its variant, into a rule by its kind.

    tombi completes from the variants that are valid: an edit that is still being
    written would fit none, and be offered the fields of all five.
    """
    rules = []
    # Said everywhere, or tombi's strict mode calls every other field unknown.
    more = {"unevaluatedProperties": True}
    for kind, edit in EDITS.items():
        required = definitions[edit.__name__]["required"]
        definitions[edit.__name__]["required"] = ["kind"]
        of_kind = {"properties": {"kind": {"const": kind}}, "required": ["kind"]}
        then = {"required": required, **more}
        rules.append({"if": {**of_kind, **more}, "then": then, **more})
    return {"allOf": rules}


def _named(title: str, entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": title,
        "description": f"{title}, each under its own name.",
        "type": "object",
        "propertyNames": {"pattern": f"^{NAME_PATTERN}$"},
        "additionalProperties": entry,
    }


def _ref(model: type[BaseModel]) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{model.__name__}"}


def _definitions() -> dict[str, Any]:
    models: list[type[BaseModel]] = [*SINGLE.values(), NamedStyles, Export]
    models += [*SONGS.values(), *EDITS.values(), ChunkPlan, SectionPlan]
    _, whole = models_json_schema([(model, "validation") for model in models])
    definitions: dict[str, Any] = _without_null(whole["$defs"])
    for name, title in _TITLES.items():
        definitions[name]["title"] = title
    either = [{"required": ["song"]}, {"required": ["song_id"]}]
    definitions["ReferenceChunk"]["anyOf"] = either
    plan = definitions["PlanSong"]["properties"]["plan"]
    plan["anyOf"] = [{"type": "string"}, _ref(ChunkPlan), _ref(SectionPlan)]
    for kind, edit in EDITS.items():
        definitions[edit.__name__]["properties"]["kind"]["const"] = kind
    used = _TITLES.keys() | _referenced(definitions) | {m.__name__ for m in models}
    return {name: each for name, each in definitions.items() if name in used}


def _referenced(value: object) -> set[str]:
    """Name every definition that a schema points at."""
    if isinstance(value, list):
        return {name for each in value for name in _referenced(each)}
    if not isinstance(value, dict):
        return set()
    found = {name for each in value.values() for name in _referenced(each)}
    ref = value.get("$ref")
    return found | {ref.rpartition("/")[2]} if isinstance(ref, str) else found


def _without_null(value: Any) -> Any:
    """Leave out null variants and null defaults: TOML has no null."""
    if isinstance(value, list):
        return [_without_null(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {
        key: _without_null(each)
        for key, each in value.items()
        if not (key == "default" and each is None)
    }
    variants = kept.get("anyOf")
    if not isinstance(variants, list) or {"type": "null"} not in variants:
        return kept
    rest = [each for each in variants if each != {"type": "null"}]
    del kept["anyOf"]
    return {**rest[0], **kept} if len(rest) == 1 else {**kept, "anyOf": rest}
