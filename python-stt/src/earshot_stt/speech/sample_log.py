"""Samples of one source at absolute positions; the past is dropped when it is done with."""

import numpy as np

from earshot_stt.wire.audio import Samples


class SampleLog:
    """A growing span [start, end) of one source, in samples since the session's start."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self._chunks: list[Samples] = []

    def append(self, samples: Samples) -> None:
        """Adds int16[n] at `end`."""
        self._chunks.append(samples)
        self.end += len(samples)

    def slice(self, start: int, end: int) -> Samples:
        """A copy of int16[end - start]; the span must be held."""
        if not self.start <= start <= end <= self.end:
            raise ValueError(f"[{start}, {end}) is not within [{self.start}, {self.end})")
        return self._joined()[start - self.start : end - self.start].copy()

    def drop_before(self, position: int) -> None:
        """Frees everything below `position`."""
        if position <= self.start:
            return
        self._chunks = [self._joined()[position - self.start :].copy()]
        self.start = position

    def _joined(self) -> Samples:
        if len(self._chunks) > 1:
            self._chunks = [np.concatenate(self._chunks)]
        return self._chunks[0] if self._chunks else np.zeros(0, np.int16)
