"""How much speech one utterance may hold, which depends on the model that will decode it."""

from dataclasses import dataclass

from earshot_stt.audio import milliseconds


@dataclass(frozen=True, slots=True)
class EngineLimits:
    """Samples. Over `soft` a short pause ends the utterance; at `hard` it is cut where it is quietest."""

    soft: int
    hard: int
    cut_search: int
    """How far back from `hard` the quietest place is looked for."""


WHISPER_LIMITS = EngineLimits(milliseconds(12_000), milliseconds(20_000), milliseconds(2_000))
"""What suits OpenAI's weights; a model's directory may say otherwise (`model_limits`)."""
