"""Mirror of `protocol/parse.ts`: what bytes from another program turned out to be."""

import json
from dataclasses import dataclass
from typing import TypeAlias

from earshot_stt.wire.protocol import ENVELOPES, EVENTS, REQUESTS
from earshot_stt.wire.shapes import JsonObject, is_object
from earshot_stt.wire.version import ASSUMED_VERSION, is_compatible


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message whose shape is right; the only one that may be acted on."""

    message: JsonObject


@dataclass(frozen=True, slots=True)
class UnknownEvent:
    """A peer of a newer minor version says something we do not know (VER-2)."""

    event: str


@dataclass(frozen=True, slots=True)
class UnknownMethod:
    id: str
    method: str


@dataclass(frozen=True, slots=True)
class Incompatible:
    id: str | None
    version: str


@dataclass(frozen=True, slots=True)
class Invalid:
    """`issue` names the field and the rule, never the value."""

    id: str | None
    issue: str


Parsed: TypeAlias = Accepted | UnknownEvent | UnknownMethod | Incompatible | Invalid


def parse_line(line: bytes) -> Parsed:
    """Parses one line of the wire. Never raises."""
    try:
        value: object = json.loads(line, parse_constant=_reject_constant)
    except (ValueError, RecursionError):
        return Invalid(None, "line: not_json")
    return parse_message(value)


def parse_message(value: object) -> Parsed:
    """Parses one decoded JSON value at the border of this program. Never raises."""
    if not is_object(value):
        return Invalid(None, "message: invalid_type")
    identity = _identity(value)
    kind = value.get("type")
    envelope = ENVELOPES.get(kind) if isinstance(kind, str) else None
    if envelope is None:
        return Invalid(identity, "type: invalid_union")
    if (issue := envelope(value)) is not None:
        return Invalid(identity, issue)
    version = str(value.get("version", ASSUMED_VERSION))
    if not is_compatible(version):
        return Incompatible(identity, version)
    if kind == "request":
        return _parse_request(value)
    return _parse_event(value) if kind == "event" else Accepted(value)


def _parse_request(value: JsonObject) -> Parsed:
    identity, method = str(value["id"]), str(value["method"])
    check = REQUESTS.get(method)
    if check is None:
        return UnknownMethod(identity, method)
    issue = check(value.get("params", {}))
    return Accepted(value) if issue is None else Invalid(identity, issue)


def _parse_event(value: JsonObject) -> Parsed:
    event = str(value["event"])
    check = EVENTS.get(event)
    if check is None:
        return UnknownEvent(event)
    issue = check(value.get("data", {}))
    return Accepted(value) if issue is None else Invalid(None, issue)


def _identity(value: JsonObject) -> str | None:
    identity = value.get("id")
    return identity if isinstance(identity, str) and len(identity) <= 64 else None


def _reject_constant(name: str) -> float:
    """Python reads `NaN` and `Infinity`, which JSON does not have."""
    raise ValueError(name)
