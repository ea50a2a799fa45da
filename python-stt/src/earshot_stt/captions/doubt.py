"""Which words of a final the model doubts (pure; STT-7). What it says of a word is marked, never acted on."""

from collections.abc import Sequence

from earshot_stt.decoding.transcriber import PieceTime
from earshot_stt.wire.events import DoubtfulWord
from earshot_stt.wire.fields import utf16_length

DOUBTFUL_BELOW = 0.3
"""Of a word's probability: of English words below it nearly half are wrong (ADR-037)."""


def doubts(pieces: Sequence[str], times: Sequence[PieceTime]) -> tuple[DoubtfulWord, ...]:
    """Those of the text that `pieces` make once it is stripped; pieces that touch are one word."""
    text = "".join(pieces)
    position = -utf16_length(text[: len(text) - len(text.lstrip())])
    found: list[DoubtfulWord] = []
    for piece, time in zip(pieces, times, strict=True):
        word = piece.strip()
        start = position + utf16_length(piece[: len(piece) - len(piece.lstrip())])
        position += utf16_length(piece)
        if time.word_probability >= DOUBTFUL_BELOW or not any(character.isalnum() for character in word):
            continue
        doubt = DoubtfulWord(start, start + utf16_length(word), round(time.word_probability, 3))
        before = found[-1] if found else None
        if before is not None and before.end == doubt.start:
            found[-1] = DoubtfulWord(before.start, doubt.end, min(before.probability, doubt.probability))
        else:
            found.append(doubt)
    return tuple(found)
