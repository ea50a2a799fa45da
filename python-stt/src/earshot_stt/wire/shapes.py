"""Checks of decoded JSON, the little of zod that `protocol/` uses.

A check gets any value and returns None when it fits, else the issue: `path: rule`. Issues never hold
the value itself, because values may be speech.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias, TypeGuard, cast

Check: TypeAlias = Callable[[object], "str | None"]
JsonObject: TypeAlias = dict[str, object]

_LARGEST_EXACT_INTEGER = 2**53 - 1
_NO_FIELDS: Mapping[str, Check] = {}


def text(shortest: int = 0, longest: int | None = None, pattern: str | None = None) -> Check:
    """A string; lengths in UTF-16 units, as JavaScript counts them."""
    compiled = None if pattern is None else re.compile(pattern, re.ASCII)

    def check(value: object) -> str | None:
        if not isinstance(value, str):
            return ": invalid_type"
        length = utf16_length(value)
        if length < shortest:
            return ": too_small"
        if longest is not None and length > longest:
            return ": too_big"
        if compiled is not None and compiled.fullmatch(value) is None:
            return ": invalid_format"
        return None

    return check


def count(largest: int = _LARGEST_EXACT_INTEGER) -> Check:
    """An integer from 0 to `largest`, which JavaScript holds exactly; `7.0` is one, as in JavaScript."""

    def check(value: object) -> str | None:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            return ": invalid_type"
        if value < 0:
            return ": too_small"
        return ": too_big" if value > largest else None

    return check


def amount() -> Check:
    """A number from 0."""

    def check(value: object) -> str | None:
        if not isinstance(value, int | float) or isinstance(value, bool):
            return ": invalid_type"
        return ": too_small" if value < 0 else None

    return check


def flag() -> Check:
    """True or false."""
    return lambda value: None if isinstance(value, bool) else ": invalid_type"


def one_of(values: Collection[str]) -> Check:
    """One of the given strings."""
    return lambda value: None if isinstance(value, str) and value in values else ": invalid_value"


def nullable(inner: Check) -> Check:
    """Null, or what `inner` accepts."""
    return lambda value: None if value is None else inner(value)


def array(inner: Check, longest: int | None = None) -> Check:
    """An array whose every item `inner` accepts."""

    def check(value: object) -> str | None:
        if not isinstance(value, list):
            return ": invalid_type"
        items = cast("list[object]", value)
        if longest is not None and len(items) > longest:
            return ": too_big"
        issues = (_at(str(index), inner(item)) for index, item in enumerate(items))
        return next((issue for issue in issues if issue is not None), None)

    return check


def record(fields: Mapping[str, Check], optional: Mapping[str, Check] = _NO_FIELDS) -> Check:
    """An object with at least `fields`; unknown fields are ignored (VER-2)."""

    def check(value: object) -> str | None:
        if not is_object(value):
            return ": invalid_type"
        for name, inner in fields.items():
            issue = inner(value[name]) if name in value else ": invalid_type"
            if issue is not None:
                return _at(name, issue)
        for name, inner in optional.items():
            if name in value and (issue := inner(value[name])) is not None:
                return _at(name, issue)
        return None

    return check


def is_object(value: object) -> TypeGuard[JsonObject]:
    """Whether `value` is a JSON object; keys of decoded JSON are always strings."""
    return isinstance(value, dict)


def utf16_length(value: str) -> int:
    """Length as JavaScript counts it."""
    if value.isascii():
        # A frame's PCM, twenty times a second.
        return len(value)
    return len(value) + sum(character > "\uffff" for character in value)


def _at(name: str, issue: str | None) -> str | None:
    if issue is None:
        return None
    return f"{name}{issue}" if issue.startswith(":") else f"{name}.{issue}"
