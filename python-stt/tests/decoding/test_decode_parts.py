"""Windows, word times, doubts and places, each by its contract (STT-1, IPC-13)."""

from itertools import pairwise

import numpy as np
import pytest

from earshot_stt.decoding.decode_result import DecodeResult, DecoderOutput
from earshot_stt.decoding.decode_window import FULL_WINDOW, log_mel, second_window_length, window_length
from earshot_stt.decoding.pieces import Piece, to_characters, to_words
from earshot_stt.decoding.placement import CPU, Placement, placements
from earshot_stt.decoding.segments import split_at, to_segments
from earshot_stt.decoding.transcriber import PieceTime
from earshot_stt.decoding.word_times import piece_times
from support.demo_model import open_demo, tokenizer
from support.recordings import recording


def test_windows_are_few_lengths_with_room_after_the_speech() -> None:
    """IPC-13: memory grows with every length oneDNN has seen."""
    lengths = range(0, FULL_WINDOW - 20_480, 999)
    partials = [window_length(length) for length in lengths]

    assert all(window - length >= 20_480 for window, length in zip(partials, lengths, strict=True))
    assert all(window % 16_000 == 0 for window in partials)
    assert window_length(100) == 160_000
    assert window_length(FULL_WINDOW) == FULL_WINDOW


def test_a_second_window_is_longer_than_the_first() -> None:
    """STT-2: up to the 30 s that the weights were trained on."""
    assert second_window_length(window_length(100)) == 320_000
    assert second_window_length(320_000) == second_window_length(FULL_WINDOW) == FULL_WINDOW


