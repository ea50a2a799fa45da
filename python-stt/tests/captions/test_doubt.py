"""Words that the model doubts, by their place in the text (STT-7)."""

from collections.abc import Sequence

import pytest

from earshot_stt.captions.doubt import DOUBTFUL_BELOW, doubts
from earshot_stt.decoding.transcriber import PieceTime
from earshot_stt.wire.events import DoubtfulWord

_SURE = 0.9
_UNSURE = DOUBTFUL_BELOW / 2


def _times(*probabilities: float) -> list[PieceTime]:
    return [PieceTime(at, at + 1, _SURE, probability) for at, probability in enumerate(probabilities)]


@pytest.mark.parametrize(
    ("pieces", "doubted", "words"),
    [
        ([" We", " meet", " Marek", " today."], [2], ["Marek"]),
        ([" Is", " it", " Thursday?"], [0, 2], ["Is", "Thursday?"]),
        ([" all", " sure"], [], []),
        # Two units of UTF-16 before the word.
        ([" \U0001f642", " maybe"], [1], ["maybe"]),
        # Characters of one word, where no blanks stand between them.
        (["会", "議", "は"], [0, 1], ["会議"]),
        (["会", "議", "は"], [0, 2], ["会", "は"]),
        # No word is doubted for its punctuation.
        ([" so", " -", " yes"], [1], []),
    ],
)
def test_a_doubtful_word_is_named_by_its_place_in_the_text(
    pieces: Sequence[str], doubted: Sequence[int], words: Sequence[str]
) -> None:
    times = _times(*(_UNSURE if at in doubted else _SURE for at in range(len(pieces))))
    units = "".join(pieces).strip().encode("utf-16-le")

    found = doubts(pieces, times)

    named = [units[2 * doubt.start : 2 * doubt.end].decode("utf-16-le") for doubt in found]
    assert named == list(words)


def test_a_word_of_several_pieces_is_as_probable_as_the_least_of_them() -> None:
    assert doubts(["会", "議"], _times(0.2, 0.1)) == (DoubtfulWord(0, 2, 0.1),)
