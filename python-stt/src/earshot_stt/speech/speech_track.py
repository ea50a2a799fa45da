"""One source's samples without a gap, cut into stretches: sample log, voice detector and endpointer."""

from collections import deque
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from earshot_stt.speech.calm import Calm, KnownSilence, Windows, swing
from earshot_stt.speech.endpointer import OFF, Endpointer, SilencePassed, SpeechEnded, SpeechPaused, Stretch
from earshot_stt.speech.limits import WHISPER_LIMITS, EngineLimits
from earshot_stt.speech.pause_policy import PauseHint
from earshot_stt.speech.sample_log import SampleLog
from earshot_stt.speech.vad import WINDOW_SAMPLES, VoiceDetector
from earshot_stt.speech.voice_trace import Sound, VoiceTrace
from earshot_stt.wire.audio import Samples, milliseconds

WARM_UP = milliseconds(1_600)
"""Settled sound that a fresh detector hears before it judges; the host sends more of it after a restart."""
_FALLING_SILENT = 3 * WINDOW_SAMPLES
_SILENT_BATCH = 6 * WINDOW_SAMPLES
"""Most of a detector's call is the calling; while nobody speaks it may wait for the next frame."""
_AUDIBLE = 4.0**2
"""Mean square, of samples up to 32,768: what is below is a muted track and needs no detector (-78 dBFS)."""
_FORGOTTEN_AT_ONCE = milliseconds(1_000)
_REACH = milliseconds(200)
_STEP = milliseconds(10)
_MOMENT_STEPS = 6


