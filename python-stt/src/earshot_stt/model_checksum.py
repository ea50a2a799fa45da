"""Whether a file holds what the hub promised."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_CHUNK_BYTES = 1_048_576


@dataclass(frozen=True, slots=True)
class Checksum:
    """`sha256` of the content, or `git`: SHA-1 of it as Git stores it; `digest` in lower-case hexadecimal."""

    kind: Literal["sha256", "git"]
    digest: str

    def fits(self, path: Path) -> bool:
        """Reads the whole file: about a second per gigabyte."""
        if self.kind == "sha256":
            digest = hashlib.sha256()
        else:
            digest = hashlib.sha1(usedforsecurity=False)
            digest.update(b"blob %d\0" % path.stat().st_size)
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                digest.update(chunk)
        return digest.hexdigest() == self.digest
