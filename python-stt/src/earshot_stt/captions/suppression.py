"""Hallucinated words (pure). A word is suppressed only when two signs speak against it (STT-2).

The voice detector alone misses whispers, and the model alone is sure of words it hallucinated: so the
detector must have found next to no voice around the word, and the model itself must think it silence or be
unsure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import exp, log
from statistics import fmean

from earshot_stt.captions.doubt import doubts
from earshot_stt.decoding.transcriber import Hypothesis
from earshot_stt.speech.endpointer import OFF
from earshot_stt.speech.line_end import SENTENCE_ENDS
from earshot_stt.speech.voice_trace import VoiceTrace
from earshot_stt.wire.audio import milliseconds
from earshot_stt.wire.events import DoubtfulWord, SuppressionReason

_LITTLE_VOICE = 0.2
_LIKELY_SILENCE = 0.6
_UNSURE = 0.35
SURE_VOICE = 0.97
_BACKGROUND = 0.17
_IMPROBABLE = 0.6
"""A party behind the talker is voices too, and gives sentences that nobody said. Of a voice that is one the
detector is nearly certain; of a whisper it is not, but then the model is sure of the words (ADR-034)."""
_LEAST = 1e-6
_FEW = 2
_MARGIN = milliseconds(300)
"""Word times by alignment are that inexact."""
_LAUGHTER = re.compile(r"(?:ha|he|hee|ho|hah|heh)+|[はハへヘふフ]{2,}っ?", re.IGNORECASE)
WORTH_A_LOOK = 2 * _MARGIN + milliseconds(300)
"""Only in a silence of that length can a word stand far enough from any voice."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Words suppressed, in [start, end) of the source."""

    start: int
    end: int
    text: str
    reason: SuppressionReason


@dataclass(frozen=True, slots=True)
class CheckedText:
    """The words of a final that are shown. `doubtful`: those that the model doubts, None where unknown."""

    text: str
    doubtful: tuple[DoubtfulWord, ...] | None
    suppressed: tuple[Suppressed, ...]


def without_hallucinations(hypothesis: Hypothesis, start: int, end: int, voice: VoiceTrace) -> CheckedText:
    """What is shown, and what is suppressed, of what was recognised in [start, end)."""
    if not any(character.isalnum() for character in hypothesis.text):
        return CheckedText("", None, ())
    if _is_laughter(hypothesis.text):
        return CheckedText("", None, (Suppressed(start, end, hypothesis.text, "silence"),))
    if _is_background(hypothesis, voice):
        return CheckedText("", None, (Suppressed(start, end, hypothesis.text, "unsure"),))
    if not hypothesis.times:
        probability = exp(hypothesis.mean_log_probability)
        reason = _against(voice.voiced_share(start, end, OFF), hypothesis.no_speech_probability, probability)
        if reason is None:
            return CheckedText(hypothesis.text, None, ())
        return CheckedText("", None, (Suppressed(start, end, hypothesis.text, reason),))
    reasons: list[SuppressionReason | None] = [
        _against(
            voice.voiced_share(start + time.start - _MARGIN, start + time.end + _MARGIN, OFF),
            hypothesis.no_speech_probability,
            time.probability,
        )
        for time in hypothesis.times
    ]
    reasons = _outside_of_sentences(hypothesis.pieces, reasons)
    kept = [index for index, reason in enumerate(reasons) if reason is None]
    pieces = [hypothesis.pieces[index] for index in kept]
    doubtful = doubts(pieces, [hypothesis.times[index] for index in kept])
    return CheckedText("".join(pieces).strip(), doubtful, tuple(_runs(hypothesis, reasons, start)))


def _is_laughter(text: str) -> bool:
    """Whether nothing stands in the text but laughter, which is no word, and what a cough is taken for."""
    syllables = re.split(r"[\s\W]+", text.casefold())
    return all(_LAUGHTER.fullmatch(syllable) for syllable in syllables if syllable)


def _is_background(hypothesis: Hypothesis, voice: VoiceTrace) -> bool:
    """Whether detector and model doubt all of it, each a little."""
    likely = [log(max(time.probability, _LEAST)) for time in hypothesis.times]
    mean = fmean(likely) if likely else hypothesis.mean_log_probability
    return (
        voice.usual_voice(OFF) < SURE_VOICE
        and hypothesis.no_speech_probability > _BACKGROUND
        and exp(mean) < _IMPROBABLE
    )


def _against(voiced: float, no_speech: float, probability: float) -> SuppressionReason | None:
    if voiced >= _LITTLE_VOICE:
        return None
    if no_speech > _LIKELY_SILENCE:
        return "silence"
    return "unsure" if probability < _UNSURE else None


def _outside_of_sentences(
    pieces: Sequence[str], reasons: Sequence[SuppressionReason | None]
) -> list[SuppressionReason | None]:
    """`reasons` without those of a word or two within a sentence whose other words are shown.

    Such words belong to it: whispered, they are doubtful by both signs, and without them the sentence says
    something else. More of them, or ones behind a full stop, are what a cough between two sentences becomes.
    """
    result = list(reasons)
    for is_shown, group in groupby(range(len(reasons)), key=lambda index: reasons[index] is None):
        run = list(group)
        before, behind = run[0] - 1, run[-1] + 1
        if is_shown or before < 0 or behind == len(reasons) or len(run) > _FEW:
            continue
        if not any(pieces[index].rstrip().endswith(tuple(SENTENCE_ENDS)) for index in (before, *run)):
            result[run[0] : behind] = [None] * len(run)
    return result


def _runs(
    hypothesis: Hypothesis, reasons: Sequence[SuppressionReason | None], start: int
) -> list[Suppressed]:
    runs: list[Suppressed] = []
    for _, group in groupby(range(len(reasons)), key=lambda index: reasons[index]):
        indices = list(group)
        reason = reasons[indices[0]]
        if reason is not None:
            text = "".join(hypothesis.pieces[index] for index in indices).strip()
            first, last = hypothesis.times[indices[0]], hypothesis.times[indices[-1]]
            runs.append(Suppressed(start + first.start, start + last.end, text, reason))
    return runs
