"""Speech as a speaker model takes it: Kaldi's 80 log-mel bands, without their mean (pure).

As `torchaudio.compliance.kaldi.fbank` computes them for 3D-Speaker's models: frames of 25 ms each 10 ms,
Povey's window, pre-emphasis 0.97, no dither. Without the mean taken off, all voices of one line look alike.
"""

import numpy as np
import numpy.typing as npt

from earshot_stt.wire.audio import SAMPLE_RATE, Samples

Features = npt.NDArray[np.float32]

_BANDS = 80
_FRAME = 400
_STEP = 160
_TRANSFORM = 512
_PRE_EMPHASIS = 0.97
_LOWEST_HERTZ = 20.0
_SMALLEST_ENERGY = np.float32(np.finfo(np.float32).eps)


def features(samples: Samples) -> Features:
    """float32[1 + (n - 400) // 160, 80] of int16[n]. Raises ValueError for less than a frame."""
    if len(samples) < _FRAME:
        raise ValueError(f"{len(samples)} samples are less than a frame")
    signal = samples.astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(signal, _FRAME)[::_STEP]
    frames = frames - frames.mean(axis=1, keepdims=True)
    # Of the first sample of a frame Kaldi takes itself for the one before.
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    windowed = (frames - np.float32(_PRE_EMPHASIS) * before) * _WINDOW
    power = np.square(np.abs(np.fft.rfft(windowed, _TRANSFORM))).astype(np.float32)
    bands = np.log(np.maximum(power @ _MEL, _SMALLEST_ENERGY))
    return bands - bands.mean(axis=0, keepdims=True)


def _povey_window() -> Features:
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_FRAME) / (_FRAME - 1))
    return (hann**0.85).astype(np.float32)


def _mel_bands() -> Features:
    """float32[257, 80]: triangles on the mel scale, from 20 Hz to half the sample rate."""
    mels = _mel(np.arange(_TRANSFORM // 2 + 1) * SAMPLE_RATE / _TRANSFORM)
    lowest, highest = _mel(np.array([_LOWEST_HERTZ, SAMPLE_RATE / 2])).tolist()
    edges = lowest + (highest - lowest) * np.arange(_BANDS + 2)[:, None] / (_BANDS + 1)
    left, middle, right = edges[:-2], edges[1:-1], edges[2:]
    rising, falling = (mels - left) / (middle - left), (right - mels) / (right - middle)
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    # Kaldi leaves the last bin out.
    triangles[:, -1] = 0.0
    return triangles.T.astype(np.float32)


def _mel(hertz: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return 1127.0 * np.log1p(hertz / 700.0)


_WINDOW = _povey_window()
_MEL = _mel_bands()
