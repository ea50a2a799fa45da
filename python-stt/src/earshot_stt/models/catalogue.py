"""What models there are by name, and where each lies, by the command line alone (STT-5, SEC-2)."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from earshot_stt.models.store import ModelStore
from earshot_stt.models.table import SHIPPED_TABLE, ModelTable, PinnedFile, read_table
from earshot_stt.runtime.errors import EarshotError

DEMO_MODEL = "demo"
AUTO_MODEL = "auto"
"""The largest installed model that keeps up on this machine; where none is installed, the demo model."""


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


def add_model_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo-model", type=Path, required=True, metavar="DIR")
    parser.add_argument("--model-cache", type=Path, required=True, metavar="DIR", help="downloads go here")
    parser.add_argument(
        "--local-model",
        type=_named_directory,
        action="append",
        default=[],
        metavar="NAME=DIR",
        help="a model directory of the user's own; may be given again",
    )
    parser.add_argument(
        "--model-table",
        type=Path,
        default=SHIPPED_TABLE,
        metavar="FILE",
        help="what can be downloaded, with sizes and checksums",
    )
    parser.add_argument("--offline", action="store_true", help="nothing is downloaded")


def catalogue_of(given: argparse.Namespace, parser: argparse.ArgumentParser) -> ModelCatalogue:
    try:
        table = read_table(given.model_table)
    except (OSError, ValueError, RecursionError) as error:
        parser.error(f"{given.model_table} is no table of models: {error}")
    return ModelCatalogue(given.demo_model, dict(given.local_model), given.model_cache, given.offline, table)


def _named_directory(word: str) -> tuple[str, Path]:
    name, separator, directory = word.partition("=")
    if not (name and separator and directory):
        raise argparse.ArgumentTypeError("expected NAME=DIR")
    return name, Path(directory)
