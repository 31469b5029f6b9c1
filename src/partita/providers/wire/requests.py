"""What is asked for: JSON bodies and form fields, with their limits and defaults.

The four compose calls share one body; a call ignores what is not for it. Does not know
which combinations make sense.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from partita import limits
from partita.plan.chunks import Prompt
from partita.providers.base import Composition
from partita.providers.wire.names import DEFAULT_MODEL
from partita.providers.wire.plan_shapes import WirePlan
from partita.providers.wire.plans import plan_to_wire
from partita.providers.wire.shapes import (
    PromptLength,
    PromptText,
    Shape,
    length,
    number,
)

ModelId = Literal["music_v1", "music_v2", "music_v2_5"]


class ComposeBody(Shape):
    """The body of the four compose calls.

    `respect_sections_durations` and `sign_with_c2pa` are not for streams;
    `with_timestamps` and `with_waveform_visual` are for the detailed calls. The last
    six are documented, but no SDK has them.
    """

    prompt: PromptText | None = None
    composition_plan: WirePlan | None = None
    music_length_ms: PromptLength | None = None
    model_id: ModelId = DEFAULT_MODEL
    seed: Annotated[int, number(limits.SEED)] | None = None
    force_instrumental: bool = False
    finetune_id: Annotated[str, length(limits.FINETUNE_ID)] | None = None
    store_for_inpainting: bool = False
    respect_sections_durations: bool = True
    sign_with_c2pa: bool = False
    with_timestamps: bool = False
    with_waveform_visual: bool = False
    use_phonetic_names: bool = False
    lyrics_text: Annotated[str, Field(max_length=4000)] | None = None
    generation_mode: Literal["track", "loop", "ambience", "video_to_music"] | None = (
        None
    )
    finetune_strength: Annotated[float, Field(gt=0, le=2)] = 1.0
    music_prompt: WirePlan | None = None
    model_style_prefix: Literal["music", "sfx"] | None = None


class PlanBody(Shape):
    """The body of a request for a plan."""

    prompt: PromptText
    music_length_ms: PromptLength | None = None
    source_composition_plan: WirePlan | None = None
    model_id: ModelId = DEFAULT_MODEL


class UploadFields(Shape):
    """The fields that stand beside an uploaded file."""

    extract_composition_plan: bool | ModelId | None = None
    with_timestamps: bool = False
    with_waveform_visual: bool = False


class StemFields(Shape):
    """The fields that stand beside a file whose stems are wanted."""

    stem_variation_id: Literal["two_stems_v1", "six_stems_v1"] = "six_stems_v1"
    sign_with_c2pa: bool = False


#: What is added to a prompt that wants no vocals: a request for a plan has no field
#: that says it.
INSTRUMENTAL: Final = "\nInstrumental, no vocals"

#: The form field of an uploaded recording.
FILE: Final = "file"


def compose_document(composition: Composition) -> dict[str, Any]:
    """Write the body of a request for music: the model, and what is no default."""
    document: dict[str, Any] = {
        "composition_plan": plan_to_wire(composition.plan),
        "model_id": composition.model_id,
    }
    if composition.seed is not None:
        document["seed"] = composition.seed
    if composition.store:
        document["store_for_inpainting"] = True
    if composition.timestamps:
        document["with_timestamps"] = True
    if composition.finetune_id is not None:
        document["finetune_id"] = composition.finetune_id
    if not composition.respect_sections_durations:
        document["respect_sections_durations"] = False
    return document


def plan_document(prompt: Prompt, model_id: str) -> dict[str, Any]:
    """Write the body of a request for a plan."""
    text = prompt.text + (INSTRUMENTAL if prompt.instrumental else "")
    document: dict[str, Any] = {"prompt": text, "model_id": model_id}
    if prompt.length_ms is not None:
        document["music_length_ms"] = prompt.length_ms
    return document
