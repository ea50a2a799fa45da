"""The stretch of sound a model is shown: the speech and silence behind it, as log-mel frames (STT-1).

Whisper was trained on windows of 30 s; one as short as the speech costs a tenth of that.
"""

from typing import Literal

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel

from earshot_stt.audio import Samples, milliseconds

WindowPolicy = Literal["auto", "full"]
"""As short as the speech allows, or always 30 s (to compare)."""

FRAME_HOP = 160
"""Samples of one mel frame."""
FULL_WINDOW = milliseconds(30_000)
"""Samples of the longest window."""
_PAD = milliseconds(1_280)
"""Silence behind the speech, without which a window that ends with it loses its last words."""
_STEP = 100 * FRAME_HOP
"""Windows are rounded up: oneDNN keeps about 1 MB for each length it has seen."""


def window_length(speech: int) -> int:
    """Samples of the window for so many samples of speech."""
    return min(-(-(speech + _PAD) // _STEP) * _STEP, FULL_WINDOW)


def log_mel(whisper: WhisperModel, samples: Samples, length: int) -> ctranslate2.StorageView:
    """float32[1, mels, length / FRAME_HOP] of int16[n], n at most `length`, and silence behind it."""
    sound = np.zeros(length, np.float32)
    np.multiply(samples, np.float32(1 / 32768), out=sound[: len(samples)], casting="unsafe")
    mel = whisper.feature_extractor(sound)[:, : length // FRAME_HOP]
    return ctranslate2.StorageView.from_array(np.ascontiguousarray(mel[None], np.float32))
