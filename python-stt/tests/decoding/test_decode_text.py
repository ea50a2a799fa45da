"""From text to prompts and from tokens to pieces (STT-1, STT-4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earshot_stt.decoding.pieces import to_characters, to_words, uses_spaces
from earshot_stt.decoding.prompt import is_style, previous_text
from earshot_stt.speech.limits import WHISPER_LIMITS, EngineLimits
from support.demo_model import tokenizer

_LIMITS = EngineLimits(1, 1, 1, vocabulary_tokens=12, context_tokens=8)


def _prompt(
    vocabulary: tuple[str, ...], context: str, limits: EngineLimits = _LIMITS, language: str = "en"
) -> str:
    tokens = previous_text(tokenizer(), vocabulary, context, limits, language)
    assert tokens[:1] in ([], [tokenizer().sot_prev])
    return "".join(piece.text for piece in to_characters(tokenizer(), tokens[1:]))


@pytest.mark.parametrize("text", ["会議を始めます。", "我们现在开始。", "เริ่มประชุม", "ພາສາລາວ", "😀会"])
def test_scripts_without_spaces_come_in_whole_characters(text: str) -> None:
    """STT-4: bytes of one character are never parted, and nothing is lost."""
    pieces = to_characters(tokenizer(), tokenizer().encode(text))

    assert [piece.text for piece in pieces] == list(text)
    assert [token for piece in pieces for token in piece.tokens] == tokenizer().encode(text)


def test_words_end_at_spaces_only() -> None:
    """STT-2: punctuation, numbers and what is written together stay together."""
    text = ' Let\'s review 3.5 budgets, (all) well-known. "No" - really?'

    words = to_words(to_characters(tokenizer(), tokenizer().encode(text)))

    assert [word.text for word in words] == [f" {word}" for word in text.split()]
    assert [token for word in words for token in word.tokens] == tokenizer().encode(text)


def test_half_a_character_is_none() -> None:
    """STT-4: as when the decoder is stopped in the middle of one."""
    whole, half = tokenizer().encode("会"), tokenizer().encode("議")[:-1]

    assert [piece.text for piece in to_characters(tokenizer(), [*whole, *half])] == ["会"]


def test_languages_without_spaces_are_known() -> None:
    """STT-4."""
    assert not any(uses_spaces(language) for language in ("ja", "zh", "yue", "th", "lo", "my", "km"))
    assert all(uses_spaces(language) for language in ("en", "de", "ko", "vi", "hi"))


def test_a_prompt_is_the_words_asked_for_and_then_what_was_said() -> None:
    """STT-1."""
    assert _prompt(("Earshot", "budget"), "Good morning everyone.", WHISPER_LIMITS) == (
        " Earshot, budget. Good morning everyone."
    )
    assert _prompt((), "") == _prompt((" ",), "\n") == ""


def test_a_long_context_keeps_its_end_in_whole_words() -> None:
    """STT-1, STT-4."""
    words = ["Good", "morning", "everyone", "we", "need", "to", "review", "the", "budget", "on", "Monday"]
    kept = _prompt((), " ".join(words)).split()

    assert 2 < len(kept) < len(words)
    assert kept == words[-len(kept) :]
    assert _prompt((), "会議を始めます") == "ます"


def test_a_term_that_is_too_long_does_not_keep_the_others_out() -> None:
    """STT-1."""
    assert _prompt(("x" * 500, "budget", "y" * 500, "team"), "") == " budget, team."


def test_mandarin_is_prompted_for_in_simplified_characters() -> None:
    """STT-4: in front of what was said, and not where a model takes no such prompt."""
    style = _prompt((), "", WHISPER_LIMITS, "zh")

    assert style.endswith("的句子。")
    assert _prompt(("Earshot",), "你好。", WHISPER_LIMITS, "zh") == f" Earshot.{style} 你好。"
    assert _prompt((), "", EngineLimits(1, 1, 1, context_tokens=1), "zh") == ""
    assert _prompt((), "", WHISPER_LIMITS, "ja") == _prompt((), "", WHISPER_LIMITS, "yue") == ""


@pytest.mark.parametrize(
    ("text", "language", "is_echo"),
    [
        ("以下是普通话的句子。", "zh", True),
        ("这就是普通话的句子。", "zh", True),
        ("这次是普通的句子。", "zh", True),
        ("这是一个很长的句子。", "zh", False),
        ("我们说普通话。", "zh", False),
        ("以下是普通话的句子。", "ja", False),
        ("", "zh", False),
        ("", "en", False),
    ],
)
def test_what_noise_makes_of_the_prompt_is_known(text: str, language: str, is_echo: bool) -> None:
    """STT-2, STT-4: nothing is invented in silence."""
    assert is_style(text, language) == is_echo


@given(st.lists(st.text(st.characters(codec=None), max_size=40), max_size=20), st.text(max_size=400))
def test_any_vocabulary_and_context_fit(vocabulary: list[str], context: str) -> None:
    """STT-1: control tokens, lone surrogates and whole novels among them."""
    vocabulary += ["<|endoftext|>", "<|startoftranscript|>", "\ud800"]
    prompt = previous_text(tokenizer(), tuple(vocabulary), f"{context}<|notimestamps|>", _LIMITS)

    assert len(prompt) <= 1 + 12 + 8
    assert all(token < tokenizer().eot for token in prompt[1:])
