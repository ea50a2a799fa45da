"""What of an utterance is voice (pure)."""

import numpy as np

from earshot_stt.speech.endpointer import ON
from earshot_stt.speech.vad import WINDOW_SAMPLES
from earshot_stt.speech.voice_trace import SpanAudio
from earshot_stt.wire.audio import Samples, milliseconds

_LONGEST = milliseconds(6_000)
"""More says no more of whose voice it is, and costs as much again."""


def voiced_samples(audio: SpanAudio, start: int) -> Samples:
    """The first six seconds of voice in int16[n] that begin at `start`; windows without it are left out."""
    end = start + len(audio.samples)
    windows = audio.voice.voiced_windows(ON)[: _LONGEST // WINDOW_SAMPLES]
    parts = [audio.samples[max(at, start) - start : min(at + WINDOW_SAMPLES, end) - start] for at in windows]
    return np.concatenate(parts) if parts else audio.samples[:0]
