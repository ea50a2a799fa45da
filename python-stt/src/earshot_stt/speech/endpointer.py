"""Where speech begins and pauses, from the voice detector's verdicts (pure; STT-2, IPC-6).

Which pause ends a line, and where one without a pause is cut, is decided in `line_end.py`.

Positions are samples since the session's start. An endpointer judges from one settled position to the next
and is then done: what follows is another's, begun as in a new process, so that a restart changes nothing
(IPC-10).
"""

from dataclasses import dataclass
from typing import TypeAlias

from earshot_stt.speech.limits import EngineLimits
from earshot_stt.speech.line_end import PAUSE, PauseHint, quietest, silence_that_ends
from earshot_stt.wire.audio import milliseconds

ON = 0.3
_ON_WINDOWS = 2
OFF = 0.2
_PRE_ROLL = milliseconds(480)
_POST_ROLL = milliseconds(200)
_FIRST_CHECK, _CHECK_EVERY = 8, 3
"""Twelfths of the soft limit: seconds with Whisper's limits."""
_VERDICT_EVERY = milliseconds(5_000)
_VERDICT_MARGIN = milliseconds(500)
"""Longer than pre-roll and onset together, so that no verdict covers what turns out to be an onset."""


@dataclass(frozen=True, slots=True)
class SpeechBegan:
    start: int
    voiced_from: int
    """Where the speech itself begins, after the pre-roll."""


@dataclass(frozen=True, slots=True)
class SpeechPaused:
    """The words up to `end` are wanted: the utterance would end there if no more came, or has become long."""

    end: int
    voiced_until: int


@dataclass(frozen=True, slots=True)
class SpeechEnded:
    end: int
    voiced_until: int
    """Where the speech itself ends, before the post-roll."""


@dataclass(frozen=True, slots=True)
class NonSpeechPassed:
    """No speech in [start, end)."""

    start: int
    end: int


SpeechEvent: TypeAlias = SpeechBegan | SpeechPaused | SpeechEnded | NonSpeechPassed


@dataclass(slots=True)
class _Silence:
    onset_windows: int = 0


@dataclass(slots=True)
class _Speech:
    start: int
    latest_end: int
    """The model takes no more at once."""
    voiced_until: int
    levels: list[tuple[int, float]]
    """(end of window, its energy), kept as far back as a cut may be looked for."""
    checked_at: int
    """From here on its words are wanted without a pause, to be cut after a sentence."""
    paused_at: int = 0
    """`voiced_until` of the pause that was reported last."""
    hint: PauseHint = "unknown"

    def end_at(self, now: int) -> int:
        """Where it would end if no voice came after `now`."""
        return min(self.voiced_until + _POST_ROLL, now, self.latest_end)


class Endpointer:
    """Judges windows of `window` samples, of which the first begins at `start`.

    Windows that end before `settled` only warm the detector up. `NonSpeechPassed` and `SpeechEnded` settle
    what they cover and are the last that it reports.
    """

    def __init__(self, start: int, settled: int, window: int) -> None:
        self.settled = settled
        self._window = window
        self._now = start
        self._state: _Silence | _Speech = _Silence()

    @property
    def keep_from(self) -> int:
        """No span to come begins, and no silence ends, below this position."""
        match self._state:
            case _Speech(start=start):
                return start
            case _Silence():
                farthest = max(_VERDICT_MARGIN, _PRE_ROLL + _ON_WINDOWS * self._window)
                return max(self.settled, self._now - farthest)

    @property
    def is_silent(self) -> bool:
        """Whether there is no sign of a voice."""
        return isinstance(self._state, _Silence) and self._state.onset_windows == 0

    @property
    def voiced_until(self) -> int:
        """Where the last voice ended so far; `settled` before there was any."""
        return self._state.voiced_until if isinstance(self._state, _Speech) else self.settled

    def judge(self, probability: float, energy: float, limits: EngineLimits) -> SpeechEvent | None:
        """What the next window settles; `energy` in any unit that is comparable between windows."""
        self._now += self._window
        match self._state:
            case _Silence() as silence:
                return self._judge_silence(silence, probability, limits)
            case _Speech() as speech:
                return self._judge_speech(speech, probability, energy, limits)

    def hint(self, hint: PauseHint, limits: EngineLimits) -> SpeechEnded | None:
        """What the words before the latest pause say about it, which may be long enough by them."""
        if not isinstance(self._state, _Speech):
            return None
        self._state.hint = hint
        return self._ended(self._state, limits)

    def finish(self, end: int) -> list[SpeechEvent]:
        """Settles everything up to `end`, the end of the source."""
        match self._state:
            case _Speech(voiced_until=voiced_until):
                spoken_until = self._state.end_at(end)
                return [SpeechEnded(spoken_until, voiced_until), *_silence(spoken_until, end)]
            case _Silence():
                return _silence(self.settled, end)

    def _judge_silence(
        self, silence: _Silence, probability: float, limits: EngineLimits
    ) -> SpeechEvent | None:
        if self._now <= self.settled:
            return None
        silence.onset_windows = silence.onset_windows + 1 if probability >= ON else 0
        if silence.onset_windows >= _ON_WINDOWS:
            onset = self._now - silence.onset_windows * self._window
            start = max(self.settled, onset - _PRE_ROLL)
            if start > self.settled:
                return NonSpeechPassed(self.settled, start)
            first_check = start + _FIRST_CHECK * limits.soft // 12
            self._state = _Speech(start, start + limits.hard, self._now, [], first_check)
            return SpeechBegan(start, max(start, onset))
        if self._now - self.settled < _VERDICT_EVERY + _VERDICT_MARGIN:
            return None
        return NonSpeechPassed(self.settled, self._now - _VERDICT_MARGIN)

    def _judge_speech(
        self, speech: _Speech, probability: float, energy: float, limits: EngineLimits
    ) -> SpeechEvent | None:
        speech.levels.append((self._now, energy))
        del speech.levels[: -max(1, limits.cut_search // self._window)]
        if probability >= OFF:
            speech.voiced_until, speech.hint = self._now, "unknown"
        if (ended := self._ended(speech, limits)) is not None:
            return ended
        silent = self._now - speech.voiced_until
        length = self._now - speech.start
        end = speech.end_at(self._now)
        if length >= limits.hard:
            cut = quietest(speech.levels)
            return SpeechEnded(cut, cut)
        if silent == 0 and self._now >= speech.checked_at:
            speech.checked_at = self._now + _CHECK_EVERY * limits.soft // 12
            return SpeechPaused(end, speech.voiced_until)
        if silent >= PAUSE and speech.paused_at != speech.voiced_until:
            speech.paused_at = speech.voiced_until
            return SpeechPaused(end, speech.voiced_until)
        return None

    def _ended(self, speech: _Speech, limits: EngineLimits) -> SpeechEnded | None:
        silent, length = self._now - speech.voiced_until, self._now - speech.start
        wanted = silence_that_ends(speech.voiced_until - speech.start, length, limits, speech.hint)
        return SpeechEnded(speech.end_at(self._now), speech.voiced_until) if silent >= wanted else None


def _silence(start: int, end: int) -> list[SpeechEvent]:
    return [NonSpeechPassed(start, end)] if end > start else []
