"""Samples of one source at absolute positions, with whatever is missing between them; the newest only."""

from bisect import bisect_right

import numpy as np
import numpy.typing as npt

from earshot_stt.wire.audio import SAMPLE_RATE, Samples

Waveform = npt.NDArray[np.float32]
"""float32[n], 16 kHz, between -1 and 1."""

_MOST_SAMPLES = 90 * SAMPLE_RATE
"""The host keeps the sources side by side, so that hardly a tenth of it is ever held."""
_FULL_SCALE = np.float32(1 / 32_768)


class PositionedAudio:
    """Grows at its end. What was never put, or was dropped, reads as silence."""

    def __init__(self) -> None:
        self.end: int | None = None
        """Position after the last sample; None before there was one."""
        self._starts: list[int] = []
        self._chunks: list[Samples] = []
        self._held = 0

    def put(self, start: int, samples: Samples) -> None:
        """Adds int16[n] that begin at `start`; of what is known already nothing changes."""
        fresh = samples if self.end is None else samples[max(0, self.end - start) :]
        if len(fresh) == 0:
            return
        self.end = start + len(samples)
        self._starts.append(self.end - len(fresh))
        self._chunks.append(fresh)
        self._held += len(fresh)
        if self._held > _MOST_SAMPLES:
            self._drop(1)

    def read(self, start: int, end: int) -> Waveform:
        """float32[end - start]."""
        audio = np.zeros(end - start, np.float32)
        first = max(0, bisect_right(self._starts, start) - 1)
        for position, chunk in zip(self._starts[first:], self._chunks[first:], strict=True):
            if position >= end:
                break
            begin, stop = max(start, position), min(end, position + len(chunk))
            if begin < stop:
                audio[begin - start : stop - start] = chunk[begin - position : stop - position]
        return audio * _FULL_SCALE

    def drop_before(self, position: int) -> None:
        """Frees the chunks that end at `position` or before; called often, it frees seldom."""
        count = 0
        while count < len(self._starts) and self._starts[count] + len(self._chunks[count]) <= position:
            count += 1
        self._drop(count)

    def _drop(self, count: int) -> None:
        self._held -= sum(len(chunk) for chunk in self._chunks[:count])
        del self._starts[:count], self._chunks[:count]
