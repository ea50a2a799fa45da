"""The sidecar's side of `protocol/` is held to its golden fixtures and its schema (VER-5)."""

import base64
import json
from typing import Any, cast, get_args

import msgspec
import numpy as np
import pytest

from earshot_stt.runtime.errors import ERROR_CODES
from earshot_stt.wire import audio, fields, version
from earshot_stt.wire.events import EventMessage, SidecarEvent
from earshot_stt.wire.fields import MAX_SEGMENT_SAMPLES
from earshot_stt.wire.parse import (
    Incompatible,
    Invalid,
    NotRequest,
    Refusal,
    RequestParser,
    UnknownMethod,
)
from earshot_stt.wire.reports import HealthReport, ModelList
from earshot_stt.wire.requests import CaptioningRequest, DownloadingRequest, RequestMessage
from earshot_stt.wire.results import (
    Correction,
    Done,
    NextFrames,
    SessionAbandoned,
    SessionStopped,
    SourceEnded,
    VersionResult,
)
from earshot_stt.wire.version import PROTOCOL_VERSION
from support.schema_fields import fields_of_schema, fields_of_struct
from support.sidecar import ROOT

_PROTOCOL = ROOT / "protocol"
_SCHEMA = json.loads((_PROTOCOL / "schema.json").read_text("utf-8"))
_VARIANTS: dict[str, type[RequestMessage]] = {
    variant.__struct_config__.tag: variant
    for variant in (*get_args(CaptioningRequest), *get_args(DownloadingRequest))
}
_PARSE = RequestParser[RequestMessage](tuple(_VARIANTS.values())).parse
_METHODS: dict[str, dict[str, Any]] = {
    variant["properties"]["method"]["const"]: variant["properties"]["params"]
    for variant in _SCHEMA["anyMessage"]["anyOf"]
    if "method" in variant["properties"]
}
_EVENTS: dict[str, dict[str, Any]] = {
    variant["properties"]["event"]["const"]: variant["properties"]["data"]
    for variant in _SCHEMA["anyMessage"]["anyOf"]
    if "event" in variant["properties"]
}
_SENT: dict[str, type[EventMessage]] = {
    event.__struct_config__.tag: event for event in get_args(SidecarEvent)
}
_RESULTS: dict[str, type[msgspec.Struct]] = {
    "protocol_version_check": VersionResult,
    "get_health": HealthReport,
    "start_session": NextFrames,
    "resume_session": NextFrames,
    "end_of_source": SourceEnded,
    "stop_session": SessionStopped,
    "abandon_session": SessionAbandoned,
    "update_settings": Done,
    "correct_stretch": Correction,
    "list_models": ModelList,
    "remove_model": Done,
    "download_model": Done,
    "cancel_download": Done,
}
_KINDS = {
    Incompatible: "incompatible",
    Invalid: "invalid",
    NotRequest: "no-request",
    UnknownMethod: "unknown-method",
}
_HOST_ONLY = {
    "acknowledge_events",
    "delete_session",
    "destroy_session_key",
    "finish_key_rotation",
    "list_sessions",
    "retry_transcription",
    "rotate_session_key",
    "session_key",
    "strike",
}
"""What the extension asks of the host alone: here no such method is known (SEC-2)."""


def _type_of(message: type[msgspec.Struct], name: str) -> type[msgspec.Struct]:
    return next(field for field in msgspec.structs.fields(message) if field.name == name).type


def _lines(name: str) -> list[str]:
    return (_PROTOCOL / "fixtures" / name).read_text("utf-8").splitlines()


def _kind(parsed: RequestMessage | Refusal) -> str:
    return "message" if isinstance(parsed, RequestMessage) else _KINDS[type(parsed)]


def _expected(value: object, kind: str) -> str:
    """What a line that `protocol/` takes for `kind` is to the sidecar, which reads requests of its own."""
    message = cast("dict[str, Any]", value) if isinstance(value, dict) else {}
    if message.get("type") in ("event", "response", "error"):
        return "no-request"
    return "unknown-method" if message.get("method") in _HOST_ONLY else kind


