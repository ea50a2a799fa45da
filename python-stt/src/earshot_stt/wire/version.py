"""Mirror of `protocol/version.ts` (VER-1, VER-2)."""

import re

PROTOCOL_VERSION = "1.4"
ASSUMED_VERSION = "1.0"
"""What a message without a `version` field is taken to speak."""

_VERSION = re.compile(r"(\d{1,4})(?:\.\d{1,4}){0,2}", re.ASCII)


def is_compatible(theirs: str) -> bool:
    """Two versions work together when their majors are equal; what is no version works with nothing."""
    return _major(theirs) == _major(PROTOCOL_VERSION)


def version_words(version: str) -> str:
    """A peer's version as it may be repeated; what is none may be any text."""
    return "of no known version" if _major(version) is None else version


def _major(version: str) -> int | None:
    match = _VERSION.fullmatch(version)
    return int(match[1]) if match else None
