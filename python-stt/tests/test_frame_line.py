"""The quick way to read a frame says what the long way says (IPC-1, VER-2)."""

import base64
import json
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earshot_stt.runtime.errors import EarshotError
from earshot_stt.wire.audio import FRAME_SAMPLES, MAX_SESSION_SAMPLES
from earshot_stt.wire.frame_line import parse_frame_line
from earshot_stt.wire.parse import Accepted, parse_line
from earshot_stt.wire.requests import AudioFrame, to_request

_SOUND = np.random.default_rng(3).integers(-32768, 32768, FRAME_SAMPLES).astype("<i2")
_PCM = base64.b64encode(_SOUND.tobytes()).decode()


def _message(**params: object) -> dict[str, Any]:
    frame = {
        "session": str(uuid4()),
        "source": "mic",
        "seq": 7,
        "first_sample": 11_200,
        "pcm": _PCM,
        **params,
    }
    method = "process_audio_stream"
    return {"id": str(uuid4()), "type": "request", "version": "1.0", "method": method, "params": frame}


def _line(message: dict[str, Any]) -> bytes:
    """As the host's JSON.stringify."""
    return json.dumps(message, separators=(",", ":"), ensure_ascii=False).encode()


def _the_long_way(line: bytes) -> AudioFrame | None:
    parsed = parse_line(line)
    if not isinstance(parsed, Accepted):
        return None
    try:
        request = to_request(parsed.message)
    except EarshotError:
        return None
    return request if isinstance(request, AudioFrame) else None


def _assert_same(quick: AudioFrame, long: AudioFrame | None) -> None:
    assert long is not None
    assert (quick.session, quick.source, quick.seq) == (long.session, long.source, long.seq)
    assert quick.first_sample == long.first_sample
    assert np.array_equal(quick.samples, long.samples)
    assert quick.samples.dtype == long.samples.dtype == np.int16


@given(
    st.integers(0, MAX_SESSION_SAMPLES // FRAME_SAMPLES),
    st.integers(0, MAX_SESSION_SAMPLES),
    st.sampled_from(["1", "1.0", "1.1", "1.27.3"]),
)
def test_a_frame_as_the_host_writes_it_goes_the_quick_way(seq: int, first_sample: int, version: str) -> None:
    line = _line({**_message(seq=seq, first_sample=first_sample), "version": version})

    quick = parse_frame_line(line)

    assert quick is not None
    _assert_same(quick, _the_long_way(line))
    assert np.array_equal(quick.samples, _SOUND)


@given(st.data())
def test_a_damaged_frame_is_never_read_as_the_long_way_would_not(data: st.DataObject) -> None:
    """Any byte changed, lost or added anywhere: the same frame as the long way's, or none."""
    line = bytearray(_line(_message()))
    # Half of the damage in the head, which is a fifteenth of the line.
    at = data.draw(st.one_of(st.integers(0, 280), st.integers(0, len(line) - 1), st.just(len(line) - 1)))
    line[at : at + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=2))

    quick = parse_frame_line(bytes(line))

    if quick is not None:
        _assert_same(quick, _the_long_way(bytes(line)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"session": "no-uuid"},
        {"source": "both"},
        {"seq": -1},
        {"first_sample": 1.5},
        {"seq": 10**16},
        {"seq": MAX_SESSION_SAMPLES // FRAME_SAMPLES + 1},
        {"first_sample": MAX_SESSION_SAMPLES + 1},
        {"pcm": _PCM[:-4]},
        {"pcm": _PCM + "AAAA"},
        {"pcm": "=" + _PCM[1:]},
        {"pcm": "é" + _PCM[1:]},
        {"pcm": _PCM[:-3] + '"}}'},
    ],
)
def test_a_wrong_frame_is_left_to_the_long_way(wrong: dict[str, Any]) -> None:
    line = _line(_message(**wrong))

    assert parse_frame_line(line) is None
    assert _the_long_way(line) is None


def test_another_major_and_another_spelling_are_left_to_the_long_way() -> None:
    """VER-2: nothing of a later major is acted on; more fields are no reason to refuse."""
    later = _line({**_message(), "version": "2.0"})
    spaced = json.dumps(_message()).encode()
    with_gap = _line(_message(gap="muted"))

    assert [parse_frame_line(line) for line in (later, spaced, with_gap)] == [None, None, None]
    assert _the_long_way(later) is None
    assert _the_long_way(spaced) is not None
    assert _the_long_way(with_gap) is not None
