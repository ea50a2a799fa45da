"""Whether sound is as quiet as the silence before it (pure): it is heard like any other, but may wait."""

from collections import deque

import numpy as np
import numpy.typing as npt

from earshot_stt.wire.audio import Samples

_KNOWN_WINDOWS = 31
"""One second."""
_LOUDER = 2
"""6 dB over the quietest of them, which is 4 dB over usual steady noise."""
_INAUDIBLE = 16
"""A swing so small is silence in any room."""


def swing(samples: Samples) -> int:
    """Highest less lowest of int16[n]: cheaper than an energy, and no short sound is averaged away."""
    return int(samples.max()) - int(samples.min())


class Calm:
    """What the silence of one source swings by, from windows that the voice detector found no voice in."""

    def __init__(self) -> None:
        self._swings: deque[int] = deque(maxlen=_KNOWN_WINDOWS)

    def hear(self, windows: npt.NDArray[np.int16]) -> None:
        """Takes in int16[n, window] without a voice."""
        swings = windows.max(axis=1).astype(np.int32) - windows.min(axis=1)
        self._swings.extend(swings.tolist())

    def end(self) -> None:
        """Somebody speaks: what comes then is to be known anew."""
        self._swings.clear()

    @property
    def below(self) -> int:
        """Sound that swings by less is nothing new; 0 as long as too little silence is known."""
        if len(self._swings) < _KNOWN_WINDOWS:
            return 0
        return max(_INAUDIBLE, _LOUDER * min(self._swings))
