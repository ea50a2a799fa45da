"""One source's samples without a gap, cut into stretches: sample log, voice detector and endpointer."""

import numpy as np

from earshot_stt.audio import Samples
from earshot_stt.endpointer import Endpointer, Stretch
from earshot_stt.limits import EngineLimits
from earshot_stt.sample_log import SampleLog
from earshot_stt.vad import WINDOW_SAMPLES, VoiceDetector


class SpeechTrack:
    """Takes samples in order, tells of stretches, holds what an open or just ended utterance needs.

    The samples begin at `start`, the stretches at `settled`: what lies between was told of by a process
    before this one and lets the detector hear what that one heard (IPC-10).
    """

    def __init__(self, detector: VoiceDetector, start: int, settled: int) -> None:
        self._detector = detector
        self._log = SampleLog(start)
        # Windows lie on multiples of their length whatever the start, so that every process judges the same.
        self._judged = -(-start // WINDOW_SAMPLES) * WINDOW_SAMPLES
        self._endpointer = Endpointer(self._judged, max(start, settled), WINDOW_SAMPLES)

    @property
    def end(self) -> int:
        """Position after the last sample taken in."""
        return self._log.end

    def append(self, samples: Samples, limits: EngineLimits) -> list[Stretch]:
        """The stretches that int16[n] settle."""
        self._log.append(samples)
        whole = max(0, self._log.end - self._judged) // WINDOW_SAMPLES * WINDOW_SAMPLES
        if whole == 0:
            return []
        windows = self._log.slice(self._judged, self._judged + whole)
        self._judged += whole
        energies = np.square(windows.astype(np.float32).reshape(-1, WINDOW_SAMPLES)).mean(axis=1)
        verdicts = zip(self._detector.probabilities(windows), energies.tolist(), strict=True)
        return [
            stretch
            for probability, energy in verdicts
            for stretch in self._endpointer.judge(probability, energy, limits)
        ]

    def finish(self) -> list[Stretch]:
        """Settles everything taken in; a later `append` begins anew behind it."""
        self._judged = self._log.end
        return self._endpointer.finish(self._log.end)

    def samples(self, start: int, end: int) -> Samples:
        """A copy of int16[end - start] out of what is still held."""
        return self._log.slice(start, end)

    def forget(self) -> None:
        """Frees the samples that no stretch to come can need."""
        self._log.drop_before(min(self._endpointer.keep_from, self._judged))
