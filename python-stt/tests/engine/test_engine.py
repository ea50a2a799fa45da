"""The engine's turns: what is due of both sources, through a model that keeps a record (STT-3)."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from msgspec.structs import replace

from earshot_stt.captions.benchmark_switches import EngineSwitches
from earshot_stt.decoding.transcriber import DecodeOptions, Decoding, Hypothesis
from earshot_stt.engine.corrector import Corrector
from earshot_stt.engine.engine import Engine
from earshot_stt.engine.inbox import Inbox
from earshot_stt.engine.session_service import SessionService
from earshot_stt.loading.active_model import ActiveModel
from earshot_stt.loading.loader import ModelReady, WantedModel
from earshot_stt.speech.limits import WHISPER_LIMITS
from earshot_stt.speech.vad import WINDOW_SAMPLES
from earshot_stt.voices.embedder import CampPlusEmbedder
from earshot_stt.voices.embedding_thread import EmbeddingThread
from earshot_stt.wire.audio import FRAME_SAMPLES, SOURCES, Samples
from earshot_stt.wire.fields import PerSource
from earshot_stt.wire.health import HealthState
from earshot_stt.wire.outbox import Outbox
from earshot_stt.wire.reports import LoadedModel
from earshot_stt.wire.requests import (
    AbandonSession,
    AudioFrame,
    SessionParams,
    SessionRequest,
    Settings,
    StartSession,
    StartSessionParams,
    StopSession,
    StopSessionParams,
)

_SESSION = "4b5a0c9e-6d0f-4c6e-9b1e-0d8d1c2f3a4b"
_START = "11111111-6d0f-4c6e-9b1e-0d8d1c2f3a4b"
_STOP = "22222222-6d0f-4c6e-9b1e-0d8d1c2f3a4b"
_ABANDON = "33333333-6d0f-4c6e-9b1e-0d8d1c2f3a4b"
_NEXT_SESSION = "5b5a0c9e-6d0f-4c6e-9b1e-0d8d1c2f3a4b"
_NEXT_START = "44444444-6d0f-4c6e-9b1e-0d8d1c2f3a4b"
_LAST_STOP = "55555555-6d0f-4c6e-9b1e-0d8d1c2f3a4b"
_SETTINGS = Settings("m", "en", "transcribe", "cpu", ())
_LOUD_FRAMES = 10
_FRAMES = 25


class _LoudnessDetector:
    """Takes loud for speech, so that a test says where speech is."""

    def probabilities(self, samples: Samples) -> list[float]:
        return [float(window.max() > 0) for window in samples.reshape(-1, WINDOW_SAMPLES)]


class _RecordingTranscriber:
    """Notes when a decode is begun and when it is waited for; `meanwhile` comes during the first wait."""

    limits = WHISPER_LIMITS

    def __init__(self, inbox: Inbox, meanwhile: tuple[SessionRequest, ...]) -> None:
        self._inbox = inbox
        self._meanwhile = meanwhile
        self.record: list[str] = []

    def decode(self, samples: Samples, options: DecodeOptions) -> Hypothesis:
        return self.begin(samples, options)()

    def begin(self, samples: Samples, options: DecodeOptions) -> Decoding:
        del samples, options
        self.record.append("begun")

        def result() -> Hypothesis:
            self.record.append("result")
            for request in self._meanwhile:
                self._inbox.put(request)
            self._meanwhile = ()
            return Hypothesis((" Hello.",), "en")

        return result

    def close(self) -> None:
        pass


def _sent_until(outbox: Outbox, response: str) -> Iterator[dict[str, Any]]:
    while (lines := outbox.next_lines()) is not None:
        for line in lines.splitlines():
            message: dict[str, Any] = json.loads(line)
            if message.get("id") == response:
                return
            yield message


def _start(identity: str, session: str, settings: Settings = _SETTINGS) -> StartSession:
    params = StartSessionParams(session, "2026-01-01T00:00:00Z", settings)
    return StartSession(id=identity, type="request", params=params)


def _stop(identity: str, session: str, frames: int) -> StopSession:
    return StopSession(
        id=identity, type="request", params=StopSessionParams(session, PerSource(frames, frames))
    )


def _run(
    until: str,
    *meanwhile: SessionRequest,
    settings: Settings = _SETTINGS,
    clock: Callable[[], float] = time.monotonic,
) -> tuple[list[str], list[dict[str, Any]]]:
    """A session in which both sources say a word; the decodes' record, and what was sent before `until`.

    No embedding is ever made.
    """
    inbox, outbox = Inbox(), Outbox()
    transcriber = _RecordingTranscriber(inbox, meanwhile)
    wanted = WantedModel("m", "cpu")
    service = SessionService(
        outbox,
        HealthState("seccomp"),
        ActiveModel(lambda _wanted: None),
        Corrector(outbox, lambda _name, _device: None),
        _LoudnessDetector,
        EmbeddingThread(CampPlusEmbedder, inbox.put),
        EngineSwitches(),
    )
    inbox.put(_start(_START, _SESSION, settings))
    inbox.put(ModelReady(wanted, transcriber, LoadedModel("m", "cpu", "int8", False, None)))
    for seq in range(_FRAMES):
        samples = np.full(FRAME_SAMPLES, 1000 if seq < _LOUD_FRAMES else 0, np.int16)
        for source in SOURCES:
            inbox.put(AudioFrame(_SESSION, source, seq, seq * FRAME_SAMPLES, samples))
    inbox.put(_stop(_STOP, _SESSION, _FRAMES))
    Engine(inbox, service, clock, EngineSwitches()).start()
    sent = list(_sent_until(outbox, until))
    return transcriber.record, sent


def test_what_both_sources_wait_for_is_begun_before_either_is_waited_for() -> None:
    """STT-3: so that the model never waits, and may decode them side by side."""
    record, sent = _run(_STOP)

    assert record == ["begun", "begun", "result", "result"]
    finals = [message["data"] for message in sent if message.get("event") == "final_text"]
    assert [final["source"] for final in finals] == list(SOURCES)
    assert {final["text"] for final in finals} == {"Hello."}


def test_a_session_that_is_abandoned_between_two_decodes_is_reported_neither() -> None:
    """IPC-3: and the next one begins."""
    record, sent = _run(
        _LAST_STOP,
        AbandonSession(id=_ABANDON, type="request", params=SessionParams(_SESSION)),
        _start(_NEXT_START, _NEXT_SESSION),
        _stop(_LAST_STOP, _NEXT_SESSION, 0),
    )

    assert record == ["begun", "begun", "result", "result"]
    assert [message["id"] for message in sent if message["type"] == "response"] == [
        _START,
        _ABANDON,
        _NEXT_START,
    ]
    assert not [message for message in sent if message.get("event") in ("partial_text", "final_text")]


def test_the_sessions_end_does_not_wait_for_voices_that_never_come() -> None:
    """WHO-2: words never depend on them."""
    began = time.monotonic()

    def fast() -> float:
        return began + 20 * (time.monotonic() - began)

    _, sent = _run(_STOP, settings=replace(_SETTINGS, voices=True), clock=fast)

    assert [message["data"]["text"] for message in sent if message.get("event") == "final_text"] == [
        "Hello.",
        "Hello.",
    ]
    assert fast() - began >= 5.0
