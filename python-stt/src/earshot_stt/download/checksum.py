"""Whether a file holds what it is to hold."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

_CHUNK_BYTES = 1_048_576


@dataclass(frozen=True, slots=True)
class Checksum:
    """SHA-256 of a content, in lower-case hexadecimal."""

    digest: str

    def fits(self, path: Path) -> bool:
        """Reads the whole file: about a second per gigabyte."""
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                digest.update(chunk)
        return digest.hexdigest() == self.digest
