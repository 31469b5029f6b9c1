"""Tables of a manifest file: what may stand at its top level.

Songs and edits have their own module; this one names the rest and says which tables
an included file may hold.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from partita.manifest.chunks import LengthFields, StyleFields, Styles, Table
from partita.manifest.values import (
    LOUDNESS_LUFS,
    Adherence,
    AnyModel,
    Format,
    InnerPath,
    OnChange,
    OutputDir,
    Pronunciation,
    Seed,
    Tag,
    Takes,
    Text,
)


class Project(Table):
    """The project as a whole."""

    name: Text | None = Field(None, description="Its name; unsaid, the folder's.")
    output_dir: OutputDir = Field("build", description="Where audio files are put.")
    provider: Text = Field(
        "local",
        description="Who makes the sound: `local` is the embedded engine.",
        examples=["local", "elevenlabs"],
    )
    output_format: Format = Field(
        "mp3_44100_128", description="Format of the audio files."
    )
    soundfont: InnerPath | None = Field(
        None,
        description="An SF2 or SF3 soundfont whose instruments replace the engine's "
        "own; `system` is the one that the system has.",
        examples=["assets/band.sf2", "system"],
    )
    pronunciation: Pronunciation = Field(
        "cmudict",
        description="What reads lyrics: `cmudict` knows English, and gives other "
        "languages their vowels; `espeak-ng` reads those too, where it is installed.",
    )
    include: list[Text] = Field(
        default_factory=list,
        description="More files with songs, edits, styles and exports; `*` works.",
    )


Credits = Annotated[int, Field(ge=0)]


class Budget(Table):
    """What may be spent. A request whose price is not known is not sent then."""

    max_credits_per_build: Credits | None = Field(
        None, description="The most that one build may spend."
    )
    max_credits_per_target: Credits | None = Field(
        None, description="The most that one song or edit may cost, all takes together."
    )
    max_credits_per_month: Credits | None = Field(
        None, description="The most that may be spent in a month, by UTC."
    )


class Defaults(LengthFields, StyleFields):
    """What songs and edits have when they do not say otherwise."""

    model: AnyModel | None = Field(None, description="The music model.")
    seed: Seed | None = Field(None, description="The seed of generated pieces.")
    tags: list[Tag] = Field(
        default_factory=list, description="Tags of pieces that have none."
    )
    context_adherence: Adherence | None = Field(
        None, description="How closely chunks follow their neighbours."
    )
    takes: Takes | None = Field(
        None,
        description="How many takes a paid provider makes of a piece, to choose from.",
    )
    on_change: OnChange | None = Field(
        None,
        description="Whether a paid take whose plan changed is revised, which makes "
        "only what changed, or composed anew.",
    )


class Advice(Table):
    """Warnings that can be switched off, one by one."""

    few_styles: bool = Field(
        default=True,
        alias="few-styles",
        description="The first chunk has too few styles to set a tone.",
    )
    parenthesised_direction: bool = Field(
        default=True,
        alias="parenthesised-direction",
        description="A direction in `(…)` would be sung; `{…}` is meant.",
    )
    contradicting_styles: bool = Field(
        default=True,
        alias="contradicting-styles",
        description="A style is asked for and forbidden at once.",
    )
    not_english: bool = Field(
        default=True,
        alias="not-english",
        description="A style in another language than English.",
    )
    crowded_lyrics: bool = Field(
        default=True,
        alias="crowded-lyrics",
        description="More lyrics than can be sung in the chunk's time.",
    )
    guessed_words: bool = Field(
        default=True,
        alias="guessed-words",
        description="Lyrics in another language, or many words that no dictionary has.",
    )


class NamedStyles(Table):
    """A named set of styles, used as `styles = [\"name\"]`."""

    positive: Styles = Field(default_factory=list, description="What to include.")
    negative: Styles = Field(default_factory=list, description="What to avoid.")


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


#: One selector may stand without brackets.
Selectors = Annotated[
    list[Text],
    Field(min_length=1),
    BeforeValidator(_as_list),
    WithJsonSchema(
        {
            "anyOf": [
                {"title": "Selector", "type": "string", "minLength": 1},
                {
                    "title": "Selectors",
                    "type": "array",
                    "items": {"type": "string", "minLength": 1},
                    "minItems": 1,
                },
            ]
        }
    ),
]


class Export(Table):
    """Files shipped from masters."""

    select: Selectors = Field(
        description="Names, globs and tags: `theme`, `menu-*`, `tag:bgm`."
    )
    format: Format = Field(description="Format of the files.")
    loudness: (
        Annotated[
            float,
            Field(ge=LOUDNESS_LUFS[0], le=LOUDNESS_LUFS[1], allow_inf_nan=False),
        ]
        | None
    ) = Field(None, description="Integrated loudness in LUFS; unsaid, the master's.")
    engine: Text | None = Field(
        None,
        description="Game engine whose conventions the files follow.",
        examples=["godot", "unity", "unreal"],
    )


#: Tables that stand once, in the project's own manifest.
SINGLE: dict[str, type[Table]] = {
    "project": Project,
    "budget": Budget,
    "defaults": Defaults,
    "advice": Advice,
}

#: Tables of named entries; included files may hold them too.
NAMED: dict[str, str] = {
    "styles": "style set",
    "songs": "song",
    "edits": "edit",
    "exports": "export",
}
