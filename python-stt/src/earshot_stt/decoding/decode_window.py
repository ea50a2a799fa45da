"""The window a model is given: the speech and silence after it, as log-mel frames (STT-1).

Whisper was trained on windows of 30 s; one as short as the speech costs a tenth of that.
"""

from typing import Literal

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel

from earshot_stt.wire.audio import Samples, milliseconds

WindowPolicy = Literal["auto", "full"]
"""As short as the speech allows, or always 30 s (to compare)."""

FRAME_HOP = 160
"""Samples of one mel frame."""
FULL_WINDOW = milliseconds(30_000)
"""Samples of the longest window."""
_FRAME = 800
"""Samples of silence after the speech after which a frame, 400 samples and mirrored at the end, has none."""
_SILENT = -1.5
_RANGE = 2.0
"""Both in Whisper's units: (log10 of the power + 4) / 4; no power counts as 1e-10."""
_PAD = milliseconds(1_280)
"""Silence after the speech, without which a window that ends with it loses its last words."""
_STEP = 200 * FRAME_HOP
"""Windows are rounded up: oneDNN keeps some megabytes for each length it has seen."""
_SHORTEST = 1000 * FRAME_HOP
"""Below, weights of 30 s lose words, or say a sentence again until the window is full (ADR-033)."""
_SECOND = 2000 * FRAME_HOP
"""For a second decode: as good as 30 s, at a third of the time and half of the memory (ADR-033)."""


def window_length(speech: int) -> int:
    """Samples of the window for so many samples of speech."""
    return min(max(-(-(speech + _PAD) // _STEP) * _STEP, _SHORTEST), FULL_WINDOW)


def second_window_length(first: int) -> int:
    """Samples of the window of a second decode, after a doubtful one in a window of `first`."""
    return _SECOND if first < _SECOND else FULL_WINDOW


def log_mel(whisper: WhisperModel, samples: Samples, length: int) -> ctranslate2.StorageView:
    """float32[1, mels, length / FRAME_HOP] of int16[n], n at most `length`, and silence after it."""
    frames = length // FRAME_HOP
    audio = np.zeros(min(length, len(samples) + _FRAME), np.float32)
    audio[: len(samples)] = samples.astype(np.float32) / np.float32(32768)
    mel = whisper.feature_extractor(audio)[:, :frames]
    # Frames of silence need no transform. They differ with the loudest frame, below which Whisper cuts off.
    floor = max(_SILENT, float(mel.max()) - _RANGE)
    window = np.full((1, len(mel), frames), floor, np.float32)
    window[0, :, : mel.shape[1]] = mel
    return ctranslate2.StorageView.from_array(window)
