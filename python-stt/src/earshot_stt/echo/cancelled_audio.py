"""The microphone's utterances as they were decoded, for corrections: the journal has the echo in them."""

from earshot_stt.wire.audio import SAMPLE_RATE, Samples

_MOST_SAMPLES = 30 * 60 * SAMPLE_RATE
"""Half an hour of such speech, 58 MB; of more the newest counts."""


class CancelledAudio:
    """Of one session; holds nothing while it is not wanted."""

    def __init__(self, *, is_wanted: bool) -> None:
        self._is_wanted = is_wanted
        self._utterances: dict[int, Samples] = {}
        self._held = 0

    def want(self, *, is_wanted: bool) -> None:
        """Whether corrections are wanted; if not, what was put is forgotten."""
        self._is_wanted = is_wanted
        if not is_wanted:
            self._utterances.clear()
            self._held = 0

    def put(self, utterance: int, samples: Samples) -> None:
        """int16[n] from `utterance` on, out of which an echo was taken."""
        if not self._is_wanted:
            return
        self.take(utterance, len(samples))
        self._utterances[utterance] = samples
        self._held += len(samples)
        while self._held > _MOST_SAMPLES:
            self._held -= len(self._utterances.pop(next(iter(self._utterances))))

    def take(self, utterance: int, length: int) -> Samples | None:
        """What was put of it, which is then forgotten; None where it is not there, or of another length."""
        samples = self._utterances.pop(utterance, None)
        if samples is None:
            return None
        self._held -= len(samples)
        return samples if len(samples) == length else None
