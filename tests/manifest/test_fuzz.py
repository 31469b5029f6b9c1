"""Ten thousand mutated manifests: no exception, no hang, every error has a place."""

from __future__ import annotations

import copy
import datetime as dt
import math
import random
import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import tomli_w

from partita.manifest.load import load
from partita.manifest.template import template
from tests.manifest.projects import BOSS_PLAN, LANTERN, LEVEL, write_lantern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ROUNDS = 10
_MANIFESTS_A_ROUND = 1000
_TOKEN = re.compile(rb'"""|"[^"\n]*"|[\w.-]+|\s+|.', re.DOTALL)
_ODD = (
    b'""', b'"', b'"""', b"'''", b"[", b"]]", b"{", b"}", b"=", b".", b"\n", b"\\",
    b"0", b"-1", b"9" * 30, b"1e999", b"nan", b"inf", b"true", b"1979-05-27", b"[]",
    b"{}", b'"10s..50s"', b'"50s..10s"', b'"../x"', b'"/x"', b'"C:\\\\x"', b'"\\u0000"',
    b'"\xf0\x9f\x8e\xb5"', b"\xff", b"\x00", b"\xef\xbb\xbf", b"kind", b"songs", b"nth",
    b'"theme"', b"[songs.theme]", b"[[songs]]", b"[edits]", b"a.b.c", b"#", b"\r",
    b"a." * 60, b"[" * 60, b'"' + b" " * 300 + b's"', b"song", b"styles", b"plan",
)  # fmt: skip


#: Values that no field expects, or that come close to what one does.
_ODD_VALUES: tuple[Any, ...] = (
    0, -1, 7, 10**30, 1.5, 1e308, math.nan, math.inf, True, "", " ", "x", "theme",
    "10s", "0s", "99999s", "1" * 5000, " " * 5000, "10s..", "..", "9s..1s", "Chorus#2",
    "../up", "/abs", "C:\\up", "CON", "nul.txt", "a\0b", "plans/boss.json", "levels",
    "music.toml", "splice", "loop", "music_v1", "wav", "**/*.toml", "**a", [], {}, [[]],
    ["house"], [{}], {"start_ms": 0, "end_ms": 5}, {"song": "theme"}, {"a": {"b": [1]}},
    {"chunks": [{"text": "x"}]}, {"sections": []}, dt.date(2020, 2, 29),
)  # fmt: skip
_ODD_KEYS = (
    "", "kind", "song", "song_id", "styles", "text", "range", "section", "nth", "plan",
    "prompt", "chunks", "sections", "file", "duration", "bars", "posit", "a b", "con",
    "Theme", "theme", "\u00e9", "x" * 200, "conditioning", "source_from", "replace",
)  # fmt: skip


def mutated(source: bytes, chance: random.Random) -> bytes:
    """Change a text in one to four places: by byte, by token, or by value."""
    times = chance.randint(1, 4)
    if chance.random() < 0.6:
        value = copy.deepcopy(_parsed(source))
        for _ in range(times):
            _by_value(value, chance)
        return tomli_w.dumps(value).encode()
    change = chance.choice((_by_byte, _by_token))
    for _ in range(times):
        source = change(source, chance)
    return source


@cache
def _parsed(source: bytes) -> dict[str, Any]:
    return tomllib.loads(source.decode())


def _by_value(value: dict[str, Any], chance: random.Random) -> None:
    """Change, remove, add or move one value somewhere in a tree."""
    places = list(_places(value))
    if not places:
        return
    holder, key = chance.choice(places)
    odd = copy.deepcopy(chance.choice(_ODD_VALUES))
    kind = chance.randrange(5)
    if kind == 0:
        del holder[key]
    elif kind == 1 and isinstance(holder, dict):
        holder[chance.choice(_ODD_KEYS)] = odd
    elif kind == 2 and isinstance(holder, dict):
        holder[chance.choice(_ODD_KEYS)] = holder.pop(key)
    elif kind == 3:
        other, other_key = chance.choice(places)
        holder[key] = copy.deepcopy(other[other_key])
    else:
        holder[key] = odd


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = value if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


def _by_byte(source: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(source) + 1)
    cut = chance.choice((0, 1, 1, 2, 40))
    top = chance.choice((128, 128, 128, 256))
    new = bytes(chance.randrange(top) for _ in range(chance.randrange(3)))
    return source[:at] + new + source[at + cut :]


def _by_token(source: bytes, chance: random.Random) -> bytes:
    tokens = _TOKEN.findall(source) or [b""]
    at = chance.randrange(len(tokens))
    kind = chance.randrange(5)
    if kind == 0:
        tokens[at] = chance.choice(_ODD)
    elif kind == 1:
        del tokens[at]
    elif kind == 2:
        tokens.insert(at, chance.choice(_ODD))
    elif kind == 3:
        other = chance.randrange(len(tokens))
        tokens[at], tokens[other] = tokens[other], tokens[at]
    else:
        end = at + chance.randrange(1, 12)
        tokens[at:at] = tokens[at:end]
    return b"".join(tokens)


def _rewrite(path: Path, content: bytes) -> None:
    # A new file: ext4 waits for the disk when one is emptied and written again.
    path.unlink()
    path.write_bytes(content)


@pytest.mark.parametrize("seed", range(_ROUNDS))
def test_no_mutated_manifest_breaks_the_loader(tmp_path: Path, seed: int) -> None:
    path = write_lantern(tmp_path)
    files = {
        path: (LANTERN.encode(), template("first").encode()),
        tmp_path / "plans/boss.json": (BOSS_PLAN.encode(),),
        tmp_path / "levels/cellar.toml": (LEVEL.encode(),),
    }
    known = load(path).known
    chance = random.Random(seed)
    for _ in range(_MANIFESTS_A_ROUND):
        victim = chance.choices(list(files), (6, 1, 1))[0]
        source = chance.choice(files[victim])
        # JSON is changed as text only; plans have their values in the manifest too.
        change = _by_token if victim.suffix == ".json" else mutated
        text = change(source, chance)
        _rewrite(victim, text)

        loaded = load(path, known)

        wrong = [each for each in loaded.diagnostics if each.severity == "error"]
        assert (loaded.manifest is None) == bool(wrong), text
        assert all(each.origin and each.line for each in loaded.diagnostics), text
        _rewrite(victim, files[victim][0])
