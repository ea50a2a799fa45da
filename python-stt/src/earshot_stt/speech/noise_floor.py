"""How loud the silence of a source is (pure): what is no louder is recognised like the rest, but may wait."""

from collections import deque
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from earshot_stt.wire.audio import Samples

Windows: TypeAlias = npt.NDArray[np.int16]
"""int16[n, window]"""

_KNOWN_WINDOWS = 31
"""One second."""
_LOUDER = 2
"""6 dB over the quietest of them, which is 4 dB over usual steady noise."""
_LEARNED_WINDOWS = 50
"""1.6 s: the warm-up of a detector."""
_NO_VOICE = 0.1
_LOUDER_SILENCE = 1.25
"""2 dB over the loudest of them, which steady noise hardly ever reaches."""
_LOUDEST_SILENCE = 2_048
"""A peak at -30 dBFS: a vacuum cleaner is steady too, and does not drown a voice of its own loudness."""
_INAUDIBLE = 16
"""A peak-to-peak so small is silence in any room."""


def peak_to_peak(samples: Samples) -> int:
    """Highest less lowest of int16[n]: cheaper than an energy, and no short audio is averaged away."""
    return int(samples.max()) - int(samples.min())


def peak_to_peak_of_each(windows: Windows) -> npt.NDArray[np.int32]:
    """The peak-to-peak of each of int16[n, window]."""
    return windows.max(axis=1).astype(np.int32) - windows.min(axis=1)


class KnownSilence:
    """How loud the beginning of a silence is, of which the voice detector judged every window.

    What is no louder need not be judged, where it is steady: a voice within it would be drowned by it. A
    cough or a door in it says nothing of what comes after it: then every window is judged.
    """

    def __init__(self) -> None:
        self._levels: list[int] = []
        self._has_voice = False

    @property
    def missing(self) -> int:
        """Windows to be judged before anything is known."""
        return max(0, _LEARNED_WINDOWS - len(self._levels))

    def learn(self, windows: Windows, probabilities: npt.NDArray[np.float64]) -> None:
        """Takes in int16[n, window], n at most `missing`, and the detector's verdicts."""
        self._levels += peak_to_peak_of_each(windows).tolist()
        self._has_voice = self._has_voice or bool((probabilities >= _NO_VOICE).any())

    @property
    def _is_steady(self) -> bool:
        usual = max(_INAUDIBLE, _LOUDER * min(self._levels))
        return max(self._levels) <= min(usual, _LOUDEST_SILENCE)

    def leading(self, windows: Windows) -> int:
        """How many of int16[n, window] are silent in a row, from the first one on."""
        if self.missing > 0 or self._has_voice or not self._is_steady:
            return 0
        louder = peak_to_peak_of_each(windows) > max(_INAUDIBLE, _LOUDER_SILENCE * max(self._levels))
        return int(louder.argmax()) if louder.any() else len(windows)


class NoiseFloor:
    """The peak-to-peak of one source's silence, from windows in which the voice detector found no voice."""

    def __init__(self) -> None:
        self._levels: deque[int] = deque(maxlen=_KNOWN_WINDOWS)

    def observe(self, windows: Windows) -> None:
        """Takes in int16[n, window] without a voice."""
        self._levels.extend(peak_to_peak_of_each(windows).tolist())

    def reset(self) -> None:
        """Speech has begun: the silence after it has to be learned again."""
        self._levels.clear()

    @property
    def below(self) -> int:
        """Audio of a smaller peak-to-peak is nothing new; 0 as long as too little silence is known."""
        if len(self._levels) < _KNOWN_WINDOWS:
            return 0
        return max(_INAUDIBLE, _LOUDER * min(self._levels))
