"""The job of a worker that is asked for music: a plan or a prompt in, files out.

Runs in a process of its own. Knows folders and the embedded musician; does not know
connections, keys or credits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from partita.audio.decode import stream
from partita.audio.formats import format_named
from partita.audio.stream import Sound
from partita.build.kept import kept_audio
from partita.errors import AudioError, ProviderError
from partita.limits import ENGINE_RATES
from partita.plan.chunks import (
    Chunk,
    ChunkPlan,
    CompositionPlan,
    Prompt,
    ReferenceChunk,
    SectionPlan,
    Source,
)
from partita.plan.sections import as_chunks
from partita.providers import local
from partita.providers.local_renders import Made
from partita.providers.local_stream import stream_master
from partita.providers.local_words import words
from partita.server.crew import Tell
from partita.server.drafts import asked_plan, genres_of
from partita.server.songs import AUDIO, OUTLINE, PARTS, Song
from partita.server.spool import SONG, spool, spool_live
from partita.server.told import Composed, Planned, Word
from partita.units import Frames

#: The engine's ceiling, for masters in which nothing is kept.
_CEILING_DB: Final = -1.0


@dataclass(frozen=True)
class Taken:
    """A stored song that a plan takes from."""

    song: Song
    folder: Path

    def audio(self) -> Sound:
        """Return its audio."""
        return stream(self.folder / AUDIO, self.song.frames)

    def is_whole(self) -> bool:
        """Tell whether its audio is what was stored."""
        try:
            return self.audio().digest() == self.song.audio
        except AudioError:
            return False

    def heard(self) -> local.Heard:
        """Return what the musician knows of it."""
        outline = self.folder / OUTLINE
        if outline.is_file():
            return local.Heard(outline=outline.read_bytes())
        return local.Heard(audio=self.audio())


@dataclass(frozen=True)
class Compose:
    """One request for music.

    Args:
        folder: for the song, the client's file, and all that lies between.
        plan: its sources named by `song_id`; None to draft one from the prompt.
        taken: every song of the plan, by its id.
        live: send while it is made, a little less exact in level.
    """

    folder: Path
    model_id: str
    output_format: str
    plan: CompositionPlan | None
    prompt: Prompt | None
    seed: int | None
    taken: Mapping[str, Taken]
    live: bool

    def __call__(self, tell: Tell) -> None:
        """Make it.

        Raises:
            ProviderError: when a stored song can't be read, as when it is gone.
        """
        try:
            self._make(tell)
        except AudioError:
            lost = [name for name, taken in self.taken.items() if not taken.is_whole()]
            if not lost:
                raise
        else:
            return
        message = f"there is no stored song `{lost[0]}`: its audio can't be read"
        raise ProviderError(message, code="song_not_found")

    def _make(self, tell: Tell) -> None:
        plan = self.plan or asked_plan(self._prompt(), self.model_id)
        tell(Planned(plan, genres_of(plan)))
        chunks = as_chunks(plan) if isinstance(plan, SectionPlan) else plan
        made = self._made(_renamed(chunks))
        tell(Composed(sung_words(made.outline)))
        if self.live:
            peak_db = 0.0 if made.kept else _CEILING_DB
            audio = stream_master(made)
            spool_live(audio, self.output_format, peak_db, self.folder, tell)
        else:
            audio = local.master(made.outline, made.rendered, made.kept)
            spool(audio, self.output_format, self.folder, tell)

    def _prompt(self) -> Prompt:
        assert self.prompt is not None, "a request has a plan or a prompt"
        return self.prompt

    def _made(self, renamed: tuple[ChunkPlan, dict[str, str]]) -> Made:
        plan, ids = renamed
        rate_hz = self._rate(plan, ids)
        heard = {name: self.taken[ids[name]].heard() for name in ids}
        scored = local.score(plan, self.seed, rate_hz, heard)
        _store(scored, self.folder / SONG)
        kept = {
            number: kept_audio(self.taken[ids[source]].audio(), keep, rate_hz)
            for number, source, keep in _keeps(plan)
        }
        return Made(
            scored.outline, scored.parts, renders(scored.parts, self.folder), kept
        )

    def _rate(self, plan: ChunkPlan, ids: Mapping[str, str]) -> int:
        """Return a master's rate: that of what it keeps, or its format's own."""
        kept = {self.taken[ids[source]].song.rate_hz for _, source, _ in _keeps(plan)}
        if len(kept) == 1 and (rate_hz := kept.pop()) in ENGINE_RATES:
            return rate_hz
        wanted_hz = format_named(self.output_format).rate_hz
        return 44_100 if wanted_hz and 44_100 % wanted_hz == 0 else 48_000


def renders(parts: Mapping[int, bytes], folder: Path) -> dict[int, Callable[[], bytes]]:
    """Return renders that are made when they are first asked for, and then kept."""
    shelf = folder / "renders"
    shelf.mkdir()
    return {
        number: partial(_render, part, shelf / str(number))
        for number, part in parts.items()
    }


def _render(part: bytes, path: Path) -> bytes:
    if not path.is_file():
        path.write_bytes(local.render(part))
    return path.read_bytes()


def _store(scored: local.Scored, folder: Path) -> None:
    shelf = folder / PARTS
    shelf.mkdir(parents=True)
    (folder / OUTLINE).write_bytes(scored.outline)
    for number, part in scored.parts.items():
        (shelf / str(number)).write_bytes(part)


def sung_words(outline: bytes) -> tuple[Word, ...]:
    """Return the words of a composed piece."""
    return tuple(Word(w.word, w.start_ms, w.end_ms) for w in words(outline))


def _renamed(plan: ChunkPlan) -> tuple[ChunkPlan, dict[str, str]]:
    """Name sources by number, so that an id has no say in the music."""
    names: dict[str, str] = {}
    for source in sources_of(plan):
        assert source.song_id is not None
        names.setdefault(source.song_id, f"source/{len(names)}")

    def named(source: Source) -> Source:
        return Source(source.range, names[source.song_id or ""])

    chunks = tuple(_with(chunk, named) for chunk in plan.chunks)
    return ChunkPlan(chunks), {name: song_id for song_id, name in names.items()}


def _with(chunk: Chunk, named: Callable[[Source], Source]) -> Chunk:
    if isinstance(chunk, ReferenceChunk):
        return ReferenceChunk(named(chunk.source))
    if chunk.conditioning is None:
        return chunk
    return replace(chunk, conditioning=named(chunk.conditioning))


def sources_of(plan: ChunkPlan) -> Iterator[Source]:
    """Yield every source that a plan names, in order."""
    for chunk in plan.chunks:
        source = (
            chunk.source if isinstance(chunk, ReferenceChunk) else chunk.conditioning
        )
        if source is not None:
            yield source


def _keeps(plan: ChunkPlan) -> Iterator[tuple[int, str, dict[str, Frames | Any]]]:
    """Yield each kept chunk: its number, its source, and where it is in both."""
    at_ms = 0
    for number, chunk in enumerate(plan.chunks, start=1):
        if isinstance(chunk, ReferenceChunk):
            assert chunk.source.target is not None
            keep = {
                "start_ms": chunk.source.range.start_ms,
                "at_ms": at_ms,
                "duration_ms": chunk.duration_ms,
            }
            yield number, chunk.source.target, keep
        at_ms += chunk.duration_ms
