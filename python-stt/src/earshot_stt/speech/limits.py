"""How much speech and text a model takes at once; how long an utterance may become depends on it."""

from dataclasses import dataclass

from earshot_stt.wire.audio import milliseconds


@dataclass(frozen=True, slots=True)
class EngineLimits:
    """Samples. Over `soft` a short pause ends the utterance; at `hard` it is cut where it is quietest."""

    soft: int
    hard: int
    cut_search: int
    """How far back from `hard` the quietest place is looked for."""
    vocabulary_tokens: int = 100
    """The user's words that may be put before the speech, in tokens."""
    context_tokens: int = 60
    """What was said before that may be put before the speech, in tokens."""


WHISPER_LIMITS = EngineLimits(milliseconds(12_000), milliseconds(20_000), milliseconds(7_000))
"""What suits OpenAI's weights; a model's directory may say otherwise (`models/earshot_json.py`)."""
