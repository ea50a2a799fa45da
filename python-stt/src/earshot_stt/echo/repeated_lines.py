"""Which lines of the microphone only repeat what the loudspeakers play (WHO-3; ADR-048)."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from earshot_stt.echo.echo_canceller import EchoCanceller
from earshot_stt.wire.audio import Samples, milliseconds

_NEAR = milliseconds(2_000)
"""By how much the times of two lines with the same words may differ: they are where voice was detected."""
_MOST_LINES = 32
"""Of the tab; the newest count."""
_TAB_SHARE = 0.5
"""Of the microphone's energy while the tab sounds, at least: who repeats a sentence does so after it."""
_WELL_EXPLAINED, _HALF_OF_THE_WORDS = 0.9, 0.5
"""What is left of an echo then is recognised badly."""
_EXPLAINED, _NEARLY_ALL_WORDS = 0.5, 0.85
"""Between these two limits more words are needed, the less is explained."""
_PARTLY_EXPLAINED = 0.25
"""An echo that the filter has not learnt well. What it leaves whole is somebody who speaks along."""
_FEWEST_WORDS = 4
"""Fewer ("yes", "thank you") stand in many lines, and are an echo only if nearly all is explained."""
_USUAL_EXCESS = 4.0
"""6 dB: where the filter leaves more beyond its usual than that, somebody speaks along."""
_LEAST_EXCESS = 0.05
"""Of the energy: less may be the noise of the room."""

_WORD = re.compile(r"[\w']+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
"""Scripts that write no spaces between words: Thai, Lao, Khmer, kana, Chinese characters."""


class SourceLines(Protocol):
    """Takes in what is recognised of one source; times in samples."""

    def partial(self, utterance: int, start: int, end: int, text: str) -> None: ...

    def final(
        self, utterance: int, start: int, end: int, text: str, audio: Callable[[], Samples]
    ) -> int | None:
        """The tab's utterance that it only repeats, else None; `audio` gives int16[n] from `utterance` on."""
        ...

    def drop(self, utterance: int) -> None:
        """It has ended without a final."""
        ...


@dataclass(frozen=True, slots=True)
class _Line:
    utterance: int
    start: int
    end: int
    words: list[str]


class TabLines:
    """The newest lines of the others, also those that go on."""

    def __init__(self) -> None:
        self._lines: dict[int, _Line] = {}

    def partial(self, utterance: int, start: int, end: int, text: str) -> None:
        self._lines.pop(utterance, None)
        self._lines[utterance] = _Line(utterance, start, end, _words(text))
        if len(self._lines) > _MOST_LINES:
            del self._lines[next(iter(self._lines))]

    def final(
        self, utterance: int, start: int, end: int, text: str, audio: Callable[[], Samples]
    ) -> int | None:
        del audio
        self.partial(utterance, start, end, text)
        return None

    def drop(self, utterance: int) -> None:
        """What repeated it would name a line that does not exist."""
        self._lines.pop(utterance, None)

    def near(self, start: int, end: int) -> list[_Line]:
        """Those within [start, end) or next to it, in the order of their beginnings."""
        lines = sorted(self._lines.values(), key=lambda line: line.start)
        return [line for line in lines if line.start < end + _NEAR and start - _NEAR < line.end]


class MicrophoneLines:
    """Marks a line by two witnesses: the filter, and the words that stand in the others' lines.

    Neither is enough alone. The filter explains half and more of a line in which the user says something over
    an echo as loud as he is, and words alone are repeated by people, too.
    """

    def __init__(
        self, tab: TabLines, canceller: EchoCanceller, store: Callable[[int, Samples], None]
    ) -> None:
        """`store` gets what was decoded of an utterance out of which something was taken."""
        self._tab = tab
        self._canceller = canceller
        self._store = store

    def partial(self, utterance: int, start: int, end: int, text: str) -> None:
        """Only a finished line is judged."""

    def final(
        self, utterance: int, start: int, end: int, text: str, audio: Callable[[], Samples]
    ) -> int | None:
        if self._canceller.record.was_changed(start, end):
            self._store(utterance, audio())
        return self._repeated(start, end, _words(text))

    def drop(self, utterance: int) -> None:
        """Nothing is stored of a line that goes on."""

    def _repeated(self, start: int, end: int, words: list[str]) -> int | None:
        delay, record = self._canceller.delay_samples, self._canceller.record
        if delay is None or not words or record.tab_share(start, end) < _TAB_SHARE:
            return None
        explained, usual = record.explained_share(start, end), record.usual_share(start)
        if _is_double_talk(explained, usual):
            return None
        lines = self._tab.near(start - delay, end - delay)
        everything = [word for line in lines for word in line.words]
        if not _is_echo(words, everything, explained):
            return None
        return max(lines, key=lambda line: _in_order(words, line.words)).utterance


def _is_double_talk(explained: float | None, usual: float | None) -> bool:
    """Whether much more was left than the filter usually leaves of the echo alone."""
    if explained is None or usual is None:
        return False
    return 1.0 - explained > max(_USUAL_EXCESS * (1.0 - usual), _LEAST_EXCESS)


def _is_echo(words: list[str], others: list[str], explained: float | None) -> bool:
    if len(words) < _FEWEST_WORDS:
        return explained is not None and explained >= _WELL_EXPLAINED and _stand_in_a_row(words, others)
    # Before the filter was there the words have to say it.
    if explained is not None and explained < _PARTLY_EXPLAINED:
        return False
    return _in_order(words, others) >= _needed_share(explained) * len(words)


def _needed_share(explained: float | None) -> float:
    """Of the words that have to stand in the others' lines."""
    if explained is None:
        return _NEARLY_ALL_WORDS
    return float(np.interp(explained, (_EXPLAINED, _WELL_EXPLAINED), (_NEARLY_ALL_WORDS, _HALF_OF_THE_WORDS)))


def _stand_in_a_row(words: list[str], others: list[str]) -> bool:
    return any(others[at : at + len(words)] == words for at in range(len(others) - len(words) + 1))


def _in_order(words: list[str], others: list[str]) -> int:
    """How many of `words` stand in `others` in the same order, within a passage of twice their number.

    Of a longer passage the common words alone would give a sentence that was never in it.
    """
    count = len(words)
    passages = range(0, max(1, len(others) - count), count)
    return max(_common_subsequence(words, others[at : at + 2 * count]) for at in passages)


def _common_subsequence(one: list[str], other: list[str]) -> int:
    """Length of the longest common subsequence."""
    before = [0] * (len(other) + 1)
    for word in one:
        row = [0]
        for at, match in enumerate(other):
            row.append(before[at] + 1 if word == match else max(before[at + 1], row[at]))
        before = row
    return before[-1]


def _words(text: str) -> list[str]:
    """As they are compared: without case and punctuation; of scripts without spaces, two characters each."""
    return list(_each_word(unicodedata.normalize("NFKC", text).casefold()))


def _each_word(text: str) -> Iterator[str]:
    for run in _UNSPACED.findall(text):
        yield from (run[at : at + 2] for at in range(max(1, len(run) - 1)))
    yield from _WORD.findall(_UNSPACED.sub(" ", text))
