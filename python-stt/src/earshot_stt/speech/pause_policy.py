"""How long a pause must be to end an utterance (pure; STT-2).

A fixed pause is too long behind a finished sentence and too short in the middle of one. What is known of the
pause: how long the utterance is already, and what the words before it look like, once they are known.
"""

from typing import Literal, TypeAlias

from earshot_stt.speech.limits import EngineLimits
from earshot_stt.wire.audio import milliseconds

PauseHint: TypeAlias = Literal["unknown", "finished", "unfinished"]
"""What the words before a pause say about it."""

_USUAL = milliseconds(550)
_BEHIND_SENTENCE = milliseconds(400)
_WITHIN_SENTENCE = milliseconds(800)
_SHORT = milliseconds(200)
_SHORTEST = milliseconds(96)
SENTENCE_ENDS = ".?!。？！…"  # noqa: RUF001
_CLAUSE_ENDS = ",;:、，；："  # noqa: RUF001
_CONJUNCTIONS = frozenset(
    [
        "and",
        "or",
        "but",
        "because",
        "so",
        "that",
        "if",
        "when",
        "which",
        "who",
        "to",
        "of",
        "the",
        "a",
        "with",
        "for",
    ]
)


def silence_that_ends(length: int, limits: EngineLimits, hint: PauseHint) -> int:
    """Samples of silence that end an utterance of `length` samples.

    From half of the soft limit on ever less will do, and least at the hard one: a cut in the middle of a word
    is worse than one in any pause.
    """
    wanted = {"unknown": _USUAL, "finished": _BEHIND_SENTENCE, "unfinished": _WITHIN_SENTENCE}[hint]
    if length < limits.soft:
        return _between(wanted, _SHORT, length, limits.soft // 2, limits.soft)
    return _between(_SHORT, _SHORTEST, length, limits.soft, limits.hard)


def pause_hint(text: str) -> PauseHint:
    """What `text`, said before a pause, says about it."""
    words = text.split()
    if not words:
        return "unknown"
    if text.rstrip()[-1] in SENTENCE_ENDS:
        return "finished"
    is_open = text.rstrip()[-1] in _CLAUSE_ENDS or words[-1].casefold() in _CONJUNCTIONS
    return "unfinished" if is_open else "unknown"


def _between(first: int, last: int, at: int, begin: int, end: int) -> int:
    """`first` up to `begin`, `last` from `end` on, and in proportion between them."""
    way = min(max(0, at - begin), end - begin)
    return first + (last - first) * way // (end - begin)
