"""Where a sentence ends within an utterance that goes on (pure); only with `finals=sentence`."""

from earshot_stt.captions.agreement import Agreement
from earshot_stt.decoding.transcriber import Hypothesis
from earshot_stt.speech.pause_policy import SENTENCE_ENDS
from earshot_stt.wire.audio import milliseconds

_SHORTEST = milliseconds(2_500)
"""A final over less sound than that is heard worse than with what follows."""
_BEHIND = milliseconds(1_000)
"""Distance from the end of what was heard: nearer words may still change."""


def sentence_end(heard: Hypothesis, agreement: Agreement, before: int, length: int) -> int | None:
    """Where the last stable sentence of the window ends, in samples from the window's beginning.

    `before`: samples of the utterance before the window; `length`: of the window. None when none may end.
    """
    stable = len(agreement.expected)
    for index in range(min(stable, len(heard.times) - 1) - 1, -1, -1):
        end = heard.times[index].end
        if end <= length - _BEHIND and heard.pieces[index].rstrip().endswith(tuple(SENTENCE_ENDS)):
            border = (end + heard.times[index + 1].start) // 2
            return border if before + border >= _SHORTEST else None
    return None
