"""One source of the rival: its buffer, decoded whole and padded to 30 s at every step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from local_agreement import Caption, LocalAgreement, TimedWord

SAMPLE_RATE = 16_000

Sound = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Decoded:
    """The words of a buffer, in seconds from its start, and where its segments end."""

    words: Sequence[TimedWord]
    segment_ends: Sequence[float]


Decode = Callable[[Sound], Decoded]

_SHORTEST_STEP = SAMPLE_RATE
"""New samples without which no decode is worth its cost."""
_WINDOW = 30 * SAMPLE_RATE
"""Beyond it even the peers give up on words that never come to an agreement."""
_KEPT_OF_NOTHING = SAMPLE_RATE
"""What stays of a long buffer without a word: a word may have begun."""


class PaddedSource:
    """Takes samples at any time and decodes when a second of them is new."""

    def __init__(self, decode: Decode, longest_seconds: float) -> None:
        self._decode = decode
        self._longest = int(longest_seconds * SAMPLE_RATE)
        self._agreement = LocalAgreement()
        self._buffer: Sound = np.zeros(0, np.float32)
        self._buffer_start = 0
        self.undecoded_samples = 0

    @property
    def is_due(self) -> bool:
        return self.undecoded_samples >= _SHORTEST_STEP

    def take(self, pcm: npt.NDArray[np.int16]) -> None:
        """Adds int16[n] to the buffer."""
        self._buffer = np.concatenate([self._buffer, pcm.astype(np.float32) / np.float32(32768)])
        self.undecoded_samples += len(pcm)

    def step(self) -> list[Caption]:
        """Decodes the buffer, and cuts it if it is too long."""
        self.undecoded_samples = 0
        start = self._buffer_start / SAMPLE_RATE
        decoded = self._decode(self._buffer)
        words = [TimedWord(word.text, start + word.start, start + word.end) for word in decoded.words]
        ends = [start + end for end in decoded.segment_ends]
        captions = self._agreement.take(words, ends)
        if len(self._buffer) > self._longest:
            captions += self._cut(ends)
        return captions

    def finish(self) -> list[Caption]:
        """Decodes what is left and makes all of it final."""
        captions = self.step() if self.undecoded_samples > 0 else []
        return [*captions, *self._agreement.finish()]

    def _cut(self, segment_ends: Sequence[float]) -> list[Caption]:
        time = self._agreement.cut(segment_ends, self._buffer_start / SAMPLE_RATE)
        if time is not None:
            self._drop(round(time * SAMPLE_RATE) - self._buffer_start)
            return self._agreement.close_before(time)
        if self._agreement.has_open_words and len(self._buffer) <= _WINDOW:
            return []
        self._drop(len(self._buffer) - _KEPT_OF_NOTHING)
        return self._agreement.finish()

    def _drop(self, samples: int) -> None:
        samples = min(samples, len(self._buffer))
        self._buffer = self._buffer[samples:]
        self._buffer_start += samples
