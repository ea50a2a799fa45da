"""Guard against a decoder caught in a loop (pure)."""

from collections.abc import Sequence

_LONGEST_PHRASE = 12
_FEWEST_REPEATS = 4
_SHORTEST_LOOP = 24
"""Characters. People repeat a word, laugh and say long numbers; a decoder in a loop does not stop there."""


def without_loops(pieces: Sequence[str]) -> tuple[str, ...]:
    """`pieces` with every phrase that stands four or more times in a row, at length, kept once."""
    kept: list[str] = []
    position = 0
    while position < len(pieces):
        length, repeats = _loop_at(pieces, position)
        kept += pieces[position : position + length]
        position += length * repeats
    return tuple(kept)


def _loop_at(pieces: Sequence[str], start: int) -> tuple[int, int]:
    """Length of the shortest phrase looping at `start` and its repeats; (1, 1) when none does."""
    for length in range(1, _LONGEST_PHRASE + 1):
        phrase = pieces[start : start + length]
        repeats = 1
        while pieces[start + repeats * length : start + (repeats + 1) * length] == phrase:
            repeats += 1
        if repeats >= _FEWEST_REPEATS and repeats * len("".join(phrase)) >= _SHORTEST_LOOP:
            return length, repeats
    return 1, 1
