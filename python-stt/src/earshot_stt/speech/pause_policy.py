"""How long a pause must be to end an utterance (pure; STT-2, STT-7; ADR 034).

People pause within sentences for as long as between them, so the words before the pause decide: after a
sentence that ends it may be short, after one that goes on it must be long. A few words say little either way
("Ask not!"), so what is short waits longer for what follows, whatever its punctuation.
"""

from typing import Literal, TypeAlias

from earshot_stt.speech.limits import EngineLimits
from earshot_stt.speech.open_words import NEVER_LAST, OPEN_ENDINGS, SELDOM_LAST
from earshot_stt.wire.audio import milliseconds

PauseHint: TypeAlias = Literal["unknown", "finished", "unfinished"]
"""What the words before a pause say about it."""

PAUSE = milliseconds(256)
"""Silence after which the words before it are decoded; longer than the post-roll, so none is missing."""
_SHORT_UTTERANCE = milliseconds(1_500)
_SHORT_UTTERANCE_PAUSE = milliseconds(1_100)
_PAUSES: dict[PauseHint, int] = {
    "finished": milliseconds(400),
    "unknown": milliseconds(700),
    "unfinished": milliseconds(1_300),
}
_LATE = milliseconds(200)
_LATEST = milliseconds(96)
SENTENCE_ENDS = ".?!。？！"  # noqa: RUF001
_CLAUSE_ENDS = ("...", "…", ",", ";", ":", "-", "–", "—", "、", "，", "；", "：")  # noqa: RUF001
_QUOTES = "\"'”’()[]"  # noqa: RUF001


def silence_that_ends(spoken: int, length: int, limits: EngineLimits, hint: PauseHint) -> int:
    """Samples of silence that end an utterance.

    `spoken`: its samples up to its last voice; `length`: all of them. Over the soft limit ever less will do,
    and least at the hard one: a cut in the middle of a word is worse than one in any pause.
    """
    if length >= limits.soft:
        return _between(_LATE, _LATEST, length, limits.soft, limits.hard)
    wanted = _PAUSES[hint]
    if spoken < _SHORT_UTTERANCE:
        wanted = max(wanted, _SHORT_UTTERANCE_PAUSE)
    if hint == "finished":
        # A reader wants one or two sentences in a line, and the next speaker may not wait.
        return _between(wanted, PAUSE, spoken, limits.soft // 6, limits.soft // 4)
    return wanted


def pause_hint(text: str) -> PauseHint:
    """What `text`, said before a pause, says about it."""
    text = text.strip()
    if not text:
        return "unknown"
    if text.endswith(_CLAUSE_ENDS):
        return "unfinished"
    bare = text.rstrip(SENTENCE_ENDS)
    has_ended = bare != text
    words = bare.split()
    last = words[-1].casefold().strip(_QUOTES) if words else ""
    if last in NEVER_LAST and not text.endswith(("?", "？")):  # noqa: RUF001
        return "unfinished"
    if has_ended:
        return "finished"
    return "unfinished" if last in SELDOM_LAST or text.endswith(OPEN_ENDINGS) else "unknown"


def _between(first: int, last: int, at: int, begin: int, end: int) -> int:
    """`first` up to `begin`, `last` from `end` on, and in proportion between them."""
    way = min(max(0, at - begin), end - begin)
    return first + (last - first) * way // (end - begin)
