"""When the pieces were spoken, by cross-attention alignment (pure; after OpenAI's `timing.py`)."""

from collections.abc import Sequence
from math import prod

from earshot_stt.decoding.pieces import Piece
from earshot_stt.decoding.transcriber import PieceTime

_SAMPLES_PER_STEP = 320
"""Of the encoder's output: two mel frames."""


def piece_times(
    pieces: Sequence[Piece],
    path: Sequence[tuple[int, int]],
    probabilities: Sequence[float],
    spelled: Sequence[bool],
    length: int,
) -> tuple[PieceTime, ...]:
    """One time of each piece, ascending, within `length` samples; none where the alignment broke off.

    `path`: (token, step) pairs from the first token to the one that ends the text. `spelled`: whether a token
    is more than punctuation.
    """
    begins: dict[int, int] = {}
    for token, step in path:
        begins.setdefault(token, step)
    times: list[PieceTime] = []
    first = 0
    for piece in pieces:
        after = first + len(piece.tokens)
        if first not in begins or after not in begins:
            return ()
        start, end = (min(begins[at] * _SAMPLES_PER_STEP, length) for at in (first, after))
        whole = probabilities[first:after]
        word = [probabilities[at] for at in range(first, after) if spelled[at]] or whole
        marks = [probabilities[at] for at in range(first, after) if not spelled[at]]
        times.append(PieceTime(start, end, sum(whole) / len(whole), prod(word), prod(marks)))
        first = after
    return tuple(times)
