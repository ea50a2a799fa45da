"""What models there are by name, and where each lies (STT-5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from earshot_stt.models.store import ModelStore
from earshot_stt.models.table import ModelTable, PinnedFile
from earshot_stt.runtime.errors import EarshotError, ErrorCode

DEMO_MODEL = "demo"
AUTO_MODEL = "auto"
"""The largest installed model that keeps up on this machine; where none is installed, the demo model."""


@dataclass(frozen=True, slots=True)
class LocatedModel:
    """A directory to load; `name` may not be the one asked for, and `fallback_reason` says why."""

    name: str
    directory: Path
    fallback_reason: ErrorCode | None = None


@dataclass(frozen=True)
class ModelCatalogue:
    """Names come from the wire, paths only from the command line (SEC-2)."""

    demo: Path
    local: Mapping[str, Path]
    cache: Path
    is_offline: bool
    table: ModelTable

    @cached_property
    def store(self) -> ModelStore:
        """The downloaded models."""
        return ModelStore(self.cache, self.table.models)

    def find(self, name: str) -> Path | None:
        """The directory of a model that is on this machine, None of one that could be downloaded.

        Raises EarshotError(`model_not_found`).
        """
        if name == DEMO_MODEL:
            return _existing(self.demo)
        if name in self.local:
            return _existing(self.local[name])
        return self.store.find(name)

    def pinned(self, name: str, directory: Path) -> tuple[PinnedFile, ...] | None:
        """What a directory is to hold; None where it is the user's own."""
        model = self.table.models.get(name)
        if model is None or directory != self.store.find(name):
            return None
        packages = model.packages
        if packages is not None and directory.name == packages.revision:
            return packages.files
        return model.files

    def downloaded(self) -> dict[str, Path]:
        """The directories of the Whisper models on this machine, the offered ones first."""
        places = {name: self.store.find(name) for name in self.table.models if name not in self.local}
        return {name: place for name, place in places.items() if place is not None}


def _existing(directory: Path) -> Path:
    if not directory.is_dir():
        raise EarshotError("model_not_found", f"{directory} is no directory")
    return directory
