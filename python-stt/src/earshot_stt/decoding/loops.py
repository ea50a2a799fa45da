"""Guard against a decoder caught in a loop (pure).

Copies alone prove nothing: people say "no no no no", long numbers, and the same question four times. But
nobody speaks as fast as a loop fills the room it is given.
"""

import unicodedata
from collections.abc import Sequence

_LONGEST_PHRASE = 24
"""Units: tokens, as a rule."""
_FEWEST_COPIES = 3
_SHORTEST_LOOP = 24
"""Letters in all copies together."""
_MOST_LETTERS_PER_SECOND = 28
_LETTERS_OF_A_WIDE_CHARACTER = 3


def loop_free(units: Sequence[str], seconds: float, *, was_cut_off: bool) -> list[int]:
    """Indexes of `units` without the further copies of every phrase that loops.

    `seconds`: length of the stretch; `was_cut_off`: whether the decoder was stopped while still talking.
    """
    everything = list(range(len(units)))
    if not was_cut_off and _letters(units) <= seconds * _MOST_LETTERS_PER_SECOND:
        return everything
    kept: list[int] = []
    position = 0
    while position < len(units):
        length, copies = _loop_at(units, position)
        kept += everything[position : position + length]
        phrase = units[position : position + length]
        position += length * copies
        if copies > 1 and units[position:] == phrase[: len(units) - position]:
            # The copy at which it was stopped.
            break
    return kept


def _loop_at(units: Sequence[str], start: int) -> tuple[int, int]:
    """Length of the shortest phrase looping at `start` and its copies; (1, 1) when none does."""
    for length in range(1, min(_LONGEST_PHRASE, (len(units) - start) // _FEWEST_COPIES) + 1):
        phrase = units[start : start + length]
        copies = 1
        while units[start + copies * length : start + (copies + 1) * length] == phrase:
            copies += 1
        if copies >= _FEWEST_COPIES and copies * _letters(phrase) >= _SHORTEST_LOOP:
            return length, copies
    return 1, 1


def _letters(units: Sequence[str]) -> int:
    """Characters but for spaces; a Chinese character or a kana takes as long to say as three letters."""
    return sum(
        _LETTERS_OF_A_WIDE_CHARACTER if unicodedata.east_asian_width(character) in "WF" else 1
        for unit in units
        for character in unit
        if not character.isspace()
    )