class SpeechTrack:
    """Takes samples in order, tells of stretches, holds what an open or just ended utterance needs.

    The samples begin at `start`, the stretches at `settled`. Behind every settled stretch detector and
    endpointer begin anew, as they do in a process that is started there: so a restart changes no word, by
    construction (IPC-10).
    """

    def __init__(self, new_detector: Callable[[], VoiceDetector], start: int, settled: int) -> None:
        self._new_detector = new_detector
        self._log = SampleLog(start)
        self._voice = VoiceTrace(WINDOW_SAMPLES)
        self._calm = Calm()
        self._is_paused = False
        self._limits = WHISPER_LIMITS
        """As last told."""
        self._heard: deque[tuple[float, float]] = deque()
        """Probability and energy of the windows from `_judged` on that the detector has heard already."""
        self._begin(max(start, settled))

    @property
    def end(self) -> int:
        """Position after the last sample taken in."""
        return self._log.end

    @property
    def settled(self) -> int:
        """Every sample below it is in a stretch that was told of."""
        return self._endpointer.settled

    @property
    def voiced_until(self) -> int:
        """Where the last voice of the open utterance ended so far."""
        return self._endpointer.voiced_until

    def append(self, samples: Samples, limits: EngineLimits) -> list[Stretch]:
        """The stretches that int16[n] settle."""
        self._log.append(samples)
        return self._judge(limits)

    def cut(self, position: int, limits: EngineLimits) -> list[Stretch]:
        """Ends the open utterance at `position`, and tells what is known of the sound behind it."""
        self._is_paused = False
        self._begin(position)
        return [SpeechEnded(position, position), *self._judge(limits)]

    @property
    def is_paused(self) -> bool:
        """Whether nothing is judged until `go_on` says what the pause is about."""
        return self._is_paused

    @property
    def is_falling_silent(self) -> bool:
        """Whether no voice was heard for the last windows."""
        return self._judged - self.voiced_until >= _FALLING_SILENT

    @property
    def calm_below(self) -> int:
        """Sound that swings by less is like the silence just heard and may wait; 0: any may be a voice."""
        return self._calm.below if self._endpointer.is_silent else 0

    def go_on(self, hint: PauseHint, limits: EngineLimits) -> list[Stretch]:
        """Judges what follows the pause, knowing what the words before it say about it.

        That it waits for them makes the stretches the same however fast the sound comes.
        """
        self._is_paused = False
        ended = self._endpointer.hint(hint, limits)
        if ended is None:
            return self._judge(limits)
        self._begin(ended.end)
        return [ended, *self._judge(limits)]

    def finish(self) -> list[Stretch]:
        """Settles everything taken in; a later `append` begins anew behind it."""
        told = self._judge(self._limits, is_last=True)
        while self._is_paused:
            told += self.go_on("unknown", self._limits)
        told += self._endpointer.finish(self._log.end)
        self._begin(max(self.settled, self._log.end))
        return told

    def samples(self, start: int, end: int) -> Samples:
        """A copy of int16[end - start] out of what is still held."""
        return self._log.slice(start, end)

    def quietest_near(self, position: int) -> int:
        """The middle of the quietest moment around `position`: word times by alignment are that inexact."""
        start = max(self._log.start, position - _REACH)
        sound = self._log.slice(start, min(position + _REACH, self._log.end)).astype(np.float32)
        steps = len(sound) // _STEP - _MOMENT_STEPS + 1
        if steps <= 0:
            return position
        levels = np.square(sound[: len(sound) // _STEP * _STEP]).reshape(-1, _STEP).sum(axis=1)
        moments = np.convolve(levels, np.ones(_MOMENT_STEPS), mode="valid")
        return start + int(np.argmin(moments)) * _STEP + _MOMENT_STEPS * _STEP // 2

    def sound(self, start: int, end: int) -> Sound:
        """What is still held of [start, end)."""
        return Sound(self._log.slice(start, end), self._voice.within(start, end))

    def forget(self) -> None:
        """Frees the samples that no stretch to come can need, nor the warm-up before it."""
        keep_from = min(self._endpointer.keep_from, self._judged) - WARM_UP - WINDOW_SAMPLES
        # Everything kept is copied, so not for every frame.
        if keep_from - self._log.start >= _FORGOTTEN_AT_ONCE:
            self._log.drop_before(min(keep_from, self._log.end))
            self._voice.drop_before(keep_from)

    def _begin(self, settled: int) -> None:
        # Windows lie on multiples of their length whatever the start, so that every process judges the same.
        warm_from = max(self._log.start, settled - WARM_UP)
        self._judged = -(-warm_from // WINDOW_SAMPLES) * WINDOW_SAMPLES
        self._detector = self._new_detector()
        self._silence = KnownSilence()
        self._is_awake = self._has_rested = False
        self._heard.clear()
        self._endpointer = Endpointer(self._judged, settled, WINDOW_SAMPLES)

    def _judge(self, limits: EngineLimits, *, is_last: bool = False) -> list[Stretch]:
        self._limits = limits
        told: list[Stretch] = []
        while not self._is_paused and self._hear(is_last=is_last):
            stretch = self._endpointer.judge(*self._heard.popleft(), limits)
            self._judged += WINDOW_SAMPLES
            if stretch is not None:
                told.append(stretch)
            if isinstance(stretch, SilencePassed | SpeechEnded):
                self._begin(stretch.end)
            self._is_paused = isinstance(stretch, SpeechPaused)
        return told

    def _hear(self, *, is_last: bool) -> bool:
        """Whether there is a window to judge; lets the detector hear all that are there, at one go."""
        if self._heard:
            return True
        whole = max(0, self._log.end - self._judged) // WINDOW_SAMPLES * WINDOW_SAMPLES
        if whole == 0:
            return False
        windows = self._log.slice(self._judged, self._judged + whole).reshape(-1, WINDOW_SAMPLES)
        can_wait = self._endpointer.is_silent and whole < _SILENT_BATCH and not is_last
        # Behind steady silence the first louder window may be a voice; in noise each would be louder.
        if can_wait and (self._calm.below == 0 or swing(windows) < self._calm.below):
            return False
        energies = np.square(windows.astype(np.float32)).mean(axis=1)
        probabilities = self._probabilities(windows, energies)
        if self._endpointer.is_silent:
            self._calm.hear(windows[probabilities < OFF])
        else:
            self._calm.end()
        self._voice.put(self._judged, probabilities.tolist())
        self._heard.extend(zip(probabilities.tolist(), energies.tolist(), strict=True))
        return True

    def _probabilities(self, windows: Windows, energies: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """The verdicts on the windows from `_judged` on, however many come at one go.

        Behind a beginning without a voice the detector rests until a window is louder.
        """
        learned = min(self._silence.missing, len(windows))
        probabilities = np.zeros(len(windows))
        probabilities[:learned] = self._detected(windows[:learned], energies[:learned])
        self._silence.learn(windows[:learned], probabilities[:learned])
        first = learned
        if self._silence.missing == 0 and not self._is_awake:
            resting = self._silence.leading(windows[learned:])
            self._has_rested = self._has_rested or resting > 0
            first += resting
            if first < len(windows):
                self._wake(self._judged + first * WINDOW_SAMPLES)
        probabilities[first:] = self._detected(windows[first:], energies[first:])
        return probabilities

    def _wake(self, position: int) -> None:
        """Judges every window from `position` on, by a detector that has heard what was before it."""
        self._is_awake = True
        if not self._has_rested:
            return
        self._detector = self._new_detector()
        start = max(self._log.start, position - WARM_UP)
        before = self._log.slice(position - (position - start) // WINDOW_SAMPLES * WINDOW_SAMPLES, position)
        self._detector.probabilities(before)

    def _detected(self, windows: Windows, energies: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        probabilities = np.zeros(len(windows))
        audible = energies >= _AUDIBLE
        if audible.any():
            probabilities[audible] = self._detector.probabilities(windows[audible].reshape(-1))
        return probabilities
