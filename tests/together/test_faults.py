"""Every fault on the wire between our provider and our server.

The server's own bill is the judge: what is said of a bill is never less than it holds.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.patience import PATIENCE_S, Impatient
from tests.together.asking import PAID, Came, ask, recovered
from tests.together.faults import FAULTS, PLACES, Fault, Kind, Place
from tests.together.messages import arrived
from tests.together.proxy import Proxy
from tests.together.served import Served

#: Where a silence leaves a client with nothing that it could read.
BEFORE_ANSWER = (
    Place.BEFORE_REQUEST,
    Place.IN_REQUEST,
    Place.BEFORE_HEADERS,
    Place.IN_HEADERS,
)


@pytest.fixture(scope="module")
def whole(served: Served, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The audio of an undisturbed answer."""
    return ask(served.url, tmp_path_factory.mktemp("whole") / "piece").audio


def spoil(proxy: Proxy, fault: Fault, folder: Path) -> Came:
    """Ask for the piece while something goes wrong."""
    proxy.arm(fault, PAID)
    came = ask(proxy.url, folder, network=_network(fault))
    assert proxy.over.wait(PATIENCE_S)
    return came


def _network(fault: Fault) -> Impatient | None:
    """Return what a silence is heard with; it must not be taken for slow music."""
    if fault.kind is not Kind.STALL:
        return None
    return Impatient(PAID if fault.place in BEFORE_ANSWER else "")


def _readable(proxy: Proxy, fault: Fault) -> bytes:
    """Return all that a client can make of the answer's body."""
    assert proxy.spoilt is not None
    not_http = fault == Fault(Kind.FLIP, Place.IN_HEADERS)
    if fault.place is Place.IN_REQUEST or not_http:
        return b""
    return arrived(proxy.spoilt.sent)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_after_any_fault_all_is_kept_known_and_made_once(
    served: Served, proxy: Proxy, tmp_path: Path, fault: Fault
) -> None:
    before = len(served.bill())

    came = spoil(proxy, fault, tmp_path / "spoilt")
    charges = served.bill()[before:]

    assert [line.split()[1].split("?")[0] for line in proxy.asked].count(PAID) == 1
    assert len(charges) <= 1
    if came.error is not None:
        assert came.error.billing in (
            ["yes", "unknown"] if charges else ["no", "unknown"]
        )
    for receipt in came.receipts:
        assert receipt.credits == charges[0]["credits"]
        assert receipt.request_id == charges[0]["request_id"]
    assert came.kept == _readable(proxy, fault)


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
def test_the_next_request_is_answered_as_if_nothing_had_been(
    served: Served, proxy: Proxy, whole: bytes, tmp_path: Path, kind: Kind
) -> None:
    spoil(proxy, Fault(kind, PLACES[kind][-1]), tmp_path / "spoilt")
    before = len(served.bill())

    again = ask(proxy.url, tmp_path / "again")

    assert again.audio == whole
    assert len(served.bill()) == before + 1


@pytest.mark.parametrize("place", [Place.LAST_BYTE, Place.AFTER], ids=lambda p: p.value)
@pytest.mark.parametrize("kind", [Kind.RESET, Kind.HANG_UP], ids=lambda k: k.value)
def test_a_piece_that_had_all_arrived_is_found_again(
    proxy: Proxy, whole: bytes, tmp_path: Path, kind: Kind, place: Place
) -> None:
    spoil(proxy, Fault(kind, place), tmp_path / "spoilt")

    assert recovered(tmp_path / "spoilt") == whole


@pytest.mark.parametrize(
    "place", [Place.IN_JSON, Place.IN_AUDIO], ids=lambda p: p.value
)
def test_half_a_piece_is_never_taken_for_a_whole_one(
    proxy: Proxy, tmp_path: Path, place: Place
) -> None:
    for seed, kind in enumerate((Kind.RESET, Kind.HANG_UP, Kind.TRUNCATE)):
        folder = tmp_path / kind.name
        came = spoil(proxy, Fault(kind, place, seed), folder)

        assert came.error is not None
        assert came.error.billing == "yes"
        assert recovered(folder) is None
