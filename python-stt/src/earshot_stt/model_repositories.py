"""Where faster-whisper's models lie on the hub. Heavy to import."""

from collections.abc import Mapping

from faster_whisper.utils import _MODELS  # pyright: ignore[reportPrivateUsage]

REPOSITORIES: Mapping[str, str] = _MODELS
"""Repository by name; some have two names."""
