"""A decoder that repeats itself is told from people who do (STT-2, STT-4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earshot_stt.decoding.repetition import (
    doubled_phrase,
    repeats_end,
    without_long_laughter,
    without_repetition,
)


def _output_of(units: list[str], seconds: float, *, was_cut_off: bool = False) -> list[str]:
    return [units[index] for index in without_repetition(units, seconds, was_cut_off=was_cut_off)]


@pytest.mark.parametrize(
    ("units", "seconds"),
    [
        ([" no"] * 9, 2.0),
        ([" ha"] * 30, 5.0),
        ([" one", " million", *[",", "000"] * 6], 2.0),
        ([" 0"] * 16, 4.0),
        ([" Can", " you", " hear", " me", "?"] * 4, 5.0),
        (list("はい") * 8, 4.0),
    ],
)
def test_people_who_repeat_themselves_are_left_alone(units: list[str], seconds: float) -> None:
    """STT-2."""
    assert _output_of(units, seconds) == units


def test_what_no_one_can_say_so_fast_is_said_once() -> None:
    """STT-2, STT-4: in letters and in kana."""
    assert _output_of([" so", *[" thank", " you"] * 9, " bye"], 2.0) == [" so", " thank", " you", " bye"]
    assert _output_of(list("ありがとう") * 8, 3.0) == list("ありがとう")
    assert _output_of([" no"] * 60, 2.0) == [" no"]


def test_a_decoder_stopped_while_it_repeats_itself_was_in_a_repetition() -> None:
    """STT-2: however slow; of the copy at which it was stopped nothing is left."""
    units = [" I", *[" think", " it", " is"] * 5, " think"]

    assert _output_of(units, 20.0, was_cut_off=True) == [" I", " think", " it", " is"]
    assert _output_of(units, 20.0) == units


@given(
    st.lists(st.sampled_from([" a", " the", "は", " 1", ".", " budget"]), max_size=60),
    st.floats(0, 30),
    st.booleans(),
)
def test_a_guarded_text_has_every_unit_it_had_in_its_order(
    units: list[str], seconds: float, was_cut_off: bool
) -> None:
    """STT-2: only copies go."""
    kept = without_repetition(units, seconds, was_cut_off=was_cut_off)

    assert kept == sorted(set(kept))
    assert {units[index] for index in kept} == set(units)


@pytest.mark.parametrize(
    ("units", "copies"),
    [
        ([" What", " can", " you", " do?", " what", " can", " you", " do"], range(4, 8)),
        ([" So", " press", " one", " press", " one.", " Press", " one", " now"], range(3, 7)),
        (list("はいそうですねそうですね"), range(7, 12)),
        ([" no", " no", " no", " no"], None),
        ([" bye", " bye"], None),
        (list("はいはい"), None),
        ([" Montreal,", " Montreal"], range(1, 2)),
        ([" thank", " you", " thank", " you", " thank", " you"], range(2, 6)),
        ([" a", " long", " sentence", " is", " a", " long", " story"], None),
        ([], None),
    ],
)
def test_a_phrase_that_stands_twice_in_a_row_is_found(units: list[str], copies: range | None) -> None:
    """STT-2, STT-4: whatever its case and punctuation; what is short is said twice often enough."""
    assert doubled_phrase(units) == copies


def test_a_text_that_begins_with_the_end_of_the_context_is_found() -> None:
    """STT-2, STT-4: a short word does not prove it."""
    before = "We need to review the budget. Good morning."

    assert repeats_end(before, " Good morning, everyone.")
    assert not repeats_end("So far so good.", " Good morning.")
    assert not repeats_end(before, " We need to review the budget.")
    assert repeats_end("会議を始めます。", "始めます、皆さん。")
    assert not repeats_end("", " Good morning.")
    assert not repeats_end(before, "")


def test_laughter_is_three_syllables_long() -> None:
    """STT-2: what else people say four times stays."""

    def said(*units: str) -> list[str]:
        return [units[index] for index in without_long_laughter(units)]

    assert said(" Ha", " ha,", " ha", " ha!", " No", " no", " no", " no") == [
        *(" Ha", " ha,", " ha"),
        *(" No", " no", " no", " no"),
    ]
    assert said(*"はははは、そう") == list("ははは、そう")
    assert said() == []
