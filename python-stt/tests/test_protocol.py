"""The mirror of `protocol/` is held to its golden fixtures, both ways (VER-5)."""

import json
from typing import Any

import pytest

from earshot_stt.runtime.errors import ERROR_CODES
from earshot_stt.wire.parse import (
    Accepted,
    Incompatible,
    Invalid,
    Parsed,
    UnknownEvent,
    UnknownMethod,
    parse_line,
)
from earshot_stt.wire.protocol import ENVELOPES, EVENTS, REQUESTS
from sidecar import ROOT

_PROTOCOL = ROOT / "protocol"
_KINDS = {
    Accepted: "message",
    Incompatible: "incompatible",
    Invalid: "invalid",
    UnknownEvent: "unknown-event",
    UnknownMethod: "unknown-method",
}


def _lines(name: str) -> list[str]:
    return (_PROTOCOL / "fixtures" / name).read_text("utf-8").splitlines()


def _kind(parsed: Parsed) -> str:
    return _KINDS[type(parsed)]


@pytest.mark.parametrize("line", _lines("valid.jsonl"))
def test_a_valid_line_is_accepted_as_it_is(line: str) -> None:
    """VER-5, VER-1: also without a version, and of any minor and patch (VER-2)."""
    assert parse_line(line.encode()) == Accepted(json.loads(line))


@pytest.mark.parametrize("line", _lines("invalid.jsonl"))
def test_an_invalid_line_is_classified_as_the_fixture_says(line: str) -> None:
    """VER-5, IPC-9."""
    fixture: dict[str, Any] = json.loads(line)

    parsed = parse_line(json.dumps(fixture["value"]).encode())

    assert _kind(parsed) == fixture["kind"], fixture["why"]


def test_the_mirror_names_exactly_what_the_schema_names() -> None:
    """VER-5: a message added on one side only is found here."""
    schema = json.loads((_PROTOCOL / "schema.json").read_text("utf-8"))
    variants = [variant["properties"] for variant in schema["anyMessage"]["anyOf"]]

    assert {variant["method"]["const"] for variant in variants if "method" in variant} == set(REQUESTS)
    assert {variant["event"]["const"] for variant in variants if "event" in variant} == set(EVENTS)
    assert {variant["type"]["const"] for variant in variants} | {"response"} == set(ENVELOPES)
    assert set(schema["results"]) == set(REQUESTS)
    errors = [variant["error"] for variant in variants if variant["type"].get("const") == "error"]
    assert [tuple(error["properties"]["code"]["enum"]) for error in errors] == [ERROR_CODES]


@pytest.mark.parametrize("line", [b"", b"hello", b"{", b'{"a":NaN}', b"\xff\xfe", b"[" * 200_000])
def test_what_is_no_json_is_invalid_and_raises_nothing(line: bytes) -> None:
    """IPC-9."""
    assert isinstance(parse_line(line), Invalid)


def test_an_issue_names_the_field_and_never_the_value() -> None:
    """SEC-2: values may be speech."""
    secret = "what was said" * 1000
    data = {"session": "4b5a0c9e-6d0f-4c6e-9b1e-0d8d1c2f3a4b", "source": "tab", "utterance": 0, "revision": 0}
    caption = {**data, "start_sample": 0, "end_sample": 1, "text": secret, "language": None}

    parsed = parse_line(json.dumps({"type": "event", "event": "final_text", "data": caption}).encode())

    assert parsed == Invalid(None, "text: too_big")
