"""How late the others' audio comes back in the microphone (pure): generalised cross-correlation, PHAT."""

import numpy as np

from earshot_stt.echo.positioned_audio import Waveform
from earshot_stt.wire.audio import milliseconds

LONGEST_DELAY = milliseconds(600)
"""Bluetooth loudspeakers take up to a quarter of a second, and the browser its share."""
SAME_DELAY = milliseconds(3)
_TINY = 1e-9


class DelayProfile:
    """How much of float32[n] of a reference comes back how late in a microphone; delays are in samples.

    A value is in rms of the rest. Measured on human speech: 18.8 and more at the delay of an echo of -20 dB,
    4.9 at most where there is none. Knapp and Carter (1976).
    """

    def __init__(self, microphone: Waveform, reference: Waveform) -> None:
        size = 1 << (len(microphone) + LONGEST_DELAY - 1).bit_length()
        cross = np.fft.rfft(microphone, size) * np.conj(np.fft.rfft(reference, size))
        correlation = np.fft.irfft(cross / (np.abs(cross) + _TINY), size)[:LONGEST_DELAY]
        self.highest = int(np.argmax(correlation))
        rest = np.delete(correlation, slice(max(0, self.highest - SAME_DELAY), self.highest + SAME_DELAY))
        self._values = correlation / (np.sqrt(np.mean(np.square(rest))) + _TINY)

    def peak(self, delay: int) -> float:
        """The highest value at `delay` or next to it."""
        return float(self._values[max(0, delay - SAME_DELAY) : delay + SAME_DELAY + 1].max())
