"""What the engine needs from a model; `faster_whisper_transcriber` is the one that exists."""

from dataclasses import dataclass
from typing import Literal, Protocol

from earshot_stt.audio import Samples
from earshot_stt.errors import ErrorCode
from earshot_stt.limits import EngineLimits
from earshot_stt.requests import Task
from earshot_stt.shapes import JsonObject

Quality = Literal["partial", "final"]
"""A partial must be quick; a final is worth a search."""


@dataclass(frozen=True, slots=True)
class DecodeOptions:
    """`language` None: to be detected."""

    quality: Quality
    language: str | None
    task: Task
    vocabulary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What was heard. `pieces` are words with their leading space, or characters where none are used."""

    pieces: tuple[str, ...]
    language: str | None
    """The language spoken."""

    @property
    def text(self) -> str:
        return "".join(self.pieces).strip()


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """The model that does the work, which may not be the one asked for (`protocol/reports.ts`)."""

    model: str
    device: Literal["cpu", "cuda"]
    compute_type: str
    is_demo: bool
    fallback_reason: ErrorCode | None

    def to_json(self) -> JsonObject:
        return {
            "model": self.model,
            "device": self.device,
            "compute_type": self.compute_type,
            "is_demo": self.is_demo,
            "fallback_reason": self.fallback_reason,
        }


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
