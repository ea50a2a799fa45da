"""A correction decodes the microphone as its final did: without the others (WHO-3)."""

import json
import time
from typing import Any

import numpy as np
import pytest

from earshot_stt.captions.benchmark_switches import EngineSwitches
from earshot_stt.decoding.transcriber import DecodeOptions, Decoding, Hypothesis
from earshot_stt.engine.corrector import Corrector
from earshot_stt.engine.session_service import SessionService
from earshot_stt.loading.active_model import ActiveModel
from earshot_stt.loading.loader import CorrectionReady, ModelReady, WantedModel
from earshot_stt.speech.limits import WHISPER_LIMITS
from earshot_stt.speech.vad import WINDOW_SAMPLES
from earshot_stt.voices.embedder import CampPlusEmbedder
from earshot_stt.voices.embedding_thread import EmbeddingThread
from earshot_stt.wire.audio import FRAME_SAMPLES, SAMPLE_RATE, SOURCES, Samples
from earshot_stt.wire.health import HealthState
from earshot_stt.wire.outbox import Outbox
from earshot_stt.wire.reports import LoadedModel
from earshot_stt.wire.requests import (
    AudioFrame,
    CorrectionParams,
    CorrectStretch,
    Settings,
    StartSession,
    StartSessionParams,
)
from support.echo_scenes import SECONDS, echo_scene, frames_of

_SESSION = "4b5a0c9e-6d0f-4c6e-9b1e-0d8d1c2f3a4b"
_REQUEST = "11111111-6d0f-4c6e-9b1e-0d8d1c2f3a4b"
_SPEECH_FROM, _SPEECH_UNTIL = 2, 11
"""Seconds in which the microphone gives anything."""


class _Model:
    """Keeps what it was given."""

    limits = WHISPER_LIMITS

    def __init__(self) -> None:
        self.decoded: list[Samples] = []

    def decode(self, samples: Samples, options: DecodeOptions) -> Hypothesis:
        return self.begin(samples, options)()

    def begin(self, samples: Samples, options: DecodeOptions) -> Decoding:
        del options
        self.decoded.append(samples)
        return lambda: Hypothesis((" Hello.",), "en")

    def close(self) -> None:
        pass


class _Detector:
    """Takes every sound for speech."""

    def probabilities(self, samples: Samples) -> list[float]:
        return [float(np.abs(window).max() > 0) for window in samples.reshape(-1, WINDOW_SAMPLES)]


@pytest.mark.parametrize(("correction_model", "is_kept"), [("small", True), (None, False)])
def test_a_correction_decodes_what_the_final_was_decoded_from(
    correction_model: str | None, is_kept: bool
) -> None:
    """WHO-3: without the others' words; where no correction was wanted by then, as it was captured."""
    scene = echo_scene(1, near_from=SECONDS)
    captured = scene.mic.copy()
    captured[: _SPEECH_FROM * SAMPLE_RATE] = 0
    captured[_SPEECH_UNTIL * SAMPLE_RATE :] = 0
    live, second, outbox = _Model(), _Model(), Outbox()
    corrector = Corrector(outbox, lambda _name, _device: None)
    service = SessionService(
        outbox,
        HealthState("seccomp"),
        ActiveModel(lambda _wanted: None),
        corrector,
        _Detector,
        EmbeddingThread(CampPlusEmbedder, lambda _: None),
        EngineSwitches(),
    )
    settings = Settings("m", "en", "transcribe", "cpu", (), correction_model)
    params = StartSessionParams(_SESSION, "2026-01-01T00:00:00Z", settings)
    service.answer(StartSession(id=_REQUEST, type="request", params=params))
    service.answer(ModelReady(WantedModel("m", "cpu"), live, LoadedModel("m", "cpu", "int8", False, None)))
    for seq, (tab, mic) in enumerate(zip(frames_of(scene.tab), frames_of(captured), strict=True)):
        for source, samples in zip(SOURCES, (tab, mic), strict=True):
            service.answer(AudioFrame(_SESSION, source, seq, seq * FRAME_SAMPLES, samples))
        service.take_in(time.monotonic())
        for decoder in list(service.decoders):
            decoder.begin_pause(time.monotonic())()
            decoder.begin_final()()
    start, end = _last_utterance(outbox)
    corrected = CorrectionParams(_SESSION, "mic", start, "small", settings, "en", "", captured[start:end])

    service.answer(CorrectStretch(id=_REQUEST, type="request", params=corrected))
    service.answer(CorrectionReady("small", second))
    corrector.work()

    (decoded,) = second.decoded
    assert len(decoded) == end - start
    was_live = any(np.array_equal(decoded, samples) for samples in live.decoded)
    assert (was_live, np.array_equal(decoded, captured[start:end])) == (is_kept, not is_kept)


def _last_utterance(outbox: Outbox) -> tuple[int, int]:
    """The microphone's, by what was sent."""
    outbox.close()
    ends: list[dict[str, Any]] = []
    while (lines := outbox.next_lines()) is not None:
        messages = [json.loads(line) for line in lines.splitlines()]
        ends += [message["data"] for message in messages if message.get("event") == "speech_end"]
    last = [end for end in ends if end["source"] == "mic"][-1]
    return last["start_sample"], last["end_sample"]
