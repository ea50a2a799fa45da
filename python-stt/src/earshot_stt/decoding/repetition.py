"""Guard against a decoder that repeats itself (pure).

Copies alone prove nothing: people say "no no no no", long numbers, and the same question four times. But
no one speaks as fast as such a decoder fills the room it is given.
"""

import unicodedata
from collections.abc import Sequence

from earshot_stt.decoding.pieces import fold

_LONGEST_PHRASE = 24
"""Units: tokens, as a rule."""
_LONGEST_DOUBLED = 80
_FEWEST_COPIES = 3
_SHORTEST_REPETITION = 24
"""Letters in all copies together."""
MOST_LETTERS_PER_SECOND = 28
_LETTERS_OF_A_WIDE_CHARACTER = 3
_LONGEST_LAUGHTER = 3
_LAUGHTER = frozenset({"ha", "hah", "haha", "he", "heh", "hehe", "ho", "\u306f", "\u30cf", "\u54c8"})
_SHORTEST_DOUBLED = 6
"""Letters of a phrase: "no no" and "bye bye" are said twice as often as not."""
_SHORTEST_DOUBLED_WIDE = 4
"""Chinese characters or kana of a phrase."""


def without_repetition(units: Sequence[str], seconds: float, *, was_cut_off: bool) -> list[int]:
    """Indexes of `units` without the further copies of every phrase that is repeated.

    `seconds`: length of the speech; `was_cut_off`: whether the decoder was stopped while still talking.
    """
    everything = list(range(len(units)))
    if not was_cut_off and letters(units) <= seconds * MOST_LETTERS_PER_SECOND:
        return everything
    kept: list[int] = []
    position = 0
    while position < len(units):
        length, copies = _repetition_at(units, position)
        kept += everything[position : position + length]
        phrase = units[position : position + length]
        position += length * copies
        if copies > 1 and units[position:] == phrase[: len(units) - position]:
            # The copy at which it was stopped.
            break
    return kept


def without_long_laughter(units: Sequence[str]) -> list[int]:
    """Indexes of `units` without syllables of laughter beyond the third: their number means nothing."""
    kept: list[int] = []
    run = 0
    for index, unit in enumerate(units):
        is_same = index > 0 and fold(unit) == fold(units[index - 1])
        run = run + 1 if is_same else 1
        if run <= _LONGEST_LAUGHTER or fold(unit) not in _LAUGHTER:
            kept.append(index)
    return kept


def doubled_phrase(units: Sequence[str]) -> range | None:
    """Indexes of the further copies of the first phrase that stands twice in a row; None when none does.

    Weights of 30 s that are shown a short window say a sentence again to fill it (ADR-033).
    """
    folded = [fold(unit) for unit in units]
    for start in range(len(units)):
        for length in range(1, min(_LONGEST_DOUBLED, (len(units) - start) // 2) + 1):
            phrase = folded[start : start + length]
            end = start + length
            while folded[end : end + length] == phrase:
                end += length
            if end > start + length and _is_phrase("".join(phrase)):
                return range(start + length, end)
    return None


def repeats_end(before: str, text: str) -> bool:
    """Whether `text` begins with the last words of `before`: a model may take its prompt for speech."""
    end, begin = fold(before), fold(text)
    shared = (begin[:length] for length in range(1, len(begin) + 1) if end.endswith(begin[:length]))
    return any(_is_phrase(words) for words in shared)


def _is_phrase(text: str) -> bool:
    """Whether `text`, folded, is long enough to prove something by being said twice."""
    wide = sum(_is_wide(character) for character in text)
    return wide >= _SHORTEST_DOUBLED_WIDE or len(text) - wide >= _SHORTEST_DOUBLED


def _repetition_at(units: Sequence[str], start: int) -> tuple[int, int]:
    """Length of the shortest phrase repeated from `start` on and its copies; (1, 1) when none is."""
    for length in range(1, min(_LONGEST_PHRASE, (len(units) - start) // _FEWEST_COPIES) + 1):
        phrase = units[start : start + length]
        copies = 1
        while units[start + copies * length : start + (copies + 1) * length] == phrase:
            copies += 1
        if copies >= _FEWEST_COPIES and copies * letters(phrase) >= _SHORTEST_REPETITION:
            return length, copies
    return 1, 1


def letters(units: Sequence[str]) -> int:
    """Characters but for spaces; a Chinese character or a kana takes as long to say as three letters."""
    return sum(
        _LETTERS_OF_A_WIDE_CHARACTER if _is_wide(character) else 1
        for unit in units
        for character in unit
        if not character.isspace()
    )


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
