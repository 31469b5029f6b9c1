"""Compile one song, edit or export to its actions. Pure.

Every action's spec holds all that it depends on, and no name of a target.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from partita.audio.formats import FORMATS
from partita.graph.actions import Action, Input, Kind, Ship, Target
from partita.graph.asked import asked, draft_of, numbers_of
from partita.graph.cutting import cut
from partita.graph.facts import FileFacts, Makers
from partita.graph.shipping import encoding, expectation, exporting, suffix_of
from partita.graph.sources import by_number, kept_stretches
from partita.graph.targets import select
from partita.limits import ENGINE_RATES
from partita.manifest.resolved import (
    EditContent,
    ExportSpec,
    Manifest,
    PieceSpec,
)
from partita.plan.chunks import (
    ChunkPlan,
    GenerationChunk,
    LoweredTarget,
    ReferenceChunk,
    SectionPlan,
    Source,
)
from partita.plan.document import to_document
from partita.plan.sections import as_chunks


class Bench:
    """Collects the actions of one manifest while its targets are compiled."""

    def __init__(
        self,
        manifest: Manifest,
        lowered: Mapping[str, LoweredTarget],
        files: Mapping[str, FileFacts],
        makers: Makers,
    ) -> None:
        self.actions: list[Action] = []
        self._manifest = manifest
        self._lowered = lowered
        self._files = files
        self._makers = makers
        self._rates: dict[str, int] = {}

    def piece(self, spec: PieceSpec, target: LoweredTarget) -> Target:
        """Compile a song or an edit."""
        self._rates[target.name] = self._rate(spec, target)
        proofs: tuple[str, ...] = ()
        request = None
        if target.file is not None:
            audio = self._import(target)
        elif self._makers.payee is not None:
            audio, request, proofs = self._ask(spec, target, self._makers.payee)
        else:
            audio, request, proofs = self._play(target)
        proofs += tuple(self._add(each).name for each in expectation(spec, audio))
        codecs = self._makers.codecs
        encode = self._add(encoding(spec, target.loop, codecs, audio, proofs))
        is_edit = isinstance(spec.content, EditContent)
        return Target(
            name=target.name,
            kind="edit" if is_edit else "song",
            how=type(spec.content).__name__.removesuffix("Content").lower(),
            tags=target.tags,
            needs=tuple(dict.fromkeys(s.target for s in target.sources if s.target)),
            final=(encode.name, *proofs),
            ships=(Ship(target.name + suffix_of(spec), encode.name, "file"),),
            audio=(audio, "audio"),
            request=request or audio,
            duration_ms=target.duration_ms,
            sections=tuple(
                f"{m.name} {m.range.start_ms}..{m.range.end_ms}" for m in target.marks
            ),
        )

    def export(self, export: ExportSpec, pieces: Mapping[str, Target]) -> Target:
        """Compile an export: one action for each target that it selects."""
        chosen = select(export.select, {n: t for n, t in pieces.items() if t.audio})
        codecs = self._makers.codecs
        actions = [
            self._add(exporting(export, pieces[name], self._lowered[name].loop, codecs))
            for name in chosen
        ]
        return Target(
            name=export.name,
            kind="export",
            how=export.engine or export.format,
            tags=(),
            needs=tuple(chosen),
            final=tuple(action.name for action in actions),
            ships=tuple(
                Ship(f"{export.name}/{name}", action.name, "*")
                for name, action in zip(chosen, actions, strict=True)
            ),
        )

    def _add(self, action: Action) -> Action:
        self.actions.append(action)
        return action

    def _rate(self, spec: PieceSpec, target: LoweredTarget) -> int:
        """Return a master's rate: its format's own, or that of what it keeps."""
        if target.file is not None:
            return self._files[target.file].rate_hz
        kept = {self._rates[s.target] for s in _kept_sources(target) if s.target}
        if len(kept) == 1 and (rate_hz := kept.pop()) in ENGINE_RATES:
            return rate_hz
        wanted_hz = FORMATS[spec.output_format].rate_hz
        return 44_100 if wanted_hz and 44_100 % wanted_hz == 0 else 48_000

    def _import(self, target: LoweredTarget) -> str:
        assert target.file is not None
        facts = self._files[target.file]
        spec = {"codecs": self._makers.codecs, "file": facts.digest}
        name = f"import:{target.name}"
        action = Action(Kind.IMPORT, name, target.name, spec, file=target.file)
        return self._add(action).name

    def _ask(
        self, spec: PieceSpec, target: LoweredTarget, payee: str
    ) -> tuple[str, str, tuple[str, ...]]:
        inputs = tuple(
            Input(role, self._audio_of(name), "audio")
            for name, role in numbers_of(target).items()
        )
        only_cut = cut(target, inputs, self._makers.codecs)
        if only_cut is not None:
            master, proof = map(self._add, only_cut)
            return master.name, master.name, (proof.name,)
        actions = asked(spec, target, inputs, payee, self._makers.codecs)
        for each in (actions.compose, actions.master, actions.keep):
            self._add(each)
        return actions.master.name, actions.compose.name, (actions.keep.name,)

    def _play(self, target: LoweredTarget) -> tuple[str, str, tuple[str, ...]]:
        assert target.plan is not None
        plan = target.plan
        chunked = as_chunks(plan) if isinstance(plan, SectionPlan) else plan
        numbers = numbers_of(target)
        plan = by_number(chunked, numbers)
        score = self._score(target, plan, numbers)
        renders = self._renders(target, plan, score)
        kept = kept_stretches(plan)
        audio_inputs = tuple(
            Input(role, self._audio_of(name), "audio")
            for name, role in numbers.items()
            if any(role == keep["source"] for keep in kept)
        )
        master = self._add(
            Action(
                Kind.MASTER,
                f"master:{target.name}",
                target.name,
                {"engine": self._makers.engine, "keeps": kept},
                (Input("outline", score.name, "outline"), *renders, *audio_inputs),
            )
        )
        if not kept:
            return master.name, score.name, ()
        proof = self._add(
            Action(
                Kind.KEEP,
                f"keep:{target.name}",
                target.name,
                {"keeps": kept},
                (Input("audio", master.name, "audio"), *audio_inputs),
            )
        )
        return master.name, score.name, (proof.name,)

    def _score(
        self, target: LoweredTarget, plan: ChunkPlan, numbers: Mapping[str, str]
    ) -> Action:
        spec: dict[str, Any] = {
            "engine": self._makers.engine,
            "rate_hz": self._rates[target.name],
            **_reading(self._makers, self._manifest),
        }
        if target.seed is not None:
            spec["seed"] = target.seed
        inputs = [self._known_music(name, role) for name, role in numbers.items()]
        if target.prompt is not None:
            draft = self._add(draft_action(target, self._makers))
            inputs.append(Input("plan", draft.name, "plan"))
        else:
            spec["plan"] = to_document(plan)
        name = f"score:{target.name}"
        return self._add(Action(Kind.SCORE, name, target.name, spec, tuple(inputs)))

    def _known_music(self, name: str, role: str) -> Input:
        """Return what a score hears of a source: its outline, or its sound."""
        if self._lowered[name].file is not None:
            return Input(role, self._audio_of(name), "audio")
        return Input(role, f"score:{name}", "outline")

    def _renders(
        self, target: LoweredTarget, plan: ChunkPlan, score: Action
    ) -> tuple[Input, ...]:
        inputs = []
        for number, chunk in enumerate(plan.chunks, start=1):
            if isinstance(chunk, GenerationChunk):
                action = Action(
                    Kind.RENDER,
                    f"render:{target.name}/{number}",
                    target.name,
                    _instruments(self._makers),
                    (Input("part", score.name, f"part/{number}"),),
                    file=self._makers.soundfont_file,
                )
                self._add(action)
                inputs.append(Input(f"render/{number}", action.name, "audio"))
        return tuple(inputs)

    def _audio_of(self, name: str) -> str:
        verb = "import" if self._lowered[name].file is not None else "master"
        return f"{verb}:{name}"


def draft_action(target: LoweredTarget, makers: Makers) -> Action:
    """Return the action that turns a song's prompt into its plan."""
    if makers.payee is not None:
        return draft_of(target, makers.payee)
    prompt = target.prompt
    assert prompt is not None
    spec: dict[str, Any] = {"engine": makers.engine, "prompt": prompt.text}
    if prompt.length_ms is not None:
        spec["length_ms"] = prompt.length_ms
    if prompt.instrumental:
        spec["instrumental"] = True
    if target.seed is not None:
        spec["seed"] = target.seed
    return Action(Kind.DRAFT, f"draft:{target.name}", target.name, spec)


def _reading(makers: Makers, manifest: Manifest) -> dict[str, Any]:
    """Return who reads the lyrics of a score, and what is not said of them."""
    muted = sorted(manifest.muted_advice & {"guessed-words"})
    reader = {"pronunciation": makers.pronunciation} if makers.pronunciation else {}
    return reader | ({"muted": muted} if muted else {})


def _instruments(makers: Makers) -> dict[str, Any]:
    """Return what a render depends on besides its part of the score."""
    font = {} if makers.soundfont is None else {"soundfont": makers.soundfont}
    return {"engine": makers.engine, **font}


def _kept_sources(target: LoweredTarget) -> list[Source]:
    if isinstance(target.plan, SectionPlan):
        return list(target.sources)
    chunks = target.plan.chunks if target.plan else ()
    return [c.source for c in chunks if isinstance(c, ReferenceChunk)]
