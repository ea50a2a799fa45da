"""The line that comes twenty times a second (IPC-1, VER-2)."""

import base64
import json
from typing import Any, get_args
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earshot_stt.wire.audio import FRAME_SAMPLES, MAX_SESSION_SAMPLES
from earshot_stt.wire.parse import Incompatible, Invalid, Refusal, RequestParser
from earshot_stt.wire.requests import CaptioningRequest, ProcessAudioStream

_PARSE = RequestParser[CaptioningRequest](get_args(CaptioningRequest)).parse
_SOUND = np.random.default_rng(3).integers(-32768, 32768, FRAME_SAMPLES).astype("<i2")
_PCM = base64.b64encode(_SOUND.tobytes()).decode()


def _message(**params: object) -> dict[str, Any]:
    frame = {"session": str(uuid4()), "source": "mic", "seq": 7, "first_sample": 11_200, "pcm": _PCM}
    method = "process_audio_stream"
    return {
        "id": str(uuid4()),
        "type": "request",
        "version": "1.0",
        "method": method,
        "params": frame | params,
    }


def _line(message: dict[str, Any]) -> bytes:
    """As the host's JSON.stringify."""
    return json.dumps(message, separators=(",", ":"), ensure_ascii=False).encode()


@given(
    st.integers(0, MAX_SESSION_SAMPLES // FRAME_SAMPLES),
    st.integers(0, MAX_SESSION_SAMPLES),
    st.sampled_from(["1", "1.0", "1.1", "1.27.3"]),
)
def test_a_frame_arrives_as_it_was_sent(seq: int, first_sample: int, version: str) -> None:
    message = _message(seq=seq, first_sample=first_sample)
    message["version"] = version

    request = _PARSE(_line(message))

    assert isinstance(request, ProcessAudioStream)
    frame = request.params
    assert (frame.session, frame.source) == (message["params"]["session"], "mic")
    assert (frame.seq, frame.first_sample) == (seq, first_sample)
    assert frame.samples.dtype == np.int16
    assert np.array_equal(frame.samples, _SOUND)


@given(st.data())
def test_a_damaged_frame_is_refused_or_says_what_its_json_says(data: st.DataObject) -> None:
    """Any byte changed, lost or added anywhere."""
    line = bytearray(_line(_message()))
    # Half of the damage in the head, which is a fifteenth of the line.
    at = data.draw(st.one_of(st.integers(0, 280), st.integers(0, len(line) - 1), st.just(len(line) - 1)))
    line[at : at + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=2))

    request = _PARSE(bytes(line))

    if isinstance(request, ProcessAudioStream):
        # What no field of ours is, is passed over as bytes: it need not even be UTF-8.
        params = json.loads(line.decode(errors="replace"))["params"]
        frame = request.params
        assert [frame.session, frame.source] == [params["session"], params["source"]]
        assert [frame.seq, frame.first_sample] == [params["seq"], params["first_sample"]]
        assert frame.samples.astype("<i2").tobytes() == base64.b64decode(params["pcm"], validate=True)
    else:
        assert isinstance(request, Refusal)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("session", "no-uuid"),
        ("session", f"{uuid4()}\n"),
        ("source", "both"),
        ("seq", -1),
        ("seq", "7"),
        ("seq", True),
        ("seq", 10**16),
        ("seq", 10**400),
        ("seq", MAX_SESSION_SAMPLES // FRAME_SAMPLES + 1),
        ("first_sample", 1.5),
        ("first_sample", MAX_SESSION_SAMPLES + 1),
        ("gap", "bored"),
        ("pcm", 7),
        ("pcm", "=" + _PCM[1:]),
        ("pcm", "é" + _PCM[1:]),
        ("pcm", "\n" + _PCM[1:]),
        ("pcm", _PCM[:-3] + '"}}'),
    ],
)
def test_a_wrong_frame_is_refused_by_the_field_that_is_wrong(field: str, value: object) -> None:
    """IPC-9, SEC-2: and without the value."""
    message = _message(**{field: value})

    refusal = _PARSE(_line(message))

    assert isinstance(refusal, Invalid)
    assert refusal.id == message["id"]
    assert refusal.issue.startswith(f"params.{field}: ")
    assert str(value) not in refusal.issue


@pytest.mark.parametrize("pcm", [_PCM[:-4], base64.b64encode(bytes(3_202)).decode(), ""])
def test_a_frame_of_another_length_is_refused(pcm: str) -> None:
    message = _message(pcm=pcm)
    issue = f"params: Expected `pcm` of {FRAME_SAMPLES} samples"

    assert _PARSE(_line(message)) == Invalid(message["id"], issue)


def test_another_major_is_refused_and_another_spelling_is_not() -> None:
    """VER-2: nothing of a later major is acted on; more fields are no reason to refuse."""
    later = _line({**_message(), "version": "2.0"})
    spaced = json.dumps(_message(volume=3)).encode()
    with_gap = _line(_message(gap="muted"))

    assert isinstance(_PARSE(later), Incompatible)
    assert isinstance(_PARSE(spaced), ProcessAudioStream)
    assert isinstance(_PARSE(with_gap), ProcessAudioStream)
