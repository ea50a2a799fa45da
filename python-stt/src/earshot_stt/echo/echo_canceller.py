"""Takes the others' words out of the microphone, which loudspeakers put there (WHO-3; ADR-046)."""

import numpy as np

from earshot_stt.echo.echo_delay import LONGEST_DELAY
from earshot_stt.echo.echo_record import EchoRecord
from earshot_stt.echo.echo_watch import AUDIBLE, SPEAKING, VERDICT_DELAY, WINDOW, EchoWatch, power
from earshot_stt.echo.kalman_filter import BLOCK, SPAN, KalmanFilter
from earshot_stt.echo.positioned_audio import PositionedAudio, Waveform
from earshot_stt.wire.audio import Samples, milliseconds

LONGEST_HOLD = milliseconds(200)
"""How far the microphone may have come while the tab's audio of the same time has not."""
_HEAD_START = milliseconds(12)
"""The delay is known to a few milliseconds, and the filter cannot look ahead."""
_FOLLOWED = milliseconds(8)
"""A delay that drifts, by two clocks, the filter has followed; to move the reference would undo that."""
_TRAINING = milliseconds(8_000)
"""Audio from before that a filter is given when it begins; it needs two to four seconds of speech."""
_MOST_LOUDER = 5
"""Blocks in a row with twice the microphone's power: the filter has diverged, as it may on steady tones."""
_KEPT = _TRAINING + WINDOW + SPAN + LONGEST_DELAY
_SILENT = np.float32(8 / 32_768)
"""A reference that is no louder has no echo that could be heard (-72 dBFS)."""


class EchoCanceller:
    """One of each session. Without an echo, or while the tab is silent, samples pass as they are.

    The output depends on the samples of both sources and their positions alone, as long as the tab comes no
    more than `LONGEST_HOLD` behind the microphone.
    """

    def __init__(self) -> None:
        self.reference = PositionedAudio()
        """The tab, as it has been received."""
        self.record = EchoRecord()
        """What was taken out of the microphone."""
        self._microphone = PositionedAudio()
        self._cleaned = PositionedAudio()
        self._watch = EchoWatch(self._microphone, self.reference, self._cleaned)
        self._filter = KalmanFilter()
        self._shift = 0
        self._is_on = False
        self._louder = 0
        self._trained_at = 0
        """What comes before it says nothing of the present filter."""
        self._primed_at: int | None = None
        """Where the block begins that the filter has the reference for; None: it has to be primed."""

    @property
    def delay_samples(self) -> int | None:
        """How late the echo comes that is cancelled; None while none is."""
        return self._watch.delay if self._is_on else None

    def is_ready(self, start: int, end: int, received_end: int) -> bool:
        """Whether [start, end) of the microphone, which was received up to `received_end`, may be cancelled.

        Of a tab that is missing nothing is waited for: it cannot be heard.
        """
        if self.reference.end is None:
            return True
        is_late = received_end >= end + LONGEST_HOLD
        # A verdict that switches on has the filter learn from all that came before `start`.
        if self.reference.end < start and not is_late:
            return False
        self._observe(start)
        needed = end - min(self._shift, VERDICT_DELAY) if self._is_on else start
        return is_late or self.reference.end >= needed

    def cancel(self, start: int, samples: Samples) -> Samples:
        """int16[n] of the microphone from `start` on without the echo."""
        self._observe(start)
        self._microphone.put(start, samples)
        # Frames that overlap leave a part of a block, once: it passes, and the blocks begin after it.
        rest = len(samples) % BLOCK
        cleaned = samples if not self._is_on else self._cancel_blocks(start, rest, samples)
        self._cleaned.put(start, cleaned)
        reference = self.reference.read(start - self._shift, start - self._shift + len(samples))
        self.record.put(start, samples, cleaned, reference, was_cancelled=self._is_on)
        self._microphone.drop_before(start - _KEPT)
        self._cleaned.drop_before(start - _KEPT)
        self.reference.drop_before(start - _KEPT)
        return cleaned

    def _observe(self, position: int) -> None:
        if not self._watch.advance(position):
            return
        delay = self._watch.delay
        was_on, self._is_on = self._is_on, delay is not None
        self._primed_at = None
        if delay is None:
            self._shift = 0
            return
        shift = max(0, delay - _HEAD_START)
        if not was_on:
            self._shift = shift
            self._train(position, _TRAINING)
        elif abs(shift - self._shift) > _FOLLOWED:
            # A delay that has jumped moves the reference: the room is the same, and so is the filter.
            self._shift = shift
        elif self._watch.left_from is not None and self._watch.left_from >= self._trained_at:
            # Loudspeakers that were off: it is sure that there is no echo, and would learn too slowly.
            self._train(position, WINDOW)

    def _train(self, position: int, length: int) -> None:
        """Lets a new filter learn from `length` samples before `position`, which were given on already."""
        self._filter, self._trained_at = KalmanFilter(), position
        start = position - length
        audio = self._microphone.read(start, position)
        for at in range(0, length, BLOCK):
            self._cancel_block(start + at, audio[at : at + BLOCK])

    def _cancel_blocks(self, start: int, rest: int, samples: Samples) -> Samples:
        cleaned = samples.copy()
        audio = self._microphone.read(start, start + len(samples))
        for at in range(rest, len(samples), BLOCK):
            block = self._cancel_block(start + at, audio[at : at + BLOCK])
            if block is not None:
                cleaned[at : at + BLOCK] = np.clip(np.rint(block * 32_768), -32_768, 32_767)
        return cleaned

    def _cancel_block(self, start: int, microphone: Waveform) -> Waveform | None:
        """None: there is no echo in it."""
        end = start + BLOCK - self._shift
        reference = self.reference.read(end - SPAN - BLOCK, end)
        # Of a microphone that is switched off, or was not yet on, a filter would learn that there is no echo.
        if np.abs(reference).max() < _SILENT or power(microphone) < AUDIBLE:
            self._primed_at = None
            return None
        if self._primed_at != start:
            self._filter.prime(self.reference.read(end - SPAN - 2 * BLOCK, end - BLOCK))
        self._primed_at = start + BLOCK
        cleaned = self._filter.cancel(microphone, reference[-2 * BLOCK :])
        if power(cleaned) <= max(2 * power(microphone), SPEAKING):
            self._louder = 0
            return cleaned
        self._louder += 1
        if self._louder >= _MOST_LOUDER:
            self._filter, self._louder, self._primed_at = KalmanFilter(), 0, None
        return None
