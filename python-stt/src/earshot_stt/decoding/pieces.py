"""From a model's tokens to the pieces of a caption (STT-4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from faster_whisper.tokenizer import Tokenizer

_WITHOUT_SPACES = frozenset({"zh", "yue", "ja", "th", "lo", "my", "km", "bo"})
_BROKEN = "\ufffd"
"""Stands for bytes that are no character, as when the last token is one half of it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word with its leading space and its punctuation, or the characters of one token; and its tokens."""

    text: str
    tokens: tuple[int, ...]


def to_characters(tokenizer: Tokenizer, tokens: Sequence[int]) -> list[Piece]:
    """The shortest runs of tokens that are whole characters."""
    texts, groups = tokenizer.split_tokens_on_unicode(list(tokens))
    pieces = [
        Piece(text.replace(_BROKEN, ""), tuple(group)) for text, group in zip(texts, groups, strict=True)
    ]
    return [piece for piece in pieces if piece.text]


def to_words(characters: Sequence[Piece]) -> list[Piece]:
    """Joined up to the next space, so that `3.5`, `don't` and `budget.` are one word each."""
    words: list[Piece] = []
    for piece in characters:
        if words and not piece.text.startswith(" "):
            words[-1] = Piece(words[-1].text + piece.text, words[-1].tokens + piece.tokens)
        else:
            words.append(piece)
    return words


def uses_spaces(language: str) -> bool:
    """Whether the words of the language can be told by the blanks between them."""
    return language not in _WITHOUT_SPACES


def fold(piece: str) -> str:
    """`piece` without case and punctuation, which make no other word; punctuation alone stays."""
    letters = "".join(character for character in piece.casefold() if character.isalnum())
    return letters or piece.strip()
