"""One source's samples without a gap, cut into speech and silence: log, voice detector and endpointer."""

from collections import deque
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from earshot_stt.speech.endpointer import (
    OFF,
    Endpointer,
    NonSpeechPassed,
    SpeechEnded,
    SpeechEvent,
    SpeechPaused,
)
from earshot_stt.speech.limits import WHISPER_LIMITS, EngineLimits
from earshot_stt.speech.line_end import PauseHint
from earshot_stt.speech.noise_floor import KnownSilence, NoiseFloor, Windows, peak_to_peak
from earshot_stt.speech.sample_log import SampleLog
from earshot_stt.speech.vad import WINDOW_SAMPLES, VoiceDetector
from earshot_stt.speech.voice_trace import SpanAudio, VoiceTrace
from earshot_stt.wire.audio import Samples, milliseconds

WARM_UP = milliseconds(1_600)
"""Settled audio that a new detector is given before it judges; the host sends more of it after a restart."""
_FALLING_SILENT = 3 * WINDOW_SAMPLES
_SILENT_BATCH = 6 * WINDOW_SAMPLES
"""Most of a detector's call is the calling; while no one speaks it may wait for the next frame."""
_AUDIBLE = 4.0**2
"""Mean square, of samples up to 32,768: what is below is a muted track and needs no detector (-78 dBFS)."""
_FORGOTTEN_AT_ONCE = milliseconds(1_000)
_REACH = milliseconds(200)
_STEP = milliseconds(10)
_MOMENT_STEPS = 6


