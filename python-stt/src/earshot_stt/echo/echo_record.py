"""What was taken out of the microphone, frame by frame: how much of an utterance the tab explains (pure)."""

from collections import deque
from dataclasses import dataclass

import numpy as np

from earshot_stt.echo.echo_watch import SPEAKING, power
from earshot_stt.echo.positioned_audio import Waveform
from earshot_stt.wire.audio import Samples

_MOST_FRAMES = 900
"""Ninety seconds: far more than an utterance and the wait for its words."""
_FEWEST_USUAL_FRAMES = 30
_FULL_SCALE = 32_768.0


@dataclass(frozen=True, slots=True)
class _Frame:
    start: int
    end: int
    captured: float
    """Energy, as `left` is."""
    left: float
    has_tab: bool
    """The tab sounds in what may come back in it."""
    was_cancelled: bool


class EchoRecord:
    """Of the newest frames of the microphone."""

    def __init__(self) -> None:
        self._frames: deque[_Frame] = deque(maxlen=_MOST_FRAMES)

    def put(
        self, start: int, captured: Samples, left: Samples, reference: Waveform, *, was_cancelled: bool
    ) -> None:
        """A frame from `start` on, what was left of it, and the tab's audio that it may repeat."""
        has_tab = power(reference) >= SPEAKING
        energies = _energy(captured), _energy(left)
        self._frames.append(_Frame(start, start + len(captured), *energies, has_tab, was_cancelled))

    def explained_share(self, start: int, end: int) -> float | None:
        """Share of the energy in [start, end) that was taken out; None where most of it was not cancelled.

        Measured on human speech: .60 and more where the microphone has the echo alone. Where both speak it is
        the echo's share of the energy: .55 where the user is as loud as the echo, .71, .83 and .92 where he
        is 3, 6 and 10 dB quieter, .1 where he is 10 dB louder. Alone it does not tell the two apart.
        """
        frames = self._within(start, end)
        if 2 * sum(frame.was_cancelled for frame in frames) <= len(frames):
            return None
        captured = sum(frame.captured for frame in frames)
        return 1.0 - sum(frame.left for frame in frames) / captured if captured > 0 else None

    def usual_share(self, before: int) -> float | None:
        """Upper quartile of what was taken out of each frame before `before` in which the tab sounds.

        In the lower ones the user may have spoken, too. None of less than three seconds of them.
        """
        shares = [
            1.0 - frame.left / frame.captured
            for frame in self._frames
            if frame.end <= before and frame.was_cancelled and frame.has_tab and frame.captured > 0
        ]
        return float(np.quantile(shares, 0.75)) if len(shares) >= _FEWEST_USUAL_FRAMES else None

    def tab_share(self, start: int, end: int) -> float:
        """Share of the energy in [start, end) that was captured while the tab sounded."""
        frames = self._within(start, end)
        captured = sum(frame.captured for frame in frames)
        return sum(frame.captured for frame in frames if frame.has_tab) / captured if captured > 0 else 0.0

    def was_changed(self, start: int, end: int) -> bool:
        """Whether anything was taken out of [start, end)."""
        return any(frame.captured != frame.left for frame in self._within(start, end))

    def _within(self, start: int, end: int) -> list[_Frame]:
        return [frame for frame in self._frames if frame.start < end and start < frame.end]


def _energy(samples: Samples) -> float:
    return float(np.sum(np.square(samples / _FULL_SCALE)))
