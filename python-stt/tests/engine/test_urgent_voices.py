"""Voices are told apart while the engine is never idle, too (WHO-2)."""

from queue import Empty, SimpleQueue

import numpy as np
import pytest

from earshot_stt.captions.benchmark_switches import EngineSwitches
from earshot_stt.decoding.transcriber import DecodeOptions, Decoding, Hypothesis
from earshot_stt.engine.corrector import Corrector
from earshot_stt.engine.session_service import SessionService
from earshot_stt.loading.active_model import ActiveModel
from earshot_stt.loading.loader import ModelReady, WantedModel
from earshot_stt.speech.limits import WHISPER_LIMITS
from earshot_stt.speech.vad import WINDOW_SAMPLES
from earshot_stt.voices.embedder import EMBEDDING_SIZE, Embedding
from earshot_stt.voices.embedding_thread import EmbeddingThread, SpeechEmbedded
from earshot_stt.wire.audio import FRAME_SAMPLES, Samples
from earshot_stt.wire.health import HealthState
from earshot_stt.wire.outbox import Outbox
from earshot_stt.wire.reports import LoadedModel
from earshot_stt.wire.requests import AudioFrame, Settings, StartSession, StartSessionParams

_SESSION = "4b5a0c9e-6d0f-4c6e-9b1e-0d8d1c2f3a4b"
_REQUEST = "11111111-6d0f-4c6e-9b1e-0d8d1c2f3a4b"
_HUNG_SECONDS = 60.0
_UTTERANCE = [np.full(FRAME_SAMPLES, 1000, np.int16)] * 12 + [np.zeros(FRAME_SAMPLES, np.int16)] * 12


class _Model:
    """Understands one word."""

    limits = WHISPER_LIMITS

    def decode(self, samples: Samples, options: DecodeOptions) -> Hypothesis:
        return self.begin(samples, options)()

    def begin(self, samples: Samples, options: DecodeOptions) -> Decoding:
        del samples, options
        return lambda: Hypothesis((" Hello.",), "en")

    def close(self) -> None:
        pass


class _Detector:
    """Takes every sound for speech."""

    def probabilities(self, samples: Samples) -> list[float]:
        return [float(window.max() > 0) for window in samples.reshape(-1, WINDOW_SAMPLES)]


class _OneVoice:
    def embed(self, samples: Samples) -> Embedding:
        del samples
        return np.eye(1, EMBEDDING_SIZE, dtype=np.float32)[0]


def _service(results: SimpleQueue[SpeechEmbedded]) -> SessionService:
    outbox, embeddings = Outbox(), EmbeddingThread(_OneVoice, results.put)
    embeddings.start()
    service = SessionService(
        outbox,
        HealthState("seccomp"),
        ActiveModel(lambda _wanted: None),
        Corrector(outbox, lambda _name, _device: None),
        _Detector,
        embeddings,
        EngineSwitches(),
    )
    settings = Settings("m", "en", "transcribe", "cpu", (), voices=True)
    params = StartSessionParams(_SESSION, "2026-01-01T00:00:00Z", settings)
    service.answer(StartSession(id=_REQUEST, type="request", params=params))
    service.answer(
        ModelReady(WantedModel("m", "cpu"), _Model(), LoadedModel("m", "cpu", "int8", False, None))
    )
    return service


@pytest.mark.parametrize(("utterances", "is_made"), [(31, False), (33, True)])
def test_where_many_wait_an_embedding_is_made_beside_the_decoding(utterances: int, is_made: bool) -> None:
    """WHO-2: else a recovered meeting has labels for its last minutes alone."""
    results: SimpleQueue[SpeechEmbedded] = SimpleQueue()
    service = _service(results)
    for seq, samples in enumerate(_UTTERANCE * utterances):
        service.answer(AudioFrame(_SESSION, "tab", seq, seq * FRAME_SAMPLES, samples))
        service.take_in(0.0)
        for decoder in list(service.decoders):
            decoder.begin_pause(0.0)()
            decoder.begin_final()()

    service.allow_voices(0.0, is_allowed=False)

    if is_made:
        service.answer(results.get(timeout=_HUNG_SECONDS))
    else:
        with pytest.raises(Empty):
            results.get_nowait()
