"""Whatever comes in: nothing crashes, blocks or reaches outside (IPC-9, SEC-2)."""

import json
import math
from pathlib import Path
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from earshot_stt.wire.lines import LineBuffer, Oversized
from earshot_stt.wire.parse import Invalid, Refusal, RequestParser, UnknownMethod
from earshot_stt.wire.requests import CaptioningRequest, RequestMessage
from support.sidecar import ROOT, Message, StartSidecar, transcription_settings

_FIXTURES = [
    json.loads(line)
    for line in (ROOT / "protocol" / "fixtures" / "valid.jsonl").read_text("utf-8").splitlines()
]
_REQUESTS: list[Message] = [message for message in _FIXTURES if message["type"] == "request"]
_PARSE = RequestParser[CaptioningRequest](get_args(CaptioningRequest)).parse
_PATHS = [
    "../../etc/passwd",
    "/etc/passwd",
    "..",
    "C:\\Windows",
    "a/b",
    "~",
    "demo\x00",
    "",
    "file:///etc",
    ".demo",
]
_LONGEST = 64

_ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**400, -(10**400), 2**53, 1e308, 1e400, -0.0, math.nan, math.inf, -math.inf]),
    st.floats(),
    st.text(),
    st.sampled_from([*_PATHS, "\ud800", "\udfff\ud800", "\U0001f600" * 40, "a" * 9000]),
    st.recursive(
        st.none(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
    ),
)


@st.composite
def _mutated(draw: st.DrawFn) -> bytes:
    """A valid request with fields anywhere in it replaced, dropped or added."""
    message: Message = json.loads(json.dumps(draw(st.sampled_from(_REQUESTS))))
    for _ in range(draw(st.integers(1, 3))):
        at: dict[str, Any] = message
        while (inner := [key for key in at if isinstance(at[key], dict)]) and draw(st.booleans()):
            at = at[draw(st.sampled_from(inner))]
        name = draw(st.sampled_from([*at, "extra"]))
        if draw(st.booleans()):
            at.pop(name, None)
        else:
            at[name] = draw(_ODD)
    return json.dumps(message, ensure_ascii=draw(st.booleans())).encode("utf-8", "surrogatepass")


@given(st.binary(max_size=200), st.integers(1, 50))
def test_any_bytes_in_any_pieces_are_bounded_lines(stream: bytes, step: int) -> None:
    """IPC-9, SEC-2."""
    buffer = LineBuffer(_LONGEST)

    lines = [line for at in range(0, len(stream), step) for line in buffer.feed(stream[at : at + step])]

    expected = stream.split(b"\n")[:-1]
    assert lines == [Oversized() if len(line) > _LONGEST else line for line in expected]
    for line in expected:
        assert isinstance(_PARSE(line), Refusal)


@given(_mutated())
def test_no_message_with_odd_fields_crashes_the_parser(line: bytes) -> None:
    """IPC-9, SEC-2: it is the request that it says it is, or refused."""
    parsed = _PARSE(line)

    assert isinstance(parsed, RequestMessage | Refusal)
    if isinstance(parsed, RequestMessage):
        assert parsed.__struct_config__.tag == json.loads(line)["method"]


@given(st.sampled_from(["[", '{"a":', '{"type":"request","params":']), st.integers(1, 200_000))
def test_no_depth_crashes_the_parser(opening: str, depth: int) -> None:
    """IPC-9, SEC-2: as deep as a line can be."""
    assert isinstance(_PARSE((opening * depth).encode()[:1_048_576]), Invalid)
    assert isinstance(_PARSE(b"[" * depth + b"]" * depth), Invalid)


_NAMED_SESSION = [request for request in _REQUESTS if "session" in request.get("params", {})]
_NAMED_MODEL = [request for request in _REQUESTS if "settings" in request.get("params", {})]


@given(st.sampled_from(_NAMED_SESSION), st.sampled_from(_NAMED_MODEL), st.sampled_from(_PATHS))
def test_nothing_that_looks_like_a_path_is_accepted_for_a_name(
    of_session: Message, of_model: Message, path: str
) -> None:
    """SEC-2: neither a session nor a model."""
    settings = {**of_model["params"]["settings"], "model": path}
    for request, changed in ((of_session, {"session": path}), (of_model, {"settings": settings})):
        parsed = _PARSE(json.dumps({**request, "params": {**request["params"], **changed}}).encode())

        assert isinstance(parsed, Invalid | UnknownMethod)


def test_a_program_fed_with_garbage_answers_and_touches_nothing(
    start_sidecar: StartSidecar, tmp_path: Path
) -> None:
    """IPC-9, SEC-2: between any two pieces of garbage health is answered."""
    sidecar = start_sidecar("--offline")
    before = sorted(tmp_path.rglob("*"))
    pieces: list[bytes] = []

    @given(st.one_of(st.binary(max_size=4000), _mutated()))
    def feed(garbage: bytes) -> None:
        # What happens to be valid would be acted on, and a line of another major ends the trust (VER-2).
        lines = [line for line in garbage.split(b"\n") if isinstance(_PARSE(line), Invalid | UnknownMethod)]
        pieces.append(b"\n".join(lines))
        sidecar.write(pieces[-1] + b"\n")
        if len(pieces) % 10 == 0:
            assert sidecar.ask("get_health", {})["type"] == "response"

    feed()
    for path in _PATHS:
        settings = transcription_settings(model=path)
        answer = sidecar.ask("update_settings", {"settings": settings})
        assert answer["error"]["code"] == "invalid_message"
    sidecar.write(b"[" * 1_048_576 + b"\n" + b'"' + b"x" * 3_000_000 + b"\n")

    assert sidecar.start_session()["type"] == "response"
    assert sidecar.stop_session()["type"] == "response"
    assert sorted(tmp_path.rglob("*")) == before
