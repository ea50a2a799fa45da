"""What was found of models on this machine, kept so that the next start need not read them again."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from earshot_stt.models.files import READ_PLAIN, Fingerprint
from earshot_stt.runtime.log import log
from earshot_stt.wire.json_object import JsonObject, is_object

_FILE = "earshot-checked-models.json"
_VERSION = 1
_MOST_KEPT = 64
_MOST_BYTES = 1_048_576


@dataclass(frozen=True, slots=True)
class CheckedModel:
    """A directory that was checked and loaded once: each file's fingerprint and SHA-256 then."""

    files: Mapping[str, Fingerprint]
    digests: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CheckRecords:
    """By directory, in one file of the user's. Whoever can write it can write the models as well."""

    folder: Path

    def get(self, directory: Path) -> CheckedModel | None:
        """None where nothing sensible is remembered."""
        return _checked(self._read().get(str(directory.absolute())))

    def put(self, directory: Path, checked: CheckedModel) -> None:
        """Remembers; a disk that takes nothing costs no more than another check."""
        key = str(directory.absolute())
        kept = {name: value for name, value in self._read().items() if name != key}
        files = {name: asdict(each) for name, each in checked.files.items()}
        kept[key] = {"files": files, "digests": dict(checked.digests)}
        newest = dict(list(kept.items())[-_MOST_KEPT:])
        content = json.dumps({"version": _VERSION, "checked": newest}, indent=1)
        draft = self.folder / f"{_FILE}.{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft.unlink(missing_ok=True)
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(content)
            draft.replace(self.folder / _FILE)
        except OSError as error:
            log("check_not_kept", reason=type(error).__name__)

    def _read(self) -> JsonObject:
        try:
            with os.fdopen(os.open(self.folder / _FILE, READ_PLAIN), "rb") as file:
                content: object = json.loads(file.read(_MOST_BYTES))
        except (OSError, ValueError, RecursionError):
            return {}
        kept = content.get("checked") if is_object(content) and content.get("version") == _VERSION else None
        return kept if is_object(kept) else {}


def _checked(value: object) -> CheckedModel | None:
    files = value.get("files") if is_object(value) else None
    digests = value.get("digests") if is_object(value) else None
    if not is_object(files) or not is_object(digests):
        return None
    try:
        prints = {name: Fingerprint(**_numbers(each)) for name, each in files.items()}
    except (TypeError, ValueError):
        return None
    return CheckedModel(prints, {name: str(digest) for name, digest in digests.items()})


def _numbers(value: object) -> dict[str, int]:
    """Raises ValueError."""
    if not is_object(value):
        raise ValueError
    numbers = {name: number for name, number in value.items() if isinstance(number, int)}
    if len(numbers) != len(value):
        raise ValueError
    return numbers