class SpeechTrack:
    """Takes samples in order, reports speech and silence, holds what an open or just ended utterance needs.

    The samples begin at `start`, the spans at `settled`. After every settled span detector and
    endpointer begin again, as they do in a process that is started there: so a restart changes no word, by
    construction (IPC-10).
    """

    def __init__(self, new_detector: Callable[[], VoiceDetector], start: int, settled: int) -> None:
        self._new_detector = new_detector
        self._log = SampleLog(start)
        self._voice = VoiceTrace(WINDOW_SAMPLES)
        self._noise_floor = NoiseFloor()
        self._is_paused = False
        self._limits = WHISPER_LIMITS
        """As last given."""
        self._verdicts: deque[tuple[float, float]] = deque()
        """Probability and energy of the windows from `_judged` on that the detector has judged already."""
        self._begin(max(start, settled))

    @property
    def end(self) -> int:
        """Position after the last sample taken in."""
        return self._log.end

    @property
    def settled(self) -> int:
        """Everything below it has been reported."""
        return self._endpointer.settled

    @property
    def voiced_until(self) -> int:
        """Where the last voice of the open utterance ended so far."""
        return self._endpointer.voiced_until

    def append(self, samples: Samples, limits: EngineLimits) -> list[SpeechEvent]:
        """What int16[n] settle."""
        self._log.append(samples)
        return self._judge(limits)

    def cut(self, position: int, limits: EngineLimits) -> list[SpeechEvent]:
        """Ends the open utterance at `position`, and reports what is known of the audio after it."""
        self._is_paused = False
        self._begin(position)
        return [SpeechEnded(position, position), *self._judge(limits)]

    @property
    def is_paused(self) -> bool:
        """Whether nothing is judged until `go_on` says what the pause is about."""
        return self._is_paused

    @property
    def is_falling_silent(self) -> bool:
        """Whether the last windows had no voice."""
        return self._judged - self.voiced_until >= _FALLING_SILENT

    @property
    def quiet_below(self) -> int:
        """Audio of a smaller peak-to-peak is like the silence before and may wait; 0: any may be a voice."""
        return self._noise_floor.below if self._endpointer.is_silent else 0

    def go_on(self, hint: PauseHint, limits: EngineLimits) -> list[SpeechEvent]:
        """Judges what follows the pause, knowing what the words before it say about it.

        That it waits for them makes the spans the same however fast the audio comes.
        """
        self._is_paused = False
        ended = self._endpointer.hint(hint, limits)
        if ended is None:
            return self._judge(limits)
        self._begin(ended.end)
        return [ended, *self._judge(limits)]

    def finish(self) -> list[SpeechEvent]:
        """Settles everything taken in; a later `append` begins again after it."""
        events = self._judge(self._limits, is_last=True)
        while self._is_paused:
            events += self.go_on("unknown", self._limits)
        events += self._endpointer.finish(self._log.end)
        self._begin(max(self.settled, self._log.end))
        return events

    def samples(self, start: int, end: int) -> Samples:
        """A copy of int16[end - start] out of what is still held."""
        return self._log.slice(start, end)

    def quietest_near(self, position: int) -> int:
        """The middle of the quietest moment around `position`: word times by alignment are that inexact."""
        start = max(self._log.start, position - _REACH)
        audio = self._log.slice(start, min(position + _REACH, self._log.end)).astype(np.float32)
        steps = len(audio) // _STEP - _MOMENT_STEPS + 1
        if steps <= 0:
            return position
        levels = np.square(audio[: len(audio) // _STEP * _STEP]).reshape(-1, _STEP).sum(axis=1)
        moments = np.convolve(levels, np.ones(_MOMENT_STEPS), mode="valid")
        return start + int(np.argmin(moments)) * _STEP + _MOMENT_STEPS * _STEP // 2

    def audio(self, start: int, end: int) -> SpanAudio:
        """What is still held of [start, end)."""
        return SpanAudio(self._log.slice(start, end), self._voice.within(start, end))

    def forget(self) -> None:
        """Frees the samples that no span to come can need, nor the warm-up before it."""
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
        self._judges_all = self._has_skipped = False
        self._verdicts.clear()
        self._endpointer = Endpointer(self._judged, settled, WINDOW_SAMPLES)

    def _judge(self, limits: EngineLimits, *, is_last: bool = False) -> list[SpeechEvent]:
        self._limits = limits
        events: list[SpeechEvent] = []
        while not self._is_paused and self._has_verdict(is_last=is_last):
            event = self._endpointer.judge(*self._verdicts.popleft(), limits)
            self._judged += WINDOW_SAMPLES
            if event is not None:
                events.append(event)
            if isinstance(event, NonSpeechPassed | SpeechEnded):
                self._begin(event.end)
            self._is_paused = isinstance(event, SpeechPaused)
        return events

    def _has_verdict(self, *, is_last: bool) -> bool:
        """Whether there is a window to judge; the detector is given all that are there, in one call."""
        if self._verdicts:
            return True
        whole = max(0, self._log.end - self._judged) // WINDOW_SAMPLES * WINDOW_SAMPLES
        if whole == 0:
            return False
        windows = self._log.slice(self._judged, self._judged + whole).reshape(-1, WINDOW_SAMPLES)
        can_wait = self._endpointer.is_silent and whole < _SILENT_BATCH and not is_last
        # After steady silence the first louder window may be a voice; in noise each would be louder.
        if can_wait and (self._noise_floor.below == 0 or peak_to_peak(windows) < self._noise_floor.below):
            return False
        energies = np.square(windows.astype(np.float32)).mean(axis=1)
        probabilities = self._probabilities(windows, energies)
        if self._endpointer.is_silent:
            self._noise_floor.observe(windows[probabilities < OFF])
        else:
            self._noise_floor.reset()
        self._voice.put(self._judged, probabilities.tolist())
        self._verdicts.extend(zip(probabilities.tolist(), energies.tolist(), strict=True))
        return True

    def _probabilities(self, windows: Windows, energies: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """The verdicts on the windows from `_judged` on, however many come at one go.

        After a beginning without a voice the detector is not called until a window is louder.
        """
        learned = min(self._silence.missing, len(windows))
        probabilities = np.zeros(len(windows))
        probabilities[:learned] = self._judged_audible(windows[:learned], energies[:learned])
        self._silence.learn(windows[:learned], probabilities[:learned])
        first = learned
        if self._silence.missing == 0 and not self._judges_all:
            skipped = self._silence.leading(windows[learned:])
            self._has_skipped = self._has_skipped or skipped > 0
            first += skipped
            if first < len(windows):
                self._judge_all_from(self._judged + first * WINDOW_SAMPLES)
        probabilities[first:] = self._judged_audible(windows[first:], energies[first:])
        return probabilities

    def _judge_all_from(self, position: int) -> None:
        """Judges every window from `position` on, by a detector that was given what was before it."""
        self._judges_all = True
        if not self._has_skipped:
            return
        self._detector = self._new_detector()
        start = max(self._log.start, position - WARM_UP)
        before = self._log.slice(position - (position - start) // WINDOW_SAMPLES * WINDOW_SAMPLES, position)
        self._detector.probabilities(before)

    def _judged_audible(self, windows: Windows, energies: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        probabilities = np.zeros(len(windows))
        audible = energies >= _AUDIBLE
        if audible.any():
            probabilities[audible] = self._detector.probabilities(windows[audible].reshape(-1))
        return probabilities
