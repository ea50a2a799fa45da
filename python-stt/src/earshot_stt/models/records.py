"""What was found of models on this machine, kept so that the next start need not read them again."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Raw, Struct

from earshot_stt.models.files import READ_PLAIN, Fingerprint
from earshot_stt.runtime.log import log

_FILE = "earshot-checked-models.json"
_VERSION: Final = 1
_MOST_KEPT = 64
_MOST_BYTES = 1_048_576


@dataclass(frozen=True, slots=True)
class CheckedModel:
    """A directory that was checked and loaded once: each file's fingerprint and SHA-256 then."""

    files: Mapping[str, Fingerprint]
    digests: Mapping[str, str]


class _Content(Struct):
    version: Literal[1]
    checked: dict[str, Raw]
    """By directory. Each is read by itself, so that one that makes no sense costs none of the others."""


@dataclass(frozen=True, slots=True)
class CheckRecords:
    """By directory, in one file of the user's. Whoever can write it can write the models as well."""

    folder: Path

    def get(self, directory: Path) -> CheckedModel | None:
        """None where nothing sensible is remembered."""
        remembered = self._read().get(str(directory.absolute()))
        try:
            return None if remembered is None else msgspec.json.decode(remembered, type=CheckedModel)
        except ValueError:
            return None

    def put(self, directory: Path, checked: CheckedModel) -> None:
        """Remembers; a disk that takes nothing costs no more than another check."""
        key = str(directory.absolute())
        records = {name: value for name, value in self._read().items() if name != key}
        records[key] = Raw(msgspec.json.encode(checked))
        content = msgspec.json.encode(_Content(_VERSION, dict(list(records.items())[-_MOST_KEPT:])))
        draft = self.folder / f"{_FILE}.{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft.unlink(missing_ok=True)
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(msgspec.json.format(content, indent=1))
            draft.replace(self.folder / _FILE)
        except OSError as error:
            log("check_not_kept", reason=type(error).__name__)

    def _read(self) -> Mapping[str, Raw]:
        try:
            with os.fdopen(os.open(self.folder / _FILE, READ_PLAIN), "rb") as file:
                return msgspec.json.decode(file.read(_MOST_BYTES), type=_Content).checked
        except (OSError, ValueError, RecursionError):
            return {}
