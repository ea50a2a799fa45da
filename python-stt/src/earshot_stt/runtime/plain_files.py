"""Files that are opened without following links or waiting for a pipe (SEC-2)."""

import os
import stat
from pathlib import Path
from typing import IO, Literal

from earshot_stt.runtime.errors import EarshotError

_CAREFUL = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
"""As far as the system knows of that."""
READ_PLAIN = os.O_RDONLY | _CAREFUL
"""Flags of `os.open`."""


def is_plain(path: Path) -> bool:
    """Whether there is a file, and no link or pipe."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def make_folder(folder: Path) -> None:
    """Raises EarshotError(`model_altered`) where a link stands in its place."""
    folder.mkdir(parents=True, exist_ok=True)
    if folder.is_symlink():
        raise EarshotError("model_altered", f"{folder.name} is a link")


def discard_unless_plain(path: Path) -> None:
    """Takes away what only looks like a file: a link itself, not what it points to."""
    if os.path.lexists(path) and not is_plain(path):
        path.unlink()


def open_plain(path: Path, mode: Literal["ab", "wb"]) -> IO[bytes]:
    """Opens for writing. Raises OSError where a link or pipe was put there meanwhile."""
    flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if mode == "ab" else os.O_TRUNC)
    return os.fdopen(os.open(path, flags | _CAREFUL, 0o600), mode)
