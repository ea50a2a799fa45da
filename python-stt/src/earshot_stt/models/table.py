"""`protocol/models.json`: what can be downloaded, each file with its size and SHA-256 (docs/adr/026)."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from earshot_stt.shapes import JsonObject, is_object

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


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """`sha256`: of the content, 64 hexadecimal digits."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PinnedModel:
    """One state of a repository on the hub; `revision` is its commit, 40 hexadecimal digits."""

    name: str
    is_offered: bool
    repository: str
    revision: str
    files: tuple[PinnedFile, ...]

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
    )


def _file(entry: object) -> PinnedFile:
    given = _object(entry)
    size = given.get("bytes")
    if isinstance(size, bool) or not isinstance(size, int) or size <= 0:
        raise ValueError("the model table gives no size")
    return PinnedFile(_text(given, "name", LOADED_FILES), size, _text(given, "sha256", _SHA256))


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
