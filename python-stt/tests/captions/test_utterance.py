"""When the next partial of an utterance is due (STT-2)."""

from typing import cast

import pytest

from earshot_stt.captions.utterance import Utterance
from earshot_stt.decoding.session_model import SessionModel


def test_a_first_partial_is_worth_a_decode_after_a_third_of_a_second_of_voice() -> None:
    """STT-2: less holds no word, and more is waited for."""
    utterance = Utterance(0, 8_000, cast("SessionModel", None))

    assert utterance.partial_due_at(8_000 + 5_632, interval=2.0) is not None
    assert utterance.partial_due_at(8_000 + 5_631, interval=2.0) is None


@pytest.mark.parametrize(("empty", "due_at"), [(0, 12.0), (1, 10.0), (2, 10.0), (3, None)])
def test_a_first_partial_without_words_is_soon_tried_again(empty: int, due_at: float | None) -> None:
    """STT-2."""
    utterance = Utterance(0, 0, cast("SessionModel", None))
    utterance.decoded_at, utterance.decoded_until, utterance.empty_partials = 10.0, 16_000, empty
    voiced_until = 16_000 + (10_240 if empty == 0 else 5_120)

    assert utterance.partial_due_at(voiced_until, interval=2.0) == due_at
    assert utterance.partial_due_at(voiced_until - 1, interval=2.0) is None
