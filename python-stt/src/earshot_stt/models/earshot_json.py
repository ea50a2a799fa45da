"""How much speech a model takes at once, as `earshot.json` in its directory says."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from earshot_stt.models.files import read_small
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.speech.limits import WHISPER_LIMITS, EngineLimits
from earshot_stt.wire.audio import milliseconds

_FILE = "earshot.json"
_LONGEST_SECONDS = 28
"""What a window of 30 s holds with silence after it."""


def limits_of(directory: Path) -> EngineLimits:
    """What `earshot.json` beside the model says, else what suits OpenAI's weights.

    Raises EarshotError(`model_corrupt`) where the file makes no sense.
    """
    content = read_small(directory / _FILE)
    if content is None:
        return WHISPER_LIMITS
    try:
        given: object = json.loads(content)
        limits = _limits(cast("Mapping[str, object]", given)) if isinstance(given, dict) else None
    except (ValueError, KeyError, OverflowError, RecursionError):
        limits = None
    if limits is None:
        raise EarshotError("model_corrupt", f"{directory / _FILE} gives no limits")
    return limits


def _limits(given: Mapping[str, object]) -> EngineLimits | None:
    soft, hard, cut_search = (
        _samples(given[name]) for name in ("soft_seconds", "hard_seconds", "cut_search_seconds")
    )
    is_sound = 0 < soft <= hard <= milliseconds(1000 * _LONGEST_SECONDS) and 0 < cut_search < hard
    if not is_sound:
        return None
    return EngineLimits(
        soft,
        hard,
        cut_search,
        _tokens(given, "vocabulary_tokens", WHISPER_LIMITS.vocabulary_tokens),
        _tokens(given, "context_tokens", WHISPER_LIMITS.context_tokens),
    )


def _tokens(given: Mapping[str, object], name: str, most: int) -> int:
    """What the model takes of so many at most; all of them where it does not say."""
    tokens = given.get(name, most)
    if isinstance(tokens, bool) or not isinstance(tokens, int) or not 0 <= tokens <= most:
        raise ValueError
    return tokens


def _samples(seconds: object) -> int:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise ValueError
    return milliseconds(round(1000 * seconds))
