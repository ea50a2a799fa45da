"""Where a caption line ends (pure; STT-2, STT-7; ADR 034).

A line is an utterance, and it ends at the first of

1. a pause that is long enough for the words before it (`silence_that_ends`, `pause_hint`). People pause
   within sentences for as long as between them, so the words decide: after a sentence that ends the pause may
   be short, after one that goes on it must be long. A few words say little either way ("Ask not!"), so what
   is short waits longer for what follows, whatever its punctuation;
2. ever shorter pauses once it is long (`EngineLimits.soft`), and without any at what the model takes at once
   (`EngineLimits.hard`), there where it is quietest (`quietest`): 12 s and 20 s, unless a model's folder says
   otherwise (`limits.py`);
3. its last whole sentence, where it is long and goes on after one without an end in sight (`sentence_end`);
4. a pause after which another language is spoken (`CaptionDecoder`);
5. a gap of 200 ms or more, or the end of the source (`Captioner`): no line goes on where audio is missing. A
   shorter gap is taken for silence.

`endpointer.py` finds voice and pauses and asks here; what is decoded at a pause, and the cut, are in
`caption_decoder.py`.
"""

from collections.abc import Sequence
from typing import Literal, Protocol, TypeAlias

from earshot_stt.speech.limits import EngineLimits
from earshot_stt.wire.audio import milliseconds

PauseHint: TypeAlias = Literal["unknown", "finished", "unfinished"]
"""What the words before a pause say about it."""

PAUSE = milliseconds(256)
"""Silence after which the words before it are decoded; longer than the post-roll, so none is missing."""
_SHORT_UTTERANCE = milliseconds(1_500)
_SHORT_UTTERANCE_PAUSE = milliseconds(1_100)
_PAUSES: dict[PauseHint, int] = {
    "finished": milliseconds(600),
    "unknown": milliseconds(700),
    "unfinished": milliseconds(1_300),
}
_LATE = milliseconds(200)
_LATEST = milliseconds(96)
SENTENCE_ENDS = ".?!。？！"  # noqa: RUF001
_CLAUSE_ENDS = ("...", "…", ",", ";", ":", "-", "–", "—", "、", "，", "；", "：")  # noqa: RUF001
_QUOTES = "\"'”’()[]"  # noqa: RUF001
_DIP_WINDOWS = 4
WORTH_CUTTING = milliseconds(6_000)
"""An utterance shorter than that may go on in one line."""
_SHORTEST = milliseconds(2_500)
"""A line over less audio tears apart what belongs together."""
_DISTANCE = milliseconds(800)
"""Distance from the end of the audio: nearer words may still change."""
_DOUBTED_END, _DOUBTED_MARK = 0.5, 0.35
"""Whisper puts a full stop where the audio stops, but doubts it where the sentence goes on. A question or
exclamation mark shares its likelihood with the full stop, and so does "。", which ends questions, too."""
_NEVER_LAST_WORDS = """
a an the and or but nor because although whereas of from into than my your our their its um uh er
und oder aber weil dass der die das dem den des ein eine einen einem einer von zum zur im
et ou mais parce le les un une du des au aux
y o pero porque el los las una del al e ma perché il lo gli di della mas os uma do da
"""
_SELDOM_LAST_WORDS = """
so that if when while which who whose where whether as to with for by at in on between is are was were am
will would can could shall should may might must not i we they he she
wenn mit zu für auf ist sind
que si la de avec pour dans sur est con por para en es son che per com são
"""
_NEVER_LAST = frozenset(_NEVER_LAST_WORDS.split())
"""A sentence goes on after one of them, also after a full stop, which Whisper puts where the audio stops. Of
English, German, French, Spanish, Italian, Portuguese."""
_SELDOM_LAST = frozenset(_SELDOM_LAST_WORDS.split())
"""A sentence may end with one of them; without a full stop it hardly has."""
_OPEN_ENDINGS = ("は", "が", "を", "に", "で", "と", "も", "の", "へ", "て", "けど", "けれど", "から", "ので")
"""Particles and linking forms of Japanese, where no full stop follows."""


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


def pause_hint(text: str, end_probability: float = 1.0) -> PauseHint:
    """What `text`, said before a pause, says about it; `end_probability`: of the punctuation at its end."""
    text = text.strip()
    if not text:
        return "unknown"
    if text.endswith(_CLAUSE_ENDS):
        return "unfinished"
    bare = text.rstrip(SENTENCE_ENDS)
    has_ended = bare != text
    words = bare.split()
    last = words[-1].casefold().strip(_QUOTES) if words else ""
    if last in _NEVER_LAST and not text.endswith(("?", "？")):  # noqa: RUF001
        return "unfinished"
    if has_ended:
        least = _DOUBTED_END if text.endswith(".") else _DOUBTED_MARK
        return "finished" if end_probability >= least else "unfinished"
    return "unfinished" if last in _SELDOM_LAST or text.endswith(_OPEN_ENDINGS) else "unknown"


def quietest(levels: list[tuple[int, float]]) -> int:
    """Where a line without a pause is cut, out of (end of window, its energy).

    The middle of the four neighbouring windows that are quietest together: a stop consonant is shorter.
    """
    width = min(_DIP_WINDOWS, len(levels))
    starts = range(len(levels) - width + 1)
    at_quietest = min(starts, key=lambda at: sum(energy for _, energy in levels[at : at + width]))
    return levels[at_quietest + (width - 1) // 2][0]


class _Placed(Protocol):
    """Where a piece of text lies in the audio, in samples."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def sentence_end(pieces: Sequence[str], times: Sequence[_Placed], length: int) -> tuple[int, int] | None:
    """The border after the last whole sentence, in samples, and how many of the pieces are before it.

    `pieces`: words with their leading space, or characters where none are used; `times`: one of each, or
    none; `length`: samples of the audio. None where no sentence ends that may be cut off.
    """
    for index in range(len(times) - 2, -1, -1):
        end, start = times[index].end, times[index + 1].start
        border = (end + start) // 2
        if border < _SHORTEST:
            return None
        if end <= length - _DISTANCE and _ends_sentence(pieces, index):
            return border, index + 1
    return None


def _ends_sentence(pieces: Sequence[str], index: int) -> bool:
    text, following = pieces[index].rstrip(), pieces[index + 1].lstrip()
    if not text.endswith(tuple(SENTENCE_ENDS)) or text.endswith("..."):
        return False
    # "e.g. apples", "3. 5": neither stop ends a sentence.
    is_number = text[-2:-1].isdigit() and following[:1].isdigit()
    return not (is_number or following[:1].islower())


def _between(first: int, last: int, at: int, begin: int, end: int) -> int:
    """`first` up to `begin`, `last` from `end` on, and in proportion between them."""
    way = min(max(0, at - begin), end - begin)
    return first + (last - first) * way // (end - begin)
