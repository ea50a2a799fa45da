"""LocalAgreement-2 over a growing buffer, as the open streaming servers do it (pure).

What two decodes in a row agree on is agreed for good; the buffer is cut when it has become long. The rules
are those of whisper_streaming, written anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_OVERLAP_SECONDS = 0.1
"""A word this much before the last agreed one's end is a new word: times are not exact."""
_NEAR_SECONDS = 1.0
_MOST_REPEATED_WORDS = 5
_EPSILON = 0.01


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A word with its leading space, in seconds since the source's start."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Caption:
    """`number` counts the source's captions; one that is final never changes again."""

    number: int
    words: tuple[TimedWord, ...]
    is_final: bool


class LocalAgreement:
    """The agreed and the open words of one source."""

    def __init__(self) -> None:
        self.agreed_end = 0.0
        """The end of the last agreed word, in seconds since the source's start."""
        self._number = 0
        self._agreed: list[TimedWord] = []
        self._tail: list[TimedWord] = []
        self._recent: list[str] = []

    def take(self, words: Sequence[TimedWord], segment_ends: Sequence[float]) -> list[Caption]:
        """The captions that one more decode of the buffer changes; finals first."""
        fresh = self._without_repeated([w for w in words if w.start > self.agreed_end - _OVERLAP_SECONDS])
        common = 0
        for before, now in zip(self._tail, fresh, strict=False):
            if before.text != now.text:
                break
            common += 1
        self._agree(fresh[:common])
        self._tail = fresh[common:]
        closed = self._close(max((end for end in segment_ends if self._is_agreed(end)), default=0.0))
        return [*closed, self._open_caption()]

    def cut(self, segment_ends: Sequence[float], buffer_start: float) -> float | None:
        """Where a buffer that has become too long may be cut, in seconds.

        At the last agreed segment's end, else the last agreed word's; None if nothing in it is agreed.
        """
        agreed_segments = [end for end in segment_ends if buffer_start < end and self._is_agreed(end)]
        if agreed_segments:
            return max(agreed_segments)
        return self.agreed_end if self.agreed_end > buffer_start else None

    def close_before(self, time: float) -> list[Caption]:
        """Finals of what is agreed before `time`, behind which the buffer was cut."""
        closed = self._close(time)
        return [*closed, self._open_caption()] if closed else []

    def finish(self) -> list[Caption]:
        """The rest as a final: no later decode can agree to it."""
        self._agree(self._tail)
        self._tail = []
        return self._close(self.agreed_end)

    @property
    def has_open_words(self) -> bool:
        return bool(self._tail)

    def _is_agreed(self, end: float) -> bool:
        return end <= self.agreed_end + _EPSILON

    def _agree(self, words: Sequence[TimedWord]) -> None:
        if words:
            self._agreed += words
            self.agreed_end = words[-1].end
            self._recent = [*self._recent, *(word.text for word in words)][-_MOST_REPEATED_WORDS:]

    def _without_repeated(self, words: list[TimedWord]) -> list[TimedWord]:
        """Without agreed words that are heard once more because their times have moved."""
        if not words or abs(words[0].start - self.agreed_end) > _NEAR_SECONDS:
            return words
        for count in range(1, min(len(self._recent), len(words)) + 1):
            if self._recent[-count:] == [word.text for word in words[:count]]:
                return words[count:]
        return words

    def _close(self, time: float) -> list[Caption]:
        """The agreed words that end by `time` as a final."""
        words = tuple(word for word in self._agreed if word.end <= time + _EPSILON)
        if not words:
            return []
        self._agreed = self._agreed[len(words) :]
        final = Caption(self._number, words, is_final=True)
        self._number += 1
        return [final]

    def _open_caption(self) -> Caption:
        return Caption(self._number, (*self._agreed, *self._tail), is_final=False)
