from __future__ import annotations

from pathlib import Path

import pytest

from partita.errors import PartitaError
from partita.server.keys import VARIABLE, accepted_keys, new_key


def test_keys_come_from_the_environment() -> None:
    assert accepted_keys({VARIABLE: " one, two,"}, None) == ("one", "two")
    assert accepted_keys({}, None) == ()


def test_a_file_of_keys_comes_first(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("one\n\ntwo\n")

    assert accepted_keys({VARIABLE: "three"}, tmp_path / "keys") == ("one", "two")


def test_a_file_without_keys_opens_no_door(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("\n")

    with pytest.raises(PartitaError):
        accepted_keys({VARIABLE: "three"}, tmp_path / "keys")


def test_what_no_client_can_send_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "keys").write_bytes(b"one\nt\xffo\n")

    with pytest.raises(PartitaError, match="API key 2"):
        accepted_keys({}, tmp_path / "keys")
    with pytest.raises(PartitaError, match="API key 1"):
        accepted_keys({VARIABLE: "k\udcff"}, None)


def test_new_keys_are_long_and_never_the_same() -> None:
    assert new_key() != new_key()
    assert len(new_key()) > 32
