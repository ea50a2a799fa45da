"""The echo as a linear filter of the reference, found while both speak (pure).

A partitioned-block frequency-domain Kalman filter: Enzner and Vary (2006), partitioned by Kuech, Mabande and
Enzner (2014). It knows how unsure it is of each coefficient, so that it learns fast at first and is not led
astray by what is said near the microphone: no double-talk detector is needed.
"""

import numpy as np
import numpy.typing as npt

from earshot_stt.echo.positioned_audio import Waveform
from earshot_stt.wire.audio import milliseconds

BLOCK = milliseconds(20)
"""A frame holds five, so that no frame waits for the next."""
PARTITIONS = 10
SPAN = BLOCK * PARTITIONS
"""How long an echo may reverberate to be cancelled."""
_TRANSITION = np.float32(0.997 ** (20 / 16))
"""How much of the path stays as it is from block to block: .997 in blocks of 16 ms lost no word."""
_SMOOTHING = np.float32(0.9)
_LEAST_UNCERTAINTY = np.float32(1e-5)
"""Keeps it positive. A larger one lets through words of the echo (ADR-046)."""
_LEAST_NOISE = np.float32(1e-10)

_Spectra = npt.NDArray[np.complex64]


class KalmanFilter:
    """All in float32, which costs half of float64 and is as good."""

    def __init__(self) -> None:
        bins = BLOCK + 1
        self._reference: _Spectra = np.zeros((PARTITIONS, bins), np.complex64)
        self._path: _Spectra = np.zeros((PARTITIONS, bins), np.complex64)
        self._uncertainty = np.ones((PARTITIONS, bins), np.float32)
        self._noise = np.full(bins, 1e-4, np.float32)

    def prime(self, reference: Waveform) -> None:
        """Takes in float32[SPAN + BLOCK] of the reference up to where the next block begins."""
        for age in range(PARTITIONS):
            end = len(reference) - age * BLOCK
            self._reference[age] = _spectra(reference[end - 2 * BLOCK : end])

    def cancel(self, microphone: Waveform, reference: Waveform) -> Waveform:
        """The next float32[BLOCK] without the echo of float32[2 * BLOCK], the block before included."""
        self._reference = np.roll(self._reference, 1, axis=0)
        self._reference[0] = _spectra(reference)
        echo = _waveforms((self._reference * self._path).sum(axis=0))[BLOCK:]
        error = microphone - echo
        self._learn(_spectra(np.concatenate([np.zeros(BLOCK, np.float32), error])))
        return error

    def _learn(self, error: _Spectra) -> None:
        """One Kalman update; a block's error has half of its window zero, hence the halves."""
        self._noise = _SMOOTHING * self._noise + (1 - _SMOOTHING) * np.square(np.abs(error)) + _LEAST_NOISE
        power = np.square(np.abs(self._reference))
        expected = self._uncertainty * power
        gain = self._uncertainty / (expected.sum(axis=0) / 2 + self._noise)
        change = _waveforms(gain * np.conj(self._reference) * error)
        # What wraps round belongs to no partition.
        change[..., BLOCK:] = 0
        self._path = self._path + _spectra(change)
        kept = _TRANSITION * _TRANSITION
        uncertainty = kept * (1 - gain * power / 2) * self._uncertainty + (1 - kept) * np.square(
            np.abs(self._path)
        )
        self._uncertainty = np.maximum(uncertainty, _LEAST_UNCERTAINTY)


def _spectra(waveforms: Waveform) -> _Spectra:
    return np.fft.rfft(waveforms).astype(np.complex64, copy=False)


def _waveforms(spectra: _Spectra) -> Waveform:
    return np.fft.irfft(spectra).astype(np.float32, copy=False)
