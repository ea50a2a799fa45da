"""One source's samples cut into stretches: sample log, voice detector and endpointer together."""

import numpy as np

from earshot_stt.audio import SAMPLE_RATE, Samples, milliseconds
from earshot_stt.endpointer import Endpointer, Stretch
from earshot_stt.limits import EngineLimits
from earshot_stt.sample_log import SampleLog
from earshot_stt.vad import WINDOW_SAMPLES, VoiceDetector

SURE_SILENCE = milliseconds(2_000)
"""Zeros after which no speech can be open, whatever came before."""


class SpeechTrack:
    """Takes samples in order, tells of stretches, holds what an open or just ended utterance needs."""

    def __init__(self, detector: VoiceDetector, start: int) -> None:
        self._detector = detector
        self._log = SampleLog(start)
        self._endpointer = Endpointer(start, WINDOW_SAMPLES)
        self._judged = start

    @property
    def end(self) -> int:
        """Position after the last sample taken in."""
        return self._log.end

    def append(self, samples: Samples, limits: EngineLimits) -> list[Stretch]:
        """The stretches that int16[n] settle."""
        self._log.append(samples)
        whole = (self._log.end - self._judged) // WINDOW_SAMPLES * WINDOW_SAMPLES
        windows = self._log.slice(self._judged, self._judged + whole)
        self._judged += whole
        energies = np.square(windows.astype(np.float32).reshape(-1, WINDOW_SAMPLES)).mean(axis=1)
        verdicts = zip(self._detector.probabilities(windows), energies.tolist(), strict=True)
        return [
            stretch
            for probability, energy in verdicts
            for stretch in self._endpointer.judge(probability, energy, limits)
        ]

    def skip(self, count: int) -> None:
        """Goes on `count` samples later, a multiple of a window; only behind `SURE_SILENCE` zeros."""
        # The last second of those zeros moves along: it is the pre-roll of speech that follows at once.
        end = self._log.end
        kept = self._log.slice(end - SAMPLE_RATE, end)
        self._log = SampleLog(end + count - SAMPLE_RATE)
        self._log.append(kept)
        self._endpointer.skip_silence(count)
        self._judged += count

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
