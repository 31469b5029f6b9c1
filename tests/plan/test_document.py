from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from partita import digest
from partita.plan.chunks import (
    ChunkPlan,
    CompositionPlan,
    GenerationChunk,
    ReferenceChunk,
    Section,
    SectionPlan,
    Source,
    TimeRange,
)
from partita.plan.document import from_document, to_document
from tests.plan.plans import PLANS


@given(PLANS)
def test_a_plan_written_as_json_is_read_back(plan: CompositionPlan) -> None:
    written = json.dumps(to_document(plan))

    assert from_document(json.loads(written)) == plan


@given(PLANS, PLANS)
def test_plans_are_equal_exactly_when_their_documents_are(
    one: CompositionPlan, other: CompositionPlan
) -> None:
    same = digest.of_value(to_document(one)) == digest.of_value(to_document(other))

    assert same == (one == other)


def test_fields_that_hold_their_defaults_are_left_out() -> None:
    kept = ReferenceChunk(Source(TimeRange(0, 5_000), "theme"))

    document = to_document(ChunkPlan((GenerationChunk("[A]", 4_000), kept)))

    assert document == {
        "chunks": [
            {"text": "[A]", "duration_ms": 4_000},
            {"source": {"range": {"start_ms": 0, "end_ms": 5_000}, "target": "theme"}},
        ]
    }


def test_a_section_plan_has_the_names_of_the_api() -> None:
    plan = SectionPlan(("pop",), (), (Section("A", 4_000, lines=("la",)),))

    assert to_document(plan) == {
        "positive_global_styles": ["pop"],
        "negative_global_styles": [],
        "sections": [{"section_name": "A", "duration_ms": 4_000, "lines": ["la"]}],
    }


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"chunks": [{}]},
        {"chunks": 5},
        {"chunks": [], "sections": []},
        {"chunks": [{"text": "", "duration_ms": 1, "mood": "blue"}]},
        {"chunks": [{"source": {"range": {"start_ms": 0}}}]},
        {"chunks": [{"source": "theme"}]},
        {"positive_global_styles": [], "negative_global_styles": [], "sections": [5]},
    ],
)
def test_any_other_document_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no plan"):
        from_document(document)
