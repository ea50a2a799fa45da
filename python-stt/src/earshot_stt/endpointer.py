"""Where speech begins and ends, from the voice detector's verdicts (pure; STT-2, IPC-6).

Positions are samples since the session's start. The stretches it tells of tile what it was given to judge:
each begins where the one before it ended, and none is told of twice.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from earshot_stt.audio import milliseconds
from earshot_stt.limits import EngineLimits

_ON = 0.5
_ON_WINDOWS = 2
_OFF = 0.35
PRE_ROLL = milliseconds(320)
_POST_ROLL = milliseconds(200)
_END_SILENCE = milliseconds(550)
_DIP_SILENCE = milliseconds(200)
_VERDICT_EVERY = milliseconds(5_000)
_VERDICT_MARGIN = milliseconds(500)
"""Longer than pre-roll and onset together, so that no verdict covers what turns out to be an onset."""


@dataclass(frozen=True, slots=True)
class SpeechBegan:
    start: int
    voiced_from: int
    """Where the speech itself begins, behind the pre-roll."""


@dataclass(frozen=True, slots=True)
class SpeechEnded:
    end: int
    voiced_until: int
    """Where the speech itself ends, before the post-roll."""


@dataclass(frozen=True, slots=True)
class SilencePassed:
    """No speech in [start, end)."""

    start: int
    end: int


Stretch: TypeAlias = SpeechBegan | SpeechEnded | SilencePassed


@dataclass(slots=True)
class _Silence:
    start: int
    onset_windows: int = 0


@dataclass(slots=True)
class _Speech:
    start: int
    voiced_until: int
    levels: list[tuple[int, float]]
    """(end of window, its energy), kept as far back as a cut may be looked for."""


class Endpointer:
    """Turns one verdict per window into stretches, of which the first begins at `settled`.

    The first window begins at `start`; windows that end before `settled` only warm the detector up.
    """

    def __init__(self, start: int, settled: int, window: int) -> None:
        self._window = window
        self._now = start
        self._state: _Silence | _Speech = _Silence(settled)

    @property
    def keep_from(self) -> int:
        """No stretch to come needs samples below this position."""
        match self._state:
            case _Speech(start=start):
                return start
            case _Silence(start=start):
                return max(start, self._now - PRE_ROLL - _ON_WINDOWS * self._window)

    def judge(self, probability: float, energy: float, limits: EngineLimits) -> list[Stretch]:
        """What the next window settles; `energy` in any unit that is comparable between windows."""
        self._now += self._window
        match self._state:
            case _Silence() as silence:
                return self._judge_silence(silence, probability)
            case _Speech() as speech:
                return self._judge_speech(speech, probability, energy, limits)

    def finish(self, end: int) -> list[Stretch]:
        """Settles everything up to `end`, the end of the source; it may begin again from there."""
        self._now = end
        match self._state:
            case _Speech(voiced_until=voiced_until):
                spoken_until = min(voiced_until + _POST_ROLL, end)
                self._state = _Silence(end)
                return [SpeechEnded(spoken_until, voiced_until), *_silence(spoken_until, end)]
            case _Silence(start=start):
                self._state = _Silence(max(start, end))
                return _silence(start, end)

    def _judge_silence(self, silence: _Silence, probability: float) -> list[Stretch]:
        if self._now <= silence.start:
            return []
        silence.onset_windows = silence.onset_windows + 1 if probability >= _ON else 0
        if silence.onset_windows >= _ON_WINDOWS:
            onset = self._now - silence.onset_windows * self._window
            start = max(silence.start, onset - PRE_ROLL)
            self._state = _Speech(start, self._now, [])
            return [*_silence(silence.start, start), SpeechBegan(start, max(start, onset))]
        if self._now - silence.start < _VERDICT_EVERY + _VERDICT_MARGIN:
            return []
        verdict = SilencePassed(silence.start, self._now - _VERDICT_MARGIN)
        silence.start = verdict.end
        return [verdict]

    def _judge_speech(
        self, speech: _Speech, probability: float, energy: float, limits: EngineLimits
    ) -> list[Stretch]:
        speech.levels.append((self._now, energy))
        del speech.levels[: -max(1, limits.cut_search // self._window)]
        if probability >= _OFF:
            speech.voiced_until = self._now
        length = self._now - speech.start
        enough = _END_SILENCE if length < limits.soft else _DIP_SILENCE
        if self._now - speech.voiced_until >= enough:
            end = min(speech.voiced_until + _POST_ROLL, self._now)
            self._state = _Silence(end)
            return [SpeechEnded(end, speech.voiced_until)]
        if length < limits.hard:
            return []
        cut = _quietest(speech.levels)
        speech.start = cut
        speech.levels = [level for level in speech.levels if level[0] > cut]
        return [SpeechEnded(cut, cut), SpeechBegan(cut, cut)]


def _silence(start: int, end: int) -> list[Stretch]:
    return [SilencePassed(start, end)] if end > start else []


def _quietest(levels: list[tuple[int, float]]) -> int:
    """The border between the two neighbouring windows that are quietest together."""
    pairs = pairwise(levels)
    return min(((end, one + other) for (end, one), (_, other) in pairs), key=lambda pair: pair[1])[0]
