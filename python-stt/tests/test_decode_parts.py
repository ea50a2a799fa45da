"""Windows, word times, doubts and places, each by its contract (STT-1, IPC-13)."""

import numpy as np
import pytest

from decoding import open_demo
from earshot_stt.decoding.attempt import Attempt, Said
from earshot_stt.decoding.decode_window import FULL_WINDOW, log_mel, window_length
from earshot_stt.decoding.pieces import Piece
from earshot_stt.decoding.placement import CPU, Placement, placements
from earshot_stt.decoding.transcriber import PieceTime
from earshot_stt.decoding.word_times import piece_times
from speech import recording


def test_windows_are_few_lengths_with_room_behind_the_speech() -> None:
    """IPC-13: memory grows with every length oneDNN has seen."""
    lengths = range(0, FULL_WINDOW - 20_480, 999)
    partials = [window_length(length, is_final=False) for length in lengths]

    assert all(window - length >= 20_480 for window, length in zip(partials, lengths, strict=True))
    assert all(window % 16_000 == 0 for window in partials)
    assert window_length(100, is_final=True) == 80_000
    assert window_length(FULL_WINDOW, is_final=False) == FULL_WINDOW


@pytest.mark.parametrize("length", [48_000, 480_000])
def test_silence_behind_the_speech_is_what_the_library_makes_of_it(length: int) -> None:
    """STT-1: it is not transformed, only filled in."""
    whisper = open_demo()
    for samples in (recording("good-morning")[0], np.zeros(10, np.int16), np.zeros(0, np.int16)):
        sound = np.zeros(length, np.float32)
        sound[: len(samples)] = samples / np.float32(32768)

        expected = whisper.feature_extractor(sound)[:, : length // 160]

        assert np.array(log_mel(whisper, samples, length))[0] == pytest.approx(expected, abs=1e-5)


def test_a_piece_lies_from_its_first_token_to_the_next_pieces_first() -> None:
    """STT-2: a step is 20 ms; nothing lies behind the speech."""
    pieces = [Piece(" budget", (1, 2)), Piece(" now", (3,))]
    path = [(0, 0), (0, 1), (0, 2), (1, 3), (2, 5), (2, 6), (3, 40)]

    assert piece_times(pieces, path, [0.5, 1.0, 0.25], 12_000) == (
        PieceTime(0, 1_600, 0.75),
        PieceTime(1_600, 12_000, 0.25),
    )
    assert piece_times(pieces, path[:5], [0.5, 1.0, 0.25], 12_000) == ()


_WORDS = " We need to review the budget before Monday."


def _attempt(
    probability: float = -0.2,
    text: str = _WORDS,
    *,
    looping: bool = False,
    cut: bool = False,
    start: int = 0,
) -> Attempt:
    pieces = (Piece(text, (1,)),) if text else ()
    said = Said(pieces, probability, 0.0, was_looping=looping, was_cut_off=cut)
    return Attempt(said, pieces, (PieceTime(start, 16_000, 0.9),), 16_000)


def test_what_a_truncated_window_may_have_spoilt_is_doubted() -> None:
    """STT-2: unlikely words, loops fast or slow, no end, a word in the silence behind the speech."""
    assert not _attempt().is_doubtful
    assert _attempt(-1.1).is_doubtful
    assert _attempt(looping=True).is_doubtful
    assert _attempt(cut=True).is_doubtful
    assert _attempt(text=_WORDS * 4).is_doubtful
    assert _attempt(start=15_900).is_doubtful


def test_of_two_attempts_the_likelier_wins_unless_it_loops_or_says_nothing() -> None:
    """STT-2."""
    by_rank = sorted(
        [
            _attempt(-0.3),
            _attempt(-0.1, looping=True),
            _attempt(-1.2),
            _attempt(-0.01, text=""),
            _attempt(-0.2, cut=True),
        ],
        key=lambda attempt: attempt.rank,
    )

    assert [attempt.said.mean_log_probability for attempt in by_rank] == [-0.01, -0.2, -0.1, -1.2, -0.3]


def test_a_graphics_card_with_little_memory_gets_smaller_weights() -> None:
    """STT-1: the CPU is always the last resort."""
    half, small = Placement("cuda", "float16"), Placement("cuda", "int8_float16")

    def tried(device: str, cards: int, free: int | None) -> list[Placement]:
        assert device in ("auto", "cpu", "cuda")
        return list(placements(device, lambda: cards, lambda: free))

    assert tried("auto", 1, 8 * 2**30) == tried("cuda", 1, None) == [half, small, CPU]
    assert tried("auto", 1, 3 * 2**30) == [small, CPU]
    assert tried("cpu", 1, None) == tried("cuda", 0, None) == [CPU]
