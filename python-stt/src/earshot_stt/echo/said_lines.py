"""Which lines of the microphone only repeat what the loudspeakers play (WHO-3; ADR-048)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from earshot_stt.echo.echo_canceller import EchoCanceller
from earshot_stt.wire.audio import Samples, milliseconds

_NEAR = milliseconds(2_000)
"""By how much the times of two lines with the same words may differ: they are where voice was detected."""
_MOST_LINES = 32
"""Of the tab; the newest count."""
_TAB_SHARE = 0.5
"""Of the microphone's energy while the tab sounds, at least: who repeats a sentence does so after it."""
_EXPLAINED = 0.5
_HALF_OF_THE_WORDS = 0.5
_PARTLY_EXPLAINED = 0.25
"""An echo that the filter has not learnt well. What it leaves whole is somebody who speaks along."""
_FEWEST_WORDS = 4
_NEARLY_ALL_WORDS = 0.85

_WORD = re.compile(r"[\w']+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
"""Scripts that write no spaces between words: Thai, Lao, Khmer, kana, Chinese characters."""


class SaidLines(Protocol):
    """Takes in what is recognised of one source; times in samples."""

    def partial(self, utterance: int, start: int, end: int, text: str) -> None: ...

    def final(
        self, utterance: int, start: int, end: int, text: str, audio: Callable[[], Samples]
    ) -> int | None:
        """The tab's utterance that it only repeats, else None; `audio` gives int16[n] from `utterance` on."""
        ...


@dataclass(frozen=True, slots=True)
class _Line:
    utterance: int
    start: int
    end: int
    words: Counter[str]


class TabLines:
    """What the others said last, also in lines that go on."""

    def __init__(self) -> None:
        self._lines: dict[int, _Line] = {}

    def partial(self, utterance: int, start: int, end: int, text: str) -> None:
        self._lines.pop(utterance, None)
        self._lines[utterance] = _Line(utterance, start, end, Counter(_words(text)))
        if len(self._lines) > _MOST_LINES:
            del self._lines[next(iter(self._lines))]

    def final(
        self, utterance: int, start: int, end: int, text: str, audio: Callable[[], Samples]
    ) -> int | None:
        del audio
        self.partial(utterance, start, end, text)
        return None

    def near(self, start: int, end: int) -> list[_Line]:
        """Those said within [start, end) or next to it."""
        return [
            line for line in self._lines.values() if line.start < end + _NEAR and start - _NEAR < line.end
        ]


class MicrophoneLines:
    """Marks a line by two witnesses: the filter, and the words that stand in the others' lines.

    Neither is enough alone. The filter explains much of a line in which the user says something over a loud
    echo, and words alone are repeated by people, too.
    """

    def __init__(self, tab: TabLines, canceller: EchoCanceller, keep: Callable[[int, Samples], None]) -> None:
        """`keep` gets what was decoded of an utterance out of which something was taken."""
        self._tab = tab
        self._canceller = canceller
        self._keep = keep

    def partial(self, utterance: int, start: int, end: int, text: str) -> None:
        """Only a finished line is judged."""

    def final(
        self, utterance: int, start: int, end: int, text: str, audio: Callable[[], Samples]
    ) -> int | None:
        if self._canceller.record.was_changed(start, end):
            self._keep(utterance, audio())
        return self._repeated(start, end, _words(text))

    def _repeated(self, start: int, end: int, words: list[str]) -> int | None:
        delay, record = self._canceller.delay_samples, self._canceller.record
        if delay is None or not words or record.tab_share(start, end) < _TAB_SHARE:
            return None
        said = self._tab.near(start - delay, end - delay)
        own = Counter(words)
        everything: Counter[str] = Counter()
        for line in said:
            everything |= line.words
        share = (own & everything).total() / len(words)
        if not _is_echo(len(words), share, record.explained_share(start, end)):
            return None
        return max(said, key=lambda line: (own & line.words).total()).utterance


def _is_echo(words: int, repeated: float, explained: float | None) -> bool:
    if explained is not None and explained >= _EXPLAINED:
        return repeated >= _HALF_OF_THE_WORDS
    # Before the filter was there the words have to say it.
    is_possible = explained is None or explained >= _PARTLY_EXPLAINED
    return is_possible and words >= _FEWEST_WORDS and repeated >= _NEARLY_ALL_WORDS


def _words(text: str) -> list[str]:
    """As they are compared: without case and punctuation; of scripts without spaces, two characters each."""
    return list(_each_word(unicodedata.normalize("NFKC", text).casefold()))


def _each_word(text: str) -> Iterator[str]:
    for run in _UNSPACED.findall(text):
        yield from (run[at : at + 2] for at in range(max(1, len(run) - 1)))
    yield from _WORD.findall(_UNSPACED.sub(" ", text))
