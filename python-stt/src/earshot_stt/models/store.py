"""Downloaded models on the disk, laid out as `huggingface_hub` does, so that each finds the other's (STT-5).

`models--OWNER--NAME/snapshots/REVISION/` holds the files of the one revision that the table names, or
of the packages that carry the model, `blobs/DIGEST.part` what has been received of one. A file bears its name
only once its checksum is right.
"""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from earshot_stt.models.table import PinnedModel
from earshot_stt.runtime.errors import EarshotError


@dataclass(frozen=True, slots=True)
class ModelStore:
    """`models`: every model that can be downloaded. Only their folders are ever touched (SEC-2)."""

    cache: Path
    models: Mapping[str, PinnedModel]

    def pinned(self, model: str) -> PinnedModel:
        """What a model is made of.

        Raises EarshotError(`model_not_found`) for a name that is none of a download's.
        """
        if model not in self.models:
            raise EarshotError("model_not_found", f"no model to download is named {model}")
        return self.models[model]

    def folder(self, model: str) -> Path:
        """Where everything of a model lies.

        Raises EarshotError(`model_not_found`) for a name that is none of a download's.
        """
        return self.cache / f"models--{self.pinned(model).repository.replace('/', '--')}"

    def find(self, model: str) -> Path | None:
        """The directory of a complete download; whether its files are right is asked when they are loaded."""
        pinned = self.pinned(model)
        states = [state for state in (pinned, pinned.packages) if state is not None]
        places = [(self.snapshot(model, state.revision), state.files) for state in states]
        complete = (
            place for place, files in places if all(os.path.lexists(place / file.name) for file in files)
        )
        return next(complete, None)

    def snapshot(self, model: str, revision: str) -> Path:
        """Where the files of one state of a model lie, the hub's or that of the packages.

        Raises EarshotError(`model_not_found`) for a name that is none of a download's.
        """
        return self.folder(model) / "snapshots" / revision

    def remove(self, model: str) -> None:
        """Deletes everything of a model, also of one that is only half there; follows no link.

        Raises EarshotError(`model_not_found`) when there is nothing, OSError when it cannot be deleted.
        """
        folder = self.folder(model)
        if folder.is_symlink():
            folder.unlink()
        elif folder.is_dir():
            shutil.rmtree(folder)
        else:
            raise EarshotError("model_not_found", f"{model} is not on this disk")

    def free_bytes(self) -> int | None:
        """Room for more; None where the system does not say."""
        places = (place for place in (self.cache, *self.cache.absolute().parents) if place.is_dir())
        try:
            return shutil.disk_usage(next(places)).free
        except (OSError, StopIteration):
            return None


def bytes_of(directory: Path) -> int | None:
    """What the files of a model's directory take; None where it is not there."""
    try:
        return sum(path.stat().st_size for path in directory.iterdir() if path.is_file())
    except OSError:
        return None
