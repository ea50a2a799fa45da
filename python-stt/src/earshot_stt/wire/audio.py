"""Mirror of `protocol/audio.ts`: the one audio format of every wire."""

from typing import Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

SAMPLE_RATE = 16_000
"""Samples per second; mono."""
FRAME_SAMPLES = 1600
"""Samples in one frame: 100 ms."""
MAX_SESSION_SAMPLES = 60 * 24 * 60 * 60 * SAMPLE_RATE
"""Sixty days: what the host counts in samples or frames is bounded by it where it enters."""

Source = Literal["tab", "mic"]
SOURCES: tuple[Source, ...] = get_args(Source)

Samples: TypeAlias = npt.NDArray[np.int16]
"""int16[n], one source, 16 kHz."""


def milliseconds(count: int) -> int:
    """`count` milliseconds in samples."""
    return count * SAMPLE_RATE // 1000


def silence(count: int) -> Samples:
    """int16[count] of zeros."""
    return np.zeros(count, np.int16)
