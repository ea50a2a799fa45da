"""What was found out once and is remembered for the next start, by key, in one file of the user's."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
from msgspec import Raw

from earshot_stt.runtime.plain_files import READ_PLAIN

_VERSION = 1
_MOST_RECORDS = 64
_MOST_BYTES = 1_048_576

_T = TypeVar("_T")


class RecordFile(Generic[_T]):
    """`kind`: what each record is decoded into; `name`: the field of the file that holds them all.

    A program that can write the file can write the models beside it as well.
    """

    def __init__(self, path: Path, name: str, kind: type[_T]) -> None:
        self._path = path
        self._name = name
        self._decoder = msgspec.json.Decoder(kind)

    def get(self, key: str) -> _T | None:
        """None where nothing sensible is remembered."""
        record = self._read().get(key)
        try:
            return None if record is None else self._decoder.decode(record)
        except ValueError:
            return None

    def put(self, key: str, value: _T) -> None:
        """Remembers. Raises OSError where the disk takes nothing: it will have to be found out again."""
        records = {name: record for name, record in self._read().items() if name != key}
        records[key] = Raw(msgspec.json.encode(value))
        newest = dict(list(records.items())[-_MOST_RECORDS:])
        content = msgspec.json.encode({"version": _VERSION, self._name: newest})
        draft = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.format(content, indent=1))
        draft.replace(self._path)

    def _read(self) -> Mapping[str, Raw]:
        """Records as they stand there: one that makes no sense costs none of the others."""
        try:
            with os.fdopen(os.open(self._path, READ_PLAIN), "rb") as file:
                content = msgspec.json.decode(file.read(_MOST_BYTES), type=dict[str, Raw])
            if msgspec.json.decode(content["version"]) != _VERSION:
                return {}
            return msgspec.json.decode(content[self._name], type=dict[str, Raw])
        except (OSError, ValueError, KeyError, RecursionError):
            return {}
