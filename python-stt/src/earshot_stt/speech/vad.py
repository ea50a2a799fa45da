"""Voice activity: Silero 6.2 with its state carried along a stream (STT-2; ADR 034).

`silero_vad_16k.onnx` is `silero_vad_16k_sequence.onnx` of the package silero-vad 6.2.3 (MIT, licence beside
it), which detects quiet and short words that the v6 in faster-whisper does not.
"""

from typing import TYPE_CHECKING, Protocol

import numpy as np

from earshot_stt.runtime.onnx_model import open_onnx_model
from earshot_stt.wire.audio import Samples

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

WINDOW_SAMPLES = 512
"""Samples judged at once: 32 ms."""
_CONTEXT_SAMPLES = 64


class VoiceDetector(Protocol):
    """Judges whole windows of one source's stream, in order."""

    def probabilities(self, samples: Samples) -> list[float]:
        """Speech probability of each window in int16[n · 512]."""
        ...


class SileroDetector:
    """The state of one source: h and c, float32[1, 1, 128], and the last 64 samples."""

    def __init__(self, session: "InferenceSession") -> None:
        self._session = session
        self._hidden = np.zeros((1, 1, 128), np.float32)
        self._cell = np.zeros((1, 1, 128), np.float32)
        self._context = np.zeros(_CONTEXT_SAMPLES, np.float32)

    def probabilities(self, samples: Samples) -> list[float]:
        if len(samples) == 0:
            return []
        stream = np.concatenate([self._context, samples.astype(np.float32) / 32768])
        width = _CONTEXT_SAMPLES + WINDOW_SAMPLES
        windows = np.lib.stride_tricks.sliding_window_view(stream, width)[::WINDOW_SAMPLES]
        inputs = {"input": np.ascontiguousarray(windows), "h": self._hidden, "c": self._cell}
        speech, self._hidden, self._cell = self._session.run(None, inputs)
        self._context = stream[-_CONTEXT_SAMPLES:]
        return [float(probability) for probability in speech.reshape(-1)]


class SileroFactory:
    """Opens detectors, one per source, on one network that is loaded when the first is opened."""

    def __init__(self) -> None:
        self._session: InferenceSession | None = None

    def __call__(self) -> SileroDetector:
        self._session = self._session or open_onnx_model("earshot_stt.speech", "silero_vad_16k.onnx")
        return SileroDetector(self._session)
