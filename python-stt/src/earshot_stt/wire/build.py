"""Builders of the envelopes the sidecar sends (`protocol/build.ts`)."""

import json
from collections.abc import Mapping

from earshot_stt.runtime.errors import ErrorCode
from earshot_stt.wire.audio import Source
from earshot_stt.wire.protocol import UUID
from earshot_stt.wire.shapes import JsonObject
from earshot_stt.wire.version import PROTOCOL_VERSION


def build_response(identity: str, result: Mapping[str, object]) -> JsonObject:
    """The answer to the request `identity`."""
    return {"id": identity, "type": "response", "version": PROTOCOL_VERSION, "result": dict(result)}


def build_event(event: str, data: Mapping[str, object]) -> JsonObject:
    """Something that happened by itself."""
    return {"type": "event", "version": PROTOCOL_VERSION, "event": event, "data": dict(data)}


def build_error(
    code: ErrorCode,
    message: str,
    *,
    recoverable: bool,
    identity: str | None = None,
    session: str | None = None,
    source: Source | None = None,
) -> JsonObject:
    """A failure, tied to a request, a session or a source. An identity that is no UUID is left out."""
    error: JsonObject = {"code": code, "message": message, "recoverable": recoverable}
    if session is not None:
        error["session"] = session
    if source is not None:
        error["source"] = source
    envelope: JsonObject = {"type": "error", "version": PROTOCOL_VERSION, "error": error}
    return envelope if identity is None or UUID(identity) is not None else {"id": identity, **envelope}


def to_line(message: JsonObject) -> bytes:
    """One line of the wire: UTF-8, no inner line break."""
    line = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
    # JSON may spell half of a surrogate pair, which UTF-8 cannot: no reason to end.
    return line.encode(errors="replace") + b"\n"
