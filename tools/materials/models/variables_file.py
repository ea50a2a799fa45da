"""CTranslate2's `model.bin`, version 6: named arrays, and names that stand for another array.

The layout is that of `ctranslate2/specs/model_spec.py`, which writes such files but reads none.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_BINARY_VERSION = 6
_SPEC_NAME = "WhisperSpec"
_SPEC_REVISION = 3
_TYPES = ("<f4", "i1", "<i2", "<i4", "<f2")
"""By their number in the file."""


@dataclass(frozen=True, slots=True)
class Variables:
    """A model's weights and settings; scalars are arrays without dimensions."""

    arrays: Mapping[str, Array]
    aliases: Mapping[str, str]


def read_variables(path: Path) -> Variables:
    """The variables of a Whisper model. Raises ValueError for any other model or version."""
    with path.open("rb") as file:
        head = (_number(file, "I"), _text(file), _number(file, "I"))
        if head != (_BINARY_VERSION, _SPEC_NAME, _SPEC_REVISION):
            raise ValueError(f"{path} is not a Whisper model of the layout this script knows: {head}")
        arrays = dict(_array(file) for _ in range(_number(file, "I")))
        aliases = {_text(file): _text(file) for _ in range(_number(file, "I"))}
    return Variables(arrays, aliases)


def write_variables(path: Path, variables: Variables) -> None:
    """Writes what `read_variables` reads."""
    with path.open("wb") as file:
        file.write(struct.pack("<I", _BINARY_VERSION) + _packed(_SPEC_NAME))
        file.write(struct.pack("<II", _SPEC_REVISION, len(variables.arrays)))
        for name, array in sorted(variables.arrays.items()):
            type_number = _TYPES.index(array.dtype.newbyteorder("<").str.lstrip("|"))
            file.write(_packed(name) + struct.pack(f"<B{array.ndim}I", array.ndim, *array.shape))
            file.write(struct.pack("<BI", type_number, array.nbytes))
            file.write(np.ascontiguousarray(array).tobytes())
        file.write(struct.pack("<I", len(variables.aliases)))
        for alias, name in variables.aliases.items():
            file.write(_packed(alias) + _packed(name))


def _array(file: BinaryIO) -> tuple[str, Array]:
    name = _text(file)
    shape = [_number(file, "I") for _ in range(_number(file, "B"))]
    data_type = np.dtype(_TYPES[_number(file, "B")])
    return name, np.frombuffer(file.read(_number(file, "I")), data_type).reshape(shape)


def _number(file: BinaryIO, kind: str) -> int:
    layout = struct.Struct(f"<{kind}")
    (number,) = layout.unpack(file.read(layout.size))
    return int(number)


def _text(file: BinaryIO) -> str:
    """A length that counts the zero byte at the end, then the text."""
    return file.read(_number(file, "H"))[:-1].decode()


def _packed(text: str) -> bytes:
    return struct.pack("<H", len(text) + 1) + text.encode() + b"\0"
