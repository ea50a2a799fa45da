"""The voice detector's probabilities of the windows that are still held (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from earshot_stt.wire.audio import Samples


class VoiceTrace:
    """Verdicts by position; a window that is judged again keeps its newest verdict."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._verdicts: dict[int, float] = {}

    def put(self, start: int, probabilities: Sequence[float]) -> None:
        """Verdicts of the windows from `start` on."""
        for index, probability in enumerate(probabilities):
            self._verdicts[start + index * self._window] = probability

    def drop_before(self, position: int) -> None:
        """Forgets windows that end below `position`."""
        for start in [start for start in self._verdicts if start + self._window <= position]:
            del self._verdicts[start]

    def within(self, start: int, end: int) -> "VoiceTrace":
        """A copy of what is known of [start, end)."""
        part = VoiceTrace(self._window)
        part._verdicts = {at: p for at, p in self._verdicts.items() if start < at + self._window and at < end}
        return part

    def voiced_share(self, start: int, end: int, threshold: float) -> float:
        """Share of the windows in [start, end) with a verdict from `threshold` on; 1 if none is known."""
        known = [p for at, p in self._verdicts.items() if start < at + self._window and at < end]
        return sum(p >= threshold for p in known) / len(known) if known else 1.0

    def voiced_windows(self, threshold: float) -> list[int]:
        """Where the windows with a verdict from `threshold` on begin, in order."""
        return sorted(at for at, probability in self._verdicts.items() if probability >= threshold)

    def usual_voice(self, threshold: float) -> float:
        """The median of the verdicts from `threshold` on, 0 if there is none."""
        voiced = [p for p in self._verdicts.values() if p >= threshold]
        return median(voiced) if voiced else 0.0

    def longest_silence(self, threshold: float) -> int:
        """Samples of the longest run of windows below `threshold`."""
        longest = run = 0
        for at in sorted(self._verdicts):
            run = 0 if self._verdicts[at] >= threshold else run + self._window
            longest = max(longest, run)
        return longest


@dataclass(frozen=True, slots=True)
class SpanAudio:
    """A span of a source: its samples, and the voice detector's verdicts on them."""

    samples: Samples
    voice: VoiceTrace
