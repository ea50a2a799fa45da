"""From a model's tokens to the pieces of a caption (STT-4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from faster_whisper.tokenizer import Tokenizer

_WITHOUT_SPACES = frozenset({"zh", "yue", "ja", "th", "lo", "my", "km", "bo"})
BROKEN = "\ufffd"
"""Stands for bytes that are no character, as when the last token is one half of it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word with its leading space and its punctuation, or the characters of one token; and its tokens."""

    text: str
    tokens: tuple[int, ...]
    probability: float = 1.0
    """Of its least likely token, after those before it; 1 where that was not asked for."""


def to_characters(
    tokenizer: Tokenizer, tokens: Sequence[int], probabilities: Sequence[float] = ()
) -> list[Piece]:
    """The shortest runs of tokens that are whole characters. `probabilities`: of the tokens, or none."""
    texts, groups = tokenizer.split_tokens_on_unicode(list(tokens))
    pieces: list[Piece] = []
    first = 0
    for text, group in zip(texts, groups, strict=True):
        of_group = probabilities[first : first + len(group)]
        first += len(group)
        if kept := text.replace(BROKEN, ""):
            pieces.append(Piece(kept, tuple(group), min(of_group, default=1.0)))
    return pieces


def to_words(characters: Sequence[Piece]) -> list[Piece]:
    """Joined up to the next space, so that `3.5`, `don't` and `budget.` are one word each."""
    words: list[Piece] = []
    for piece in characters:
        if words and not piece.text.startswith(" "):
            before = words[-1]
            probability = min(before.probability, piece.probability)
            words[-1] = Piece(before.text + piece.text, before.tokens + piece.tokens, probability)
        else:
            words.append(piece)
    return words


def uses_spaces(language: str) -> bool:
    """Whether blanks stand between the words of the language."""
    return language not in _WITHOUT_SPACES


def fold(piece: str) -> str:
    """`piece` without case and punctuation, which make no other word; punctuation alone stays."""
    letters = "".join(character for character in piece.casefold() if character.isalnum())
    return letters or piece.strip()
