"""The files of a model's directory: what they are and how large, before anything opens them (SEC-2)."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from earshot_stt.runtime.errors import EarshotError
from earshot_stt.runtime.plain_files import READ_PLAIN

_MEBIBYTE = 1_048_576
_CHUNK_BYTES = _MEBIBYTE
LARGEST_BYTES = {
    "model.bin": 16_384 * _MEBIBYTE,
    "tokenizer.json": 64 * _MEBIBYTE,
    "vocabulary.json": 32 * _MEBIBYTE,
    "vocabulary.txt": 32 * _MEBIBYTE,
    "config.json": 4 * _MEBIBYTE,
    "preprocessor_config.json": 4 * _MEBIBYTE,
    "earshot.json": _MEBIBYTE // 16,
}
"""Everything that is read of a model's directory. Whisper's own are a fifth of it, at most."""
_REQUIRED = (("model.bin",), ("config.json",), ("tokenizer.json",), ("vocabulary.json", "vocabulary.txt"))


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What changes when a file does, without reading it; times in nanoseconds."""

    bytes: int
    modified: int
    changed: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Fingerprint":
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def fingerprints(directory: Path) -> dict[str, Fingerprint]:
    """Those of every file that is read of a model, by name.

    Raises EarshotError(`model_corrupt`) where one is missing, too large, a link, or no file at all.
    """
    found: dict[str, Fingerprint] = {}
    for name, most in LARGEST_BYTES.items():
        try:
            status = (directory / name).lstat()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise EarshotError("model_corrupt", f"{name}: {type(error).__name__}") from error
        found[name] = Fingerprint.of(_regular(name, status, most))
    missing = [" or ".join(names) for names in _REQUIRED if not any(name in found for name in names)]
    if missing:
        raise EarshotError("model_corrupt", f"{', '.join(missing)} missing")
    return found


def open_file(path: Path) -> int:
    """A descriptor of a regular file; never of a link, and never waiting for a pipe's other end.

    Raises EarshotError(`model_corrupt`).
    """
    try:
        descriptor = os.open(path, READ_PLAIN)
    except OSError as error:
        raise EarshotError("model_corrupt", f"{path.name}: {type(error).__name__}") from error
    try:
        _regular(path.name, os.fstat(descriptor), LARGEST_BYTES.get(path.name, 0))
    except EarshotError:
        os.close(descriptor)
        raise
    return descriptor


def sha256_of(file: IO[bytes]) -> str:
    """64 hexadecimal digits; reads the whole file, about a second per gigabyte."""
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK_BYTES):
        digest.update(chunk)
    return digest.hexdigest()


def read_small(path: Path) -> bytes | None:
    """The content of a small file of a model; None where there is none.

    Raises EarshotError(`model_corrupt`).
    """
    if not os.path.lexists(path):
        return None
    try:
        with os.fdopen(open_file(path), "rb") as file:
            return file.read(LARGEST_BYTES[path.name] + 1)
    except OSError as error:
        raise EarshotError("model_corrupt", f"{path.name}: {type(error).__name__}") from error


def _regular(name: str, status: os.stat_result, most: int) -> os.stat_result:
    if stat.S_ISLNK(status.st_mode):
        raise EarshotError("model_corrupt", f"{name} is a link")
    if not stat.S_ISREG(status.st_mode):
        raise EarshotError("model_corrupt", f"{name} is no file")
    if status.st_size > most:
        raise EarshotError("model_corrupt", f"{name} is too large: {status.st_size} bytes")
    return status
