"""What the engine needs from a model; `faster_whisper_transcriber` is the one that exists."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from earshot_stt.decoding.language_choice import NOTHING_KNOWN, LanguageChoice
from earshot_stt.speech.limits import EngineLimits
from earshot_stt.wire.audio import Samples
from earshot_stt.wire.requests import Task

Quality = Literal["partial", "quick_final", "final"]
"""A partial must be quick; a final is worth a search, unless the machine cannot keep up."""


@dataclass(frozen=True, slots=True)
class Continuation:
    """The end of a stretch, behind a pause, whose language is listened for by itself."""

    start: int
    """In samples from the beginning of the stretch."""
    before: str
    """The language spoken before the pause."""


@dataclass(frozen=True, slots=True)
class DecodeOptions:
    """What is known before a stretch is decoded, and what is to be found out."""

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


@dataclass(frozen=True, slots=True)
class PieceTime:
    """Where a piece lies, in samples from the beginning of the decoded stretch."""

    start: int
    end: int
    probability: float
    """Mean of its tokens'."""
    word_probability: float
    """Product of its tokens', punctuation left out: a name is as sure as all its syllables together."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What was heard. `pieces` are words with their leading space, or characters where none are used."""

    pieces: tuple[str, ...]
    language: str | None
    """The language spoken."""
    times: tuple[PieceTime, ...] = ()
    """One of each piece where they were asked for and could be told, else none."""
    no_speech_probability: float = 0.0
    mean_log_probability: float = 0.0
    """Per token; 0 is certainty."""
    probabilities: tuple[float, ...] = ()
    """One of each piece, 1 from a decode with a search; or none."""
    was_looping: bool = False
    """Whether the decoder was caught in a loop, of which one copy is kept."""
    was_redone: bool = False
    """Whether a truncated window was not trusted and a longer one decoded."""
    continuation_language: str | None = None
    """The language of the continuation, where it was asked for."""
    was_taken_for_silence: bool = False
    """Whether words were left out because the model heard no speech and believed them little."""

    @property
    def text(self) -> str:
        return "".join(self.pieces).strip()


Decoding: TypeAlias = Callable[[], Hypothesis]
"""A decode that was begun: waits for what is heard. To be called once, by the thread that began it.

Raises EarshotError(`transcription_failed`) when the model fails on this stretch.
"""


class Transcriber(Protocol):
    """One loaded model; used by one thread at a time."""

    @property
    def limits(self) -> EngineLimits:
        """How much speech it takes at once."""
        ...

    def decode(self, samples: Samples, options: DecodeOptions) -> Hypothesis:
        """What is said in int16[n], n at most `limits.hard`.

        Raises EarshotError(`transcription_failed`) when the model fails on this stretch.
        """
        ...

    def begin(self, samples: Samples, options: DecodeOptions) -> Decoding:
        """Begins what `decode` does, and leaves the caller free for other work meanwhile. Raises nothing."""
        ...

    def close(self) -> None:
        """Frees the model's memory; nothing can be decoded afterwards."""
        ...