@pytest.mark.parametrize("length", [48_000, 480_000])
def test_silence_after_the_speech_is_what_the_library_makes_of_it(length: int) -> None:
    """STT-1: it is not transformed, only filled in."""
    whisper = open_demo()
    for samples in (recording("good-morning")[0], np.zeros(10, np.int16), np.zeros(0, np.int16)):
        audio = np.zeros(length, np.float32)
        audio[: len(samples)] = samples / np.float32(32768)

        expected = whisper.feature_extractor(audio)[:, : length // 160]

        assert np.array(log_mel(whisper, samples, length))[0] == pytest.approx(expected, abs=1e-5)


def test_a_piece_lies_from_its_first_token_to_the_next_pieces_first() -> None:
    """STT-2: a step is 20 ms; nothing lies after the speech."""
    pieces = [Piece(" budget", (1, 2)), Piece(" now", (3,))]
    path = [(0, 0), (0, 1), (0, 2), (1, 3), (2, 5), (2, 6), (3, 40)]

    assert piece_times(pieces, path, [0.5, 1.0, 0.25], [True] * 3, 12_000) == (
        PieceTime(0, 1_600, 0.75, 0.5),
        PieceTime(1_600, 12_000, 0.25, 0.25),
    )
    assert piece_times(pieces, path[:5], [0.5, 1.0, 0.25], [True] * 3, 12_000) == ()


def test_a_word_is_as_probable_as_its_tokens_together_and_its_punctuation_counts_by_itself() -> None:
    """STT-7: " Ma" "rek" "," and a dash alone."""
    pieces = [Piece(" Marek,", (1, 2, 3)), Piece(" -", (4,))]
    path = [(0, 0), (1, 2), (2, 4), (3, 6), (4, 8)]

    times = piece_times(pieces, path, [0.5, 0.4, 0.1, 0.7], [True, True, False, False], 12_000)

    assert [time.word_probability for time in times] == pytest.approx([0.2, 0.7])
    assert [time.mark_probability for time in times] == pytest.approx([0.1, 0.7])


def test_a_likely_beginning_ends_before_the_first_unlikely_word() -> None:
    """STT-7: as `base` began "Press 2 to enter"."""
    words = ((" Press", 0.45), (" 2", 0.31), (" to", 0.39), (" the", 0.1), (" right.", 0.6))
    pieces = tuple(Piece(text, (1,), probability) for text, probability in words)
    output = DecoderOutput(pieces, -1.39, 0.39, was_repeating=False, was_cut_off=False)

    assert DecodeResult(output, pieces, (), 16_000).likely_beginning().pieces == pieces[:3]
    assert DecodeResult(output, pieces[3:], (), 16_000).likely_beginning().pieces == ()


_WORDS = " We need to review the budget before Monday."


def _twice(*starts: float, speech_seconds: float = 4.0) -> DecodeResult:
    """Two words and their copies, each word beginning at its second; without seconds no times are known."""
    pieces = tuple(Piece(text, (1,)) for text in (" Good", " morning.", " Good", " morning."))
    output = DecoderOutput(pieces, -0.2, 0.0, was_repeating=False, was_cut_off=False)
    edges = [int(16_000 * second) for second in (*starts, speech_seconds)] if starts else []
    times = tuple(PieceTime(start, end, 0.9, 0.9) for start, end in pairwise(edges))
    return DecodeResult(output, pieces, times, int(16_000 * speech_seconds))


@pytest.mark.parametrize(
    ("no_speech", "words", "is_silence"),
    [
        (0.7, -1.1, True),
        (0.7, -0.9, False),
        # A door, "I"; a name alone; two words of a famous speech.
        (0.34, -1.66, True),
        (0.11, -1.0, False),
        (0.19, -0.94, False),
    ],
)
def test_what_the_model_believes_to_be_no_speech_is_silence(
    no_speech: float, words: float, is_silence: bool
) -> None:
    """STT-2, STT-7: both must speak for it."""
    output = DecoderOutput((Piece(" I", (1,)),), words, no_speech, was_repeating=False, was_cut_off=False)

    assert output.is_silence is is_silence


def test_a_copy_needs_the_time_to_say_it() -> None:
    """STT-2: by its words' times, else by the length of the speech; people do say things twice."""
    assert _twice(0.2, 0.8, 2.0, 2.6).has_time_for_copies
    assert not _twice(0.2, 0.8, 3.8, 3.9).has_time_for_copies
    assert _twice(speech_seconds=2.0).has_time_for_copies
    assert not _twice(speech_seconds=1.0).has_time_for_copies
    assert _result().has_time_for_copies


def test_a_word_is_as_likely_as_its_least_likely_token() -> None:
    """STT-2: of a decode that did not ask, every word is certain."""
    tokens = tokenizer().encode(" budget now")
    probabilities = [0.9, *[0.4] * (len(tokens) - 1)]

    words = to_words(to_characters(tokenizer(), tokens, probabilities))

    assert [word.text for word in words] == [" budget", " now"]
    assert [word.probability for word in words] == [min(probabilities[: len(words[0].tokens)]), 0.4]
    assert {piece.probability for piece in to_characters(tokenizer(), tokens)} == {1.0}


def test_of_a_phrase_and_its_copy_the_first_stays() -> None:
    """STT-2: with its times."""
    twice = _twice(0.2, 0.8, 3.8, 3.9)

    assert twice.is_doubtful
    assert twice.without_copies() == DecodeResult(
        twice.output, twice.pieces[:2], twice.times[:2], twice.speech
    )
    assert _result().without_copies() == _result()


def _tokens(*parts: str | float) -> list[int]:
    """Text, and seconds as timestamps."""
    tokens: list[int] = []
    for part in parts:
        if isinstance(part, str):
            tokens += tokenizer().encode(part)
        else:
            tokens.append(tokenizer().timestamp_begin + round(part / 0.02))
    return tokens


def test_segments_lie_between_their_timestamps() -> None:
    """STT-2: a text that was cut off has no end."""
    tokens = _tokens(0.0, " Good morning.", 1.2, 1.4, " budget", 2.0, 2.0, " now")
    good, budget, now = to_segments(tokenizer(), tokens)

    assert (good.start, good.end, good.tokens) == (0, 19_200, tuple(_tokens(" Good morning.")))
    assert (budget.start, budget.end) == (22_400, 32_000)
    assert (now.start, now.end) == (32_000, None)
    assert to_segments(tokenizer(), [*_tokens(0.0), tokenizer().eot]) == []


def test_a_segment_after_the_speech_is_nobodys() -> None:
    """STT-2: but for the first one: then the model is wrong about the time and not about the words."""
    segments = to_segments(tokenizer(), _tokens(0.0, " Good morning.", 1.2, 2.0, " budget", 3.0))

    assert split_at(40_000, segments) == (_tokens(" Good morning.", " budget"), [])
    assert split_at(24_000, segments) == (_tokens(" Good morning."), _tokens(" budget"))
    assert split_at(24_000, segments[1:]) == (_tokens(" budget"), [])


def _result(
    probability: float = -0.2,
    text: str = _WORDS,
    *,
    repeating: bool = False,
    cut: bool = False,
    in_padding: bool = False,
    start: int = 0,
) -> DecodeResult:
    pieces = (Piece(text, (1,)),) if text else ()
    output = DecoderOutput(
        pieces, probability, 0.0, was_repeating=repeating, was_cut_off=cut, had_words_in_padding=in_padding
    )
    return DecodeResult(output, pieces, (PieceTime(start, 16_000, 0.9, 0.9),), 16_000)


def test_what_a_truncated_window_may_have_spoilt_is_doubted() -> None:
    """STT-2: unlikely words, loops fast or slow, no end, a word in the silence after the speech."""
    assert not _result().is_doubtful
    assert _result(-1.1).is_doubtful
    assert _result(repeating=True).is_doubtful
    assert _result(cut=True).is_doubtful
    assert _result(in_padding=True).is_doubtful
    assert _result(text=_WORDS * 4).is_doubtful
    assert _result(start=15_900).is_doubtful


def test_the_end_of_audio_that_is_cut_off_within_speech_misleads_no_one() -> None:
    """STT-7: its last word may lie in the padding; a loop is a loop."""
    assert not _result(in_padding=True).is_misled
    assert not _result(start=15_900).is_misled
    assert _result(-1.1).is_misled
    assert _result(repeating=True).is_misled
    assert _result(cut=True).is_misled
    assert _result(text=_WORDS * 4).is_misled


def test_of_two_results_the_likelier_wins_unless_it_repeats_or_says_nothing() -> None:
    """STT-2."""
    by_rank = sorted(
        [
            _result(-0.3),
            _result(-0.1, repeating=True),
            _result(-1.2),
            _result(-0.01, text=""),
            _result(-0.2, cut=True),
        ],
        key=lambda result: result.rank,
    )

    assert [result.output.mean_log_probability for result in by_rank] == [-0.01, -0.2, -0.1, -1.2, -0.3]


def test_a_graphics_card_with_little_memory_gets_smaller_weights() -> None:
    """STT-1: the CPU is always the last resort."""
    half, small = Placement("cuda", "float16"), Placement("cuda", "int8_float16")

    def tried(device: str, cards: int, free: int | None) -> list[Placement]:
        assert device in ("auto", "cpu", "cuda")
        return list(placements(device, lambda: cards, lambda: free))

    assert tried("auto", 1, 8 * 2**30) == tried("cuda", 1, None) == [half, small, CPU]
    assert tried("auto", 1, 3 * 2**30) == [small, CPU]
    assert tried("cpu", 1, None) == tried("cuda", 0, None) == [CPU]
