"""Where an utterance that goes on may be cut after a sentence (pure; ADR 034)."""

from collections.abc import Sequence
from dataclasses import replace

from earshot_stt.decoding.transcriber import Hypothesis
from earshot_stt.speech.pause_policy import SENTENCE_ENDS
from earshot_stt.wire.audio import milliseconds

WORTH_CUTTING = milliseconds(6_000)
"""An utterance shorter than that may go on in one line."""
_SHORTEST = milliseconds(2_500)
"""A line over less audio tears apart what belongs together."""
_DISTANCE = milliseconds(800)
"""Distance from the end of the audio: nearer words may still change."""


def sentence_end(hypothesis: Hypothesis, length: int) -> tuple[int, Hypothesis, Hypothesis] | None:
    """The border after the last whole sentence, in samples, what was recognised up to it, and the rest.

    The rest has no times: it begins somewhere else.

    `length`: samples of the audio. None where no sentence ends that may be cut off.
    """
    for index in range(len(hypothesis.times) - 2, -1, -1):
        end, start = hypothesis.times[index].end, hypothesis.times[index + 1].start
        border = (end + start) // 2
        if border < _SHORTEST:
            return None
        if end <= length - _DISTANCE and _ends_sentence(hypothesis.pieces, index):
            return border, _part(hypothesis, slice(index + 1)), _part(hypothesis, slice(index + 1, None))
    return None


def _part(hypothesis: Hypothesis, part: slice) -> Hypothesis:
    times = () if part.start else hypothesis.times[part]
    return replace(
        hypothesis, pieces=hypothesis.pieces[part], times=times, probabilities=hypothesis.probabilities[part]
    )


def _ends_sentence(pieces: Sequence[str], index: int) -> bool:
    text, following = pieces[index].rstrip(), pieces[index + 1].lstrip()
    if not text.endswith(tuple(SENTENCE_ENDS)) or text.endswith("..."):
        return False
    # "e.g. apples", "3. 5": neither stop ends a sentence.
    is_number = text[-2:-1].isdigit() and following[:1].isdigit()
    return not (is_number or following[:1].islower())
