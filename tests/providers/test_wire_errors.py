from __future__ import annotations

import json

from partita.providers.wire.errors import (
    ErrorBody,
    SchemaFault,
    error,
    read_error,
    schema_error,
    write_error,
)


def through(body: ErrorBody) -> ErrorBody:
    return read_error(body.http_status, json.dumps(write_error(body)).encode())


def test_an_error_comes_back_as_it_was_written() -> None:
    busy = error("concurrent_limit_exceeded", "too many at once")

    assert through(busy) == busy
    assert busy.says("too_many_concurrent_requests")
    assert busy.word == "concurrent_limit_exceeded"


def test_a_refusal_is_known_by_its_older_word() -> None:
    body = ErrorBody(400, "no", "bad_request", "bad_prompt", suggestion="a pop song")

    assert through(body) == body
    assert body.word == "bad_prompt"


def test_a_suggested_plan_comes_back() -> None:
    plan = {"chunks": [{"text": "la"}]}
    body = ErrorBody(400, "no", status="bad_composition_plan", suggestion=plan)

    assert write_error(body)["detail"]["data"] == {"composition_plan_suggestion": plan}
    assert through(body).suggestion == plan


def test_a_broken_schema_names_the_fields_without_types() -> None:
    place = ("body", "composition_plan", "CompositionPlan", "chunks", 2, "text")
    body = schema_error([SchemaFault(place, "too long", "string_too_long")])

    assert through(body).fields == (
        (("composition_plan", "chunks", 2, "text"), "too long"),
    )


def test_the_oldest_shape_is_read() -> None:
    content = b'{"detail": {"status": "invalid_api_key", "message": "Invalid API key"}}'
    body = read_error(401, content, "r-1")

    assert body.word == "invalid_api_key"
    assert (body.message, body.request_id) == ("Invalid API key", "r-1")


def test_what_is_no_error_of_the_api_is_read_as_text() -> None:
    for content in (
        b"<html>\n Bad  Gateway",
        b'{"detail": "Bad Gateway"}',
        b"[1]",
        b"",
    ):
        assert read_error(502, content).code is None

    assert read_error(502, b"<html>\n Bad  Gateway").message == "<html> Bad Gateway"
    assert read_error(502, b"x" * 9000).message == "x" * 200


def test_odd_values_are_left_out() -> None:
    content = b'{"detail": {"status": 7, "message": null, "data": [], "code": {}}}'
    body = read_error(400, content)

    assert (body.word, body.suggestion, body.message) == (None, None, "no reason given")
    assert read_error(422, b'{"detail": [1, {"loc": 3}]}').fields == (
        ((), "not as it should be"),
    )
