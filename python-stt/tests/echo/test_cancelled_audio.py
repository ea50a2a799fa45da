"""What is held of the microphone for its corrections, and no longer than they are wanted (WHO-3)."""

import numpy as np

from earshot_stt.echo.cancelled_audio import CancelledAudio

_UTTERANCE = np.ones(16_000, np.int16)


def test_an_utterance_is_held_until_its_correction_asks_for_it() -> None:
    """WHO-3: once, and only as long as it was."""
    cancelled = CancelledAudio(is_wanted=True)
    cancelled.put(0, _UTTERANCE)
    cancelled.put(32_000, _UTTERANCE)

    assert cancelled.take(0, len(_UTTERANCE)) is _UTTERANCE
    assert cancelled.take(0, len(_UTTERANCE)) is None
    assert cancelled.take(32_000, 1) is None


def test_nothing_is_held_once_corrections_are_switched_off() -> None:
    """WHO-3: half an hour of speech is 58 MB."""
    cancelled = CancelledAudio(is_wanted=True)
    cancelled.put(0, _UTTERANCE)

    cancelled.want(is_wanted=False)
    cancelled.put(32_000, _UTTERANCE)
    cancelled.want(is_wanted=True)

    assert [cancelled.take(at, len(_UTTERANCE)) for at in (0, 32_000)] == [None, None]


def test_of_more_than_half_an_hour_the_newest_is_held() -> None:
    """WHO-3: also after corrections were off for a while."""
    cancelled = CancelledAudio(is_wanted=True)
    ten_minutes = np.zeros(10 * 60 * 16_000, np.int16)
    cancelled.put(0, ten_minutes)
    cancelled.want(is_wanted=False)
    cancelled.want(is_wanted=True)

    for at in range(1, 5):
        cancelled.put(at, ten_minutes)

    assert [cancelled.take(at, len(ten_minutes)) is not None for at in range(5)] == [
        False,
        False,
        True,
        True,
        True,
    ]
