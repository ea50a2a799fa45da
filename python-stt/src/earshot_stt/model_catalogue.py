"""Where a model of a given name lies on disk, after a download if the user asked for one (STT-5)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from earshot_stt.errors import EarshotError, ErrorCode
from earshot_stt.log import log

DEMO_MODEL = "demo"

ReceivedBytes = Callable[[int, "int | None"], None]
"""Told of a download: bytes received and, if known, bytes in all."""


@dataclass(frozen=True, slots=True)
class LocatedModel:
    """A directory to load; `name` may not be the one asked for, and `fallback_reason` says why."""

    name: str
    directory: Path
    fallback_reason: ErrorCode | None = None


@dataclass(frozen=True, slots=True)
class ModelCatalogue:
    """Names come from the wire, paths only from the command line (SEC-2)."""

    demo: Path
    local: Mapping[str, Path]
    cache: Path
    is_offline: bool

    def locate(self, name: str, received: ReceivedBytes) -> LocatedModel:
        """The directory of the model `name`, or the demo model's where a download fails.

        Raises EarshotError(`model_not_found`).
        """
        if name == DEMO_MODEL:
            return self._demo()
        if name in self.local:
            return LocatedModel(name, _existing(self.local[name]))
        # Heavy to import, and only a Whisper size needs it.
        from earshot_stt import model_download

        if name not in model_download.whisper_sizes():
            raise EarshotError("model_not_found", f"no model is named {name}")
        cached = model_download.find_cached(name, self.cache)
        if cached is not None:
            return LocatedModel(name, cached)
        try:
            if self.is_offline:
                raise EarshotError("model_download_failed", "the network is not to be used")
            return LocatedModel(name, model_download.download(name, self.cache, received))
        except EarshotError as error:
            log("model_download_failed", model=name, reason=str(error))
            return self._demo(error.code)

    def _demo(self, reason: ErrorCode | None = None) -> LocatedModel:
        return LocatedModel(DEMO_MODEL, _existing(self.demo), reason)


def _existing(directory: Path) -> Path:
    if not directory.is_dir():
        raise EarshotError("model_not_found", f"{directory} is no directory")
    return directory
