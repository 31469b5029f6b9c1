"""What comes back: uploads, details of a composition, models, the subscription.

Lenient as a reader: what a client does not need has a default. Knows shapes; does not
know headers.
"""

from __future__ import annotations

from typing import Literal

from partita.providers.wire.plan_shapes import WirePlan
from partita.providers.wire.shapes import Shape


class WordTimestamp(Shape):
    """When a word is sung."""

    word: str
    start_ms: int
    end_ms: int


class SongMetadata(Shape):
    """What a composition is about."""

    title: str | None = None
    description: str | None = None
    genres: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    is_explicit: bool | None = None


class Details(Shape):
    """The JSON part of a detailed answer.

    `waveform_visual` has 4 numbers a second, -1000..1000, of the mono mix.
    """

    composition_plan: WirePlan
    song_metadata: SongMetadata = SongMetadata()
    words_timestamps: tuple[WordTimestamp, ...] | None = None
    waveform_visual: tuple[int, ...] | None = None


class UploadAnswer(Shape):
    """What an upload is answered with."""

    song_id: str
    composition_plan: WirePlan | None = None
    words_timestamps: tuple[WordTimestamp, ...] | None = None
    waveform_visual: tuple[int, ...] | None = None


class ModelRates(Shape):
    """What a model costs, relative to others."""

    character_cost_multiplier: float = 1.0
    cost_discount_multiplier: float | None = None


class Model(Shape):
    """A model that the account sees."""

    model_id: str
    name: str | None = None
    description: str | None = None
    can_be_finetuned: bool = False
    can_do_text_to_speech: bool = False
    can_do_voice_conversion: bool = False
    can_use_style: bool = False
    can_use_speaker_boost: bool = False
    serves_pro_voices: bool = False
    token_cost_factor: float | None = None
    requires_alpha_access: bool = False
    languages: tuple[dict[str, str], ...] = ()
    model_rates: ModelRates = ModelRates()
    concurrency_group: str | None = None


class Price(Shape):
    """An amount of money, as text."""

    amount: str = "0"
    currency: str = "usd"


class Subscription(Shape):
    """What the account may use, and has used. Characters are credits."""

    tier: str
    character_count: int
    character_limit: int
    max_credit_limit_extension: int | Literal["unlimited"] = 0
    can_extend_character_limit: bool = False
    allowed_to_extend_character_limit: bool = False
    next_character_count_reset_unix: int | None = None
    voice_slots_used: int = 0
    professional_voice_slots_used: int = 0
    professional_voice_slots_used_in_workspace: int = 0
    voice_limit: int = 0
    voice_add_edit_counter: int = 0
    professional_voice_limit: int = 0
    can_extend_voice_limit: bool = False
    can_use_instant_voice_cloning: bool = False
    can_use_professional_voice_cloning: bool = False
    current_overage: Price = Price()
    status: str = "active"
    open_invoices: tuple[dict[str, object], ...] = ()
    has_open_invoices: bool = False
