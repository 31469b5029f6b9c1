"""A manifest that can be changed a step at a time, and stays one that can be built.

Songs of short chunks with a label each, and edits of songs and of edits. Plain values;
knows how to write itself down.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from tests.build.paid import HEAD

#: The recording that edits may take from, and how long it is.
RECORDING, RECORDING_S = "horn.wav", 4

WORDS = ("la la", "down by the mill", "we lay still", "so long")
STYLES = ("choir", "warm strings", "glass bells", "slow drums")
KINDS = ("extend", "replace", "similar", "splice", "cut")


@dataclass
class Part:
    """One chunk of a song."""

    label: int
    words: int = 0
    style: int = 0
    seconds: int = 3

    def written(self) -> str:
        return (
            f'text = "[Part {self.label}]\\n{WORDS[self.words]}"\n'
            f'duration = "{self.seconds}s"\n'
            f'positive_styles = ["{STYLES[self.style]}"]\n'
        )


@dataclass
class Piece:
    """One song by chunks."""

    parts: list[Part]
    seed: int | None = None
    takes: int = 1
    on_change: str = "revise"
    is_judged: bool = False

    def written(self, name: str) -> str:
        head = f'[songs.{name}]\ntakes = {self.takes}\non_change = "{self.on_change}"\n'
        if self.seed is not None:
            head += f"seed = {self.seed}\n"
        chunks = (f"[[songs.{name}.chunks]]\n{p.written()}" for p in self.parts)
        expect = f'[songs.{name}.expect]\nsilence = "1s"\non_miss = "warn"\n'
        return head + "".join(chunks) + expect * self.is_judged


@dataclass
class Derived:
    """One edit."""

    kind: str
    source: str
    style: int = 0

    def written(self, name: str, sheet: Sheet) -> str:
        kind = "splice" if self.kind == "cut" else self.kind
        head = f'[edits.{name}]\nkind = "{kind}"\n'
        made = (
            f'{{ text = "[Bridge {name}]", duration = "3s", '
            f'positive_styles = ["{STYLES[self.style]}"] }}'
        )
        head += f'on_change = "{sheet.on_change}"\n'
        match self.kind:
            case "extend":
                rest = f'keep = "0s..3s"\nafter = [{made}]\n'
            case "similar":
                rest = f'range = "0s..3s"\nstrength = "high"\nchunks = [{made}]\n'
            case "cut":
                spans = ("1s..3s", "0s..1s")
                kept = ", ".join(
                    f'{{ song = "{self.source}", range = "{span}" }}' for span in spans
                )
                return f"{head}chunks = [{kept}]\n"
            case "splice":
                kept = f'{{ song = "{self.source}", range = "0s..3s" }}'
                return f"{head}chunks = [{kept}, {made}, {kept}]\n"
            case _:
                label = sheet.songs[self.source].parts[-1].label
                rest = (
                    f'[[edits.{name}.replace]]\nsection = "Part {label}"\n'
                    f'text = "[Part {label}]\\n{WORDS[1]}"\n'
                    f'positive_styles = ["{STYLES[self.style]}"]\n'
                )
        return f'{head}source = "{self.source}"\n{rest}'


@dataclass
class Sheet:
    """One manifest."""

    songs: dict[str, Piece] = field(default_factory=dict)
    edits: dict[str, Derived] = field(default_factory=dict)
    prompt: str = ""
    on_change: str = "revise"
    count: int = 0

    def copy(self) -> Sheet:
        return deepcopy(self)

    def written(self) -> str:
        parts = [HEAD, f'[songs.horn]\nfile = "{RECORDING}"\n']
        if self.prompt:
            parts.append(f'[songs.menu]\nprompt = "{self.prompt}"\nlength = "6s"\n')
        parts += [song.written(name) for name, song in self.songs.items()]
        parts += [edit.written(name, self) for name, edit in self.edits.items()]
        return "".join(parts)

    def fresh(self) -> int:
        """Return a number that was never used."""
        self.count += 1
        return self.count

    def targets(self) -> list[str]:
        """Return what a provider makes."""
        return [*self.songs, *self.edits, *(["menu"] if self.prompt else [])]

    def wanted(self, target: str) -> int:
        """Return how many takes of a target are wanted."""
        return self.songs[target].takes if target in self.songs else 1

    def song(self, at: int) -> str:
        names = list(self.songs)
        return names[at % len(names)]

    def part(self, at: int) -> Part:
        parts = self.songs[self.song(at)].parts
        return parts[at // 7 % len(parts)]

    def add_edit(self, at: int) -> None:
        """Add an edit of a song, of another edit, or of the recording."""
        kind = KINDS[at % len(KINDS)]
        sources = list(self.songs)
        if kind != "replace":
            sources += ["horn", *self.edits]
        if len(self.edits) < 3:
            source = sources[at // len(KINDS) % len(sources)]
            self.edits[f"edit{self.fresh()}"] = Derived(kind, source)

    def drop_edit(self, at: int) -> None:
        """Remove an edit and what is made from it."""
        if self.edits:
            gone = {list(self.edits)[at % len(self.edits)]}
            for name, edit in self.edits.items():
                if edit.source in gone:
                    gone.add(name)
            self.edits = {n: e for n, e in self.edits.items() if n not in gone}

    def insert(self, at: int) -> None:
        parts = self.songs[self.song(at)].parts
        if len(parts) < 4:
            parts.insert(at // 7 % (len(parts) + 1), Part(self.fresh()))

    def remove(self, at: int) -> None:
        parts = self.songs[self.song(at)].parts
        if len(parts) > 1:
            del parts[at // 7 % len(parts)]

    def move(self, at: int) -> None:
        parts = self.songs[self.song(at)].parts
        parts.append(parts.pop(at // 7 % len(parts)))

    def rename(self, at: int) -> None:
        old, new = self.song(at), f"song{self.fresh()}"
        self.songs = {new if n == old else n: s for n, s in self.songs.items()}
        for edit in self.edits.values():
            if edit.source == old:
                edit.source = new

    def words(self, at: int) -> None:
        self.part(at).words = at % len(WORDS)

    def style(self, at: int) -> None:
        self.part(at).style = at % len(STYLES)

    def seconds(self, at: int) -> None:
        self.part(at).seconds = 3 + at % 2

    def seed(self, at: int) -> None:
        self.songs[self.song(at)].seed = None if at % 3 == 0 else at % 3

    def takes(self, at: int) -> None:
        self.songs[self.song(at)].takes = 1 + at % 3

    def judge(self, at: int) -> None:
        self.songs[self.song(at)].is_judged = at % 2 == 0

    def recompose(self, at: int) -> None:
        self.songs[self.song(at)].on_change = ("revise", "recompose")[at % 2]

    def restyle(self, at: int) -> None:
        for edit in self.edits.values():
            edit.style = at % len(STYLES)

    def ask(self, at: int) -> None:
        self.prompt = ("", *STYLES)[at % 3]

    def add_song(self, _: int) -> None:
        if len(self.songs) < 2:
            self.songs[f"song{self.fresh()}"] = Piece([Part(self.fresh())])

    def change(self, step: str, at: int) -> None:
        """Make one change."""
        getattr(self, step)(at)


#: Every change that there is.
CHANGES = (
    "words",
    "style",
    "seconds",
    "seed",
    "takes",
    "judge",
    "recompose",
    "restyle",
    "ask",
    "add_song",
    "add_edit",
    "drop_edit",
    "insert",
    "remove",
    "move",
    "rename",
)


def first_sheet() -> Sheet:
    """Return a song of three chunks and an edit of it."""
    parts = [Part(1), Part(2, 1, 1), Part(3, 2, 2)]
    sheet = Sheet({"theme": Piece(parts)}, {"finale": Derived("replace", "theme")})
    sheet.count = 3
    return sheet
