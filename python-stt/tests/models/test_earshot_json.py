"""A model's directory says how much speech it takes at once (STT-3)."""

from pathlib import Path

import pytest

from earshot_stt.models.earshot_json import limits_of
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.speech.limits import WHISPER_LIMITS, EngineLimits
from earshot_stt.wire.audio import milliseconds
from support.sidecar import DEMO_MODEL


def test_the_demo_model_takes_single_sentences() -> None:
    assert limits_of(DEMO_MODEL) == EngineLimits(
        milliseconds(1_500), milliseconds(6_000), milliseconds(4_400), vocabulary_tokens=20, context_tokens=0
    )


def test_a_directory_that_says_nothing_takes_what_whisper_takes(tmp_path: Path) -> None:
    assert limits_of(tmp_path) == WHISPER_LIMITS


@pytest.mark.parametrize(
    "said",
    [
        "{",
        "[]",
        '"6"',
        '{"soft_seconds": 1, "hard_seconds": 6}',
        '{"soft_seconds": "1", "hard_seconds": 6, "cut_search_seconds": 1}',
        '{"soft_seconds": true, "hard_seconds": 6, "cut_search_seconds": 1}',
        '{"soft_seconds": 7, "hard_seconds": 6, "cut_search_seconds": 1}',
        '{"soft_seconds": 1, "hard_seconds": 600, "cut_search_seconds": 1}',
        '{"soft_seconds": 1, "hard_seconds": 6, "cut_search_seconds": 6}',
        '{"soft_seconds": NaN, "hard_seconds": 6, "cut_search_seconds": 1}',
        '{"soft_seconds": 1, "hard_seconds": 6, "cut_search_seconds": 1, "context_tokens": 61}',
        '{"soft_seconds": 1, "hard_seconds": 6, "cut_search_seconds": 1, "vocabulary_tokens": -1}',
        '{"soft_seconds": Infinity, "hard_seconds": 6, "cut_search_seconds": 1}',
    ],
)
def test_nonsense_is_a_broken_model(tmp_path: Path, said: str) -> None:
    (tmp_path / "earshot.json").write_text(said)

    with pytest.raises(EarshotError, match="gives no limits") as raised:
        limits_of(tmp_path)

    assert raised.value.code == "model_corrupt"
