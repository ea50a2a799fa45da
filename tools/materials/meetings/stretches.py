"""Cuts a source's utterances into stretches that the demo model can hold in one window (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_LONGEST_MS = 6_000
_MARGIN_MS = 200


@dataclass(frozen=True, slots=True)
class Span:
    """Of an utterance, a word, or what is decoded at once."""

    start_ms: int
    end_ms: int


def stretches(utterances: Sequence[Sequence[Span]], track_ms: int) -> list[Span]:
    """What to decode, in order, for utterances given by their words.

    Each stretch holds at most 6 s of speech and reaches up to 0.2 s beyond it, but never into its neighbour.
    """
    pieces = [piece for words in utterances for piece in _pieces(words)]
    if not pieces:
        return []
    bounds = [
        (before.end_ms + after.start_ms) // 2 if after.start_ms > before.end_ms else after.start_ms
        for before, after in pairwise(pieces)
    ]
    return [
        Span(max(earliest, piece.start_ms - _MARGIN_MS), min(latest, piece.end_ms + _MARGIN_MS))
        for piece, earliest, latest in zip(pieces, [0, *bounds], [*bounds, track_ms], strict=True)
    ]


def _pieces(words: Sequence[Span]) -> Iterator[Span]:
    """The words as one piece, or cut at their widest gap until each piece is short enough."""
    if words[-1].end_ms - words[0].start_ms <= _LONGEST_MS or len(words) == 1:
        yield Span(words[0].start_ms, words[-1].end_ms)
        return
    cut = max(range(1, len(words)), key=lambda index: words[index].start_ms - words[index - 1].end_ms)
    yield from _pieces(words[:cut])
    yield from _pieces(words[cut:])
