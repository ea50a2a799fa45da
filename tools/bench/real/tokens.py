"""Text as the units that are counted: words, and characters of languages that put no space between words."""

import re
import unicodedata
from functools import lru_cache

import pykakasi
from whisper_normalizer.basic import BasicTextNormalizer
from whisper_normalizer.english import EnglishTextNormalizer

CHARACTER_LANGUAGES = frozenset({"ja", "zh", "ko", "yue", "th"})
"""Counted in characters."""
_CHARACTERS = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0e7f]")
_BRACKETS = re.compile(r"[()\[\]{}<>]")
_english = EnglishTextNormalizer()
_other = BasicTextNormalizer()
_readings = pykakasi.kakasi()


def is_of_characters(text: str) -> bool:
    """Whether most letters of `text` belong to a script without spaces between words."""
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(1 for letter in letters if _CHARACTERS.match(letter)) > len(letters)


@lru_cache(maxsize=20_000)
def tokens(text: str, language: str, *, as_kana: bool = False) -> tuple[str, ...]:
    """Words without case, punctuation and spelling of numbers; each character of a script without spaces.

    What stands in brackets was said like the rest; the normalisers take it for a remark and drop it.
    `language` decides between the English rules and the general ones. `as_kana`: Japanese by its readings,
    since one word may be written in several ways.
    """
    text = _BRACKETS.sub(" ", text)
    if is_of_characters(text):
        plain = _other(unicodedata.normalize("NFKC", text))
        if as_kana:
            plain = "".join(part["hira"] for part in _readings.convert(plain))
    else:
        plain = _english(text) if language == "en" else _other(text)
    return tuple(piece for word in plain.split() if _is_word(word) for piece in _split(word))


def _is_word(word: str) -> bool:
    """The English rules leave the last of three dots behind, and other signs that nobody says."""
    return any(character.isalnum() for character in word)


def _split(word: str) -> list[str]:
    return list(word) if _CHARACTERS.search(word) else [word]
