"""Whether the microphone hears the others, and how late: one verdict a second, from the audio alone.

A verdict on a window counts from `VERDICT_DELAY` after its end on, whenever it was computed: so the words
depend neither on how fast the audio comes nor on which source comes first.
"""

import numpy as np

from earshot_stt.echo.echo_delay import DelayProfile
from earshot_stt.echo.positioned_audio import PositionedAudio, Waveform
from earshot_stt.wire.audio import SAMPLE_RATE, milliseconds

VERDICT_DELAY = milliseconds(200)
WINDOW = 2 * SAMPLE_RATE
_STEP = SAMPLE_RATE
"""Windows lie on multiples of it, so that every process judges the same."""

_SURE_PEAK = 12.0
_STILL_THERE = 6.0
_MOST_OF_THE_PEAK = 0.4
"""Of a window's peak; where both speak, over clocks that drift, a third of it is left at most."""
_MOST_WITHOUT_ECHO = 60
"""Windows in a row in which the others speak and are not heard: a headset was put on."""
SPEAKING = 10 ** (-55 / 10)
AUDIBLE = 10 ** (-78 / 10)
"""Mean squares."""


class EchoWatch:
    """`delay` is None while no echo was seen."""

    def __init__(
        self, microphone: PositionedAudio, reference: PositionedAudio, cleaned: PositionedAudio
    ) -> None:
        """`cleaned`: the microphone as the canceller gave it."""
        self._microphone = microphone
        self._reference = reference
        self._cleaned = cleaned
        self._next_end: int | None = None
        self._candidate: int | None = None
        self._without_echo = 0
        self.delay: int | None = None
        self.left_from: int | None = None
        """Where the newest window begins whose echo the canceller had left nearly as it was."""

    def advance(self, position: int) -> bool:
        """Judges the windows that count at `position` of the microphone; whether anything new is known."""
        newest = (position - VERDICT_DELAY) // _STEP * _STEP
        # What was judged long ago is not held any more: after a gap nothing is made up for.
        oldest = max(self._next_end or newest, newest - WINDOW)
        before = self.delay, self.left_from
        for end in range(oldest, newest + 1, _STEP):
            self._judge(end)
        self._next_end = max(newest + _STEP, self._next_end or 0)
        return (self.delay, self.left_from) != before

    def _judge(self, end: int) -> None:
        reference = self._reference.read(end - WINDOW, end)
        if power(reference) < SPEAKING:
            return
        microphone = self._microphone.read(end - WINDOW, end)
        if power(microphone) < AUDIBLE:
            # It is muted at the device, which says nothing of the room.
            self._candidate = None
            return
        profile = DelayProfile(microphone, reference)
        # A reflection may be louder than what came straight; the filter has both, wherever it begins.
        if self.delay is not None and profile.peak(self.delay) >= _STILL_THERE:
            self._candidate, self._without_echo = None, 0
            cleaned = self._cleaned.read(end - WINDOW, end)
            left = DelayProfile(cleaned, reference).peak(self.delay)
            # Neither is enough: a clock that drifts leaves the peak, and somebody who speaks the power.
            is_left = left >= max(_SURE_PEAK, _MOST_OF_THE_PEAK * profile.peak(self.delay))
            if is_left and 2 * power(cleaned) >= power(microphone):
                self.left_from = end - WINDOW
            return
        if profile.peak(profile.highest) < _SURE_PEAK:
            self._candidate = None
            self._without_echo += 1
            if self._without_echo >= _MOST_WITHOUT_ECHO:
                self.delay = None
            return
        self._without_echo = 0
        # One window may be mistaken; two that agree were not, in any measurement.
        if self._candidate is not None and profile.peak(self._candidate) >= _SURE_PEAK:
            self.delay, self._candidate = profile.highest, None
        else:
            self._candidate = profile.highest


def power(audio: Waveform) -> float:
    return float(np.mean(np.square(audio)))