def _text_of(samples: object) -> str:
    assert isinstance(samples, np.ndarray)
    return base64.b64encode(samples.astype("<i2").tobytes()).decode()


@pytest.mark.parametrize("line", _lines("valid.jsonl"))
def test_a_valid_line_is_taken_as_it_is(line: str) -> None:
    """VER-5, VER-1: also without a version, and of any minor and patch (VER-2)."""
    sent = json.loads(line)

    parsed = _PARSE(line.encode())

    assert _kind(parsed) == _expected(sent, "message")
    if isinstance(parsed, RequestMessage):
        _assert_holds(json.loads(msgspec.json.encode(parsed, enc_hook=_text_of)), sent)


def _assert_holds(taken: Any, sent: Any) -> None:  # noqa: ANN401 - any JSON
    """All that was sent was taken; what was not has its default."""
    if isinstance(sent, dict):
        for name, value in cast("dict[str, Any]", sent).items():
            _assert_holds(taken[name], value)
    else:
        assert taken == sent


@pytest.mark.parametrize("line", _lines("invalid.jsonl"))
def test_an_invalid_line_is_classified_as_the_fixture_says(line: str) -> None:
    """VER-5, IPC-9."""
    fixture: dict[str, Any] = json.loads(line)

    parsed = _PARSE(json.dumps(fixture["value"]).encode())

    assert _kind(parsed) == _expected(fixture["value"], fixture["kind"]), fixture["why"]


@pytest.mark.parametrize(
    "line", [line for line in _lines("valid.jsonl") if json.loads(line).get("event") in _SENT]
)
def test_an_event_is_sent_as_the_fixture_has_it(line: str) -> None:
    """VER-5: but for what the host adds, and a version that is another's."""
    fixture = json.loads(line)

    sent = json.loads(msgspec.json.encode(msgspec.json.decode(line, type=SidecarEvent)))

    fixture["data"].pop("number", None)
    assert sent == {"version": PROTOCOL_VERSION, **fixture}


def test_every_request_is_known_with_exactly_the_fields_of_the_schema() -> None:
    """VER-5: a message, a field, a bound or a word added on one side only is found here."""
    assert set(_METHODS) == set(_VARIANTS) | _HOST_ONLY
    for method, variant in _VARIANTS.items():
        ours = fields_of_struct(_type_of(variant, "params"))
        theirs = fields_of_schema(_METHODS[method])
        # Samples here, text there: the frame's and the segment's lengths have tests of their own.
        ours.pop("pcm", None)
        theirs.pop("pcm", None)
        assert ours == theirs, method


def test_what_is_sent_has_the_fields_of_the_schema() -> None:
    """VER-5: every field that has to be there, and no field, word or bound that the schema does not have."""
    events = {tag: (_type_of(event, "data"), _EVENTS[tag]) for tag, event in _SENT.items()}
    answers = {method: (result, _SCHEMA["results"][method]) for method, result in _RESULTS.items()}
    # A frame and a page note are not answered.
    assert set(answers) == set(_VARIANTS) - {"process_audio_stream", "page_note"}

    for name, (struct, schema) in {**events, **answers}.items():
        ours, theirs = fields_of_struct(struct), fields_of_schema(schema)
        assert set(ours) <= set(theirs), name
        for path, field in theirs.items():
            holder, dot, _ = path.rpartition(".")
            if field.is_required and any(each.startswith(holder + dot) for each in ours):
                assert path in ours, name
                assert ours[path].is_required or ours[path].has_default, (name, path)
        for path, field in ours.items():
            assert field.words == theirs[path].words, (name, path)
            assert field.bounds.items() <= theirs[path].bounds.items(), (name, path)


