"""The language that an utterance is decoded in (STT-1)."""

import pytest

from earshot_stt.decoding.language_choice import LanguageChoice

_EN_JA = ("en", "ja")


@pytest.mark.parametrize(
    ("current", "preferred", "probabilities", "seconds", "chosen"),
    [
        # Nothing is known: the likeliest, or the user's.
        (None, (), {"en": 0.6, "ja": 0.3}, 0.8, "en"),
        (None, _EN_JA, {"cy": 0.7, "en": 0.2, "ja": 0.05}, 0.8, "en"),
        # A single word that sounds foreign changes nothing.
        ("ja", (), {"en": 0.95, "ja": 0.02}, 1.0, "ja"),
        ("ja", (), {"en": 0.7, "ja": 0.1}, 1.5, "ja"),
        ("en", _EN_JA, {"nn": 0.8, "en": 0.1}, 1.5, "en"),
        # A clear change is followed at once, sooner between the languages that are expected.
        ("ja", (), {"en": 0.95, "ja": 0.02}, 2.0, "en"),
        ("ja", _EN_JA, {"en": 0.95, "ja": 0.02}, 1.5, "en"),
        ("en", _EN_JA, {"ja": 0.7, "en": 0.2}, 3.0, "ja"),
        # Another language than those expected needs more, and may still come.
        ("en", _EN_JA, {"de": 0.8, "en": 0.15}, 6.0, "en"),
        ("en", _EN_JA, {"de": 0.999, "en": 0.0005}, 6.0, "de"),
        # The model does not know the present one.
        ("yue", (), {"zh": 0.9, "en": 0.1}, 0.5, "zh"),
    ],
)
def test_a_language_is_chosen_by_what_is_recognised_and_what_was_spoken_before(
    current: str | None,
    preferred: tuple[str, ...],
    probabilities: dict[str, float],
    seconds: float,
    chosen: str,
) -> None:
    """STT-1."""
    assert LanguageChoice(current, preferred).choose(probabilities, seconds) == chosen
