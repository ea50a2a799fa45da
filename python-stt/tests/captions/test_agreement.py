"""What two hypotheses agree on is stable (STT-2, STT-4)."""

from hypothesis import given
from hypothesis import strategies as st

from earshot_stt.captions.agreement import Agreement, agree

_PIECES = st.lists(
    st.sampled_from([" we", " We", " need", " need,", " a", "会", "議", "を", "。", " ."]), max_size=8
)


def _after(*hypotheses: list[str]) -> Agreement:
    agreement = Agreement()
    for hypothesis in hypotheses:
        agreement = agree(agreement, hypothesis)
    return agreement


def test_one_hypothesis_settles_nothing() -> None:
    """STT-2."""
    agreement = _after([" Good", " morning"])

    assert (agreement.stable_text, agreement.tail_text) == ("", "Good morning")


def test_what_stands_twice_is_stable_but_never_the_newest_word() -> None:
    """STT-2: the newest word's audio may be cut off."""
    agreement = _after([" Good", " morning"], [" good", " morning,", " every"])

    assert (agreement.stable_text, agreement.tail_text) == ("good morning,", " every")

    repeated = _after([" Good", " morning"], [" good", " morning,"])

    assert (repeated.stable_text, repeated.tail_text) == ("good", " morning,")


def test_a_contradiction_takes_nothing_back() -> None:
    """STT-2: words that were called stable stay until the final replaces all."""
    agreement = _after([" a", " b", " c"], [" a", " b", " c", " d"], [" x", " y"])

    assert (agreement.stable_text, agreement.tail_text) == ("a b c", "")


def test_japanese_grows_by_characters_without_spaces() -> None:
    """STT-4."""
    agreement = _after(
        ["会", "議", "を"], ["会", "議", "を", "始", "めます"], ["会", "議", "を", "始", "め", "ましょう"]
    )

    assert (agreement.stable_text, agreement.tail_text) == ("会議を始", "めましょう")


@given(st.lists(_PIECES, max_size=10))
def test_stable_text_only_ever_grows(hypotheses: list[list[str]]) -> None:
    """STT-2, STT-4: whatever the model says next."""
    agreement = Agreement()
    for hypothesis in hypotheses:
        before, agreement = agreement, agree(agreement, hypothesis)

        assert agreement.stable_text.startswith(before.stable_text)
        assert agreement.stable[: len(before.stable)] == before.stable


@given(_PIECES)
def test_the_caption_of_a_repeated_hypothesis_is_the_hypothesis(hypothesis: list[str]) -> None:
    """STT-2: nothing is lost between stable and tail."""
    agreement = _after(hypothesis, hypothesis)

    assert agreement.stable_text + agreement.tail_text == "".join(hypothesis).lstrip()
