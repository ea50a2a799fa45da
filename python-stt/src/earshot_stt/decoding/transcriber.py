"""What the engine needs from a model; `faster_whisper_transcriber` is the one that exists."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, Protocol, TypeAlias

from earshot_stt.decoding.language_choice import NOTHING_KNOWN, LanguageChoice
from earshot_stt.speech.limits import EngineLimits
from earshot_stt.wire.audio import Samples
from earshot_stt.wire.requests import Task

Quality = Literal["partial", "quick_final", "final"]
"""A partial must be quick; a final is worth a search, unless the machine cannot keep up."""


@dataclass(frozen=True, slots=True)
class Continuation:
    """The end of an utterance, after a pause, whose language is detected by itself."""

    start: int
    """In samples from the beginning of the decoded audio."""
    before: str
    """The language spoken before the pause."""


@dataclass(frozen=True, slots=True)
class DecodeOptions:
    """What is known before speech is decoded, and what is to be found out."""

    quality: Quality
    language: str | None
    """None: to be detected."""
    task: Task
    vocabulary: tuple[str, ...]
    context: str = ""
    """What was said before on this source; empty for none."""
    wants_times: bool = False
    choice: LanguageChoice = NOTHING_KNOWN
    """What the detected language is chosen by."""
    continuation: Continuation | None = None
    is_cut_off: bool = False
    """Whether the audio ends within speech: what its last words are is of no account."""
    is_voice: bool = False
    """Whether speech has only begun, and the voice detector is sure of it."""


@dataclass(frozen=True, slots=True)
class PieceTime:
    """Where a piece lies, in samples from the beginning of the decoded audio."""

    start: int
    end: int
    probability: float
    """Mean of its tokens'."""
    word_probability: float
    """Product of its tokens', punctuation left out: a name is as sure as all its syllables together."""
    mark_probability: float = 1.0
    """Product of its punctuation's tokens'; 1 where it has none."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What was recognised. `pieces` are words with their leading space, or characters where none are used."""

    pieces: tuple[str, ...]
    language: str | None
    """The language spoken."""
    times: tuple[PieceTime, ...] = ()
    """One of each piece where they were asked for and are known, else none."""
    no_speech_probability: float = 0.0
    mean_log_probability: float = 0.0
    """Per token; 0 is certainty."""
    probabilities: tuple[float, ...] = ()
    """One of each piece, 1 from a decode with a search; or none."""
    was_repeating: bool = False
    """Whether the decoder wrote a phrase again and again, of which one copy is left."""
    was_redone: bool = False
    """Whether the text of a short window was doubtful and a longer one was decoded."""
    continuation_language: str | None = None
    """The language of the continuation, where it was asked for."""

    @property
    def text(self) -> str:
        return "".join(self.pieces).strip()

    @property
    def end_probability(self) -> float:
        """Of the punctuation at its end; 1 where there is none or it is not known."""
        return self.times[-1].mark_probability if self.times else 1.0

    def split(self, count: int) -> tuple["Hypothesis", "Hypothesis"]:
        """The first `count` pieces and the rest, which has no times: it begins somewhere else."""
        return (
            replace(
                self,
                pieces=self.pieces[:count],
                times=self.times[:count],
                probabilities=self.probabilities[:count],
            ),
            replace(self, pieces=self.pieces[count:], times=(), probabilities=self.probabilities[count:]),
        )


Decoding: TypeAlias = Callable[[], Hypothesis]
"""A decode that was begun: waits for the hypothesis. To be called once, by the thread that began it.

Raises EarshotError(`transcription_failed`) when the model fails on it.
"""


class Transcriber(Protocol):
    """One loaded model; used by one thread at a time."""

    @property
    def limits(self) -> EngineLimits:
        """How much speech it takes at once."""
        ...

    def decode(self, samples: Samples, options: DecodeOptions) -> Hypothesis:
        """What is said in int16[n], n at most `limits.hard`.

        Raises EarshotError(`transcription_failed`) when the model fails on it.
        """
        ...

    def begin(self, samples: Samples, options: DecodeOptions) -> Decoding:
        """Begins what `decode` does, and leaves the caller free for other work meanwhile. Raises nothing."""
        ...

    def close(self) -> None:
        """Frees the model's memory; nothing can be decoded afterwards."""
        ...
