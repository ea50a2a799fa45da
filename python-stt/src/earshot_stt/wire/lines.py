"""Bounded line buffer: bytes in, whole lines out, no I/O."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Oversized:
    """A line over the bound; its bytes were thrown away."""


Line: TypeAlias = bytes | Oversized


class LineBuffer:
    """Splits a byte stream at line feeds and never holds more than `longest` bytes of one line."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._pending = bytearray()
        self._is_skipping = False

    def feed(self, chunk: bytes) -> list[Line]:
        """The lines that `chunk` completes, without their line feeds."""
        *ended, rest = chunk.split(b"\n")
        lines = [self._end(part) for part in ended]
        self._keep(rest)
        return lines

    def _end(self, part: bytes) -> Line:
        self._keep(part)
        line: Line = Oversized() if self._is_skipping else bytes(self._pending)
        self._pending.clear()
        self._is_skipping = False
        return line

    def _keep(self, part: bytes) -> None:
        self._is_skipping = self._is_skipping or len(self._pending) + len(part) > self._longest
        if self._is_skipping:
            self._pending.clear()
        else:
            self._pending += part