def test_the_longest_segment_is_what_the_schema_allows() -> None:
    """VER-5: base64 has four characters for three bytes, and a sample two bytes."""
    pcm = _METHODS["correct_stretch"]["properties"]["pcm"]

    assert pcm["maxLength"] == 4 * -(-2 * MAX_SEGMENT_SAMPLES // 3)


def test_the_constants_are_those_of_the_schema() -> None:
    """VER-5: facts of the wire that stand in no message."""
    homes = (audio, fields, version)

    ours = {
        name: getattr(home, name) for home in homes for name in _SCHEMA["constants"] if hasattr(home, name)
    }

    assert ours == _SCHEMA["constants"]


def test_the_error_codes_are_those_of_the_schema() -> None:
    """VER-5."""
    variants = [variant["properties"] for variant in _SCHEMA["anyMessage"]["anyOf"]]
    errors = [variant["error"] for variant in variants if variant["type"].get("const") == "error"]

    assert [tuple(error["properties"]["code"]["enum"]) for error in errors] == [ERROR_CODES]


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"hello",
        b"{",
        b'{"a":NaN}',
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"id":5,',
        b'{"type":"request","id":"\xff"}',
        b'{"type":"event","x":' + b"[" * 200_000,
    ],
)
def test_what_is_no_json_is_invalid_and_raises_nothing(line: bytes) -> None:
    """IPC-9."""
    assert isinstance(_PARSE(line), Invalid)


_SPOKEN = "what was said"
_SETTINGS: dict[str, object] = {
    "model": "base",
    "language": "auto",
    "task": "transcribe",
    "device": "cpu",
    "vocabulary": [],
}


@pytest.mark.parametrize(
    ("method", "params", "field"),
    [
        (
            "update_settings",
            {"settings": {**_SETTINGS, "vocabulary": [_SPOKEN * 10]}},
            "params.settings.vocabulary[0]",
        ),
        ("update_settings", {"settings": {**_SETTINGS, "vocabulary": _SPOKEN}}, "params.settings.vocabulary"),
        ("update_settings", {"settings": {**_SETTINGS, "vocabulary": ["😀" * 33]}}, "params.settings"),
        ("update_settings", {"settings": {**_SETTINGS, "task": _SPOKEN}}, "params.settings.task"),
        ("update_settings", {"settings": {**_SETTINGS, "language": _SPOKEN}}, "params.settings.language"),
        ("update_settings", {"settings": _SPOKEN}, "params.settings"),
        ("update_settings", {_SPOKEN: _SPOKEN}, "params"),
        ("update_settings", _SPOKEN, "params"),
        ("end_of_source", {"session": _SPOKEN, "source": "tab", "next_seq": 0}, "params.session"),
        ("remove_model", {"model": _SPOKEN}, "params.model"),
    ],
)
def test_an_issue_names_the_field_and_never_the_value(method: str, params: object, field: str) -> None:
    """SEC-2: values may be speech."""
    identity = "0f8fad5b-d9cb-469f-a165-70867728950e"
    line = json.dumps({"id": identity, "type": "request", "method": method, "params": params})

    parsed = _PARSE(line.encode())

    assert isinstance(parsed, Invalid)
    assert parsed.id == identity
    assert parsed.issue.partition(":")[0] == field
    assert _SPOKEN not in parsed.issue
    assert "😀" not in parsed.issue


def test_half_a_character_does_not_make_a_message_unreadable() -> None:
    """A text cut by JavaScript may end in half an emoji, which is JSON and no Unicode."""
    settings = {**_SETTINGS, "vocabulary": ["caf\ud83d", "tea \U0001f375"]}
    line = json.dumps(
        {
            "id": "0f8fad5b-d9cb-469f-a165-70867728950e",
            "type": "request",
            "method": "update_settings",
            "params": {"settings": settings},
        }
    )

    parsed = _PARSE(line.encode())

    assert not isinstance(parsed, Refusal)
    assert parsed.params.settings.vocabulary == ("caf?", "tea \U0001f375")  # pyright: ignore
