"""The wire → inbox. Answers at once what needs no engine: health is answered during any decode (IPC-2)."""

import os
import time
from collections.abc import Callable
from typing import get_args

from earshot_stt.engine.inbox import Inbox
from earshot_stt.runtime.errors import ErrorCode
from earshot_stt.wire.audio import FRAME_SAMPLES
from earshot_stt.wire.fields import MAX_MESSAGE_BYTES
from earshot_stt.wire.health import HealthState
from earshot_stt.wire.lines import LineBuffer, Oversized
from earshot_stt.wire.outbox import Outbox
from earshot_stt.wire.parse import Incompatible, Invalid, NotRequest, RequestParser, UnknownMethod
from earshot_stt.wire.requests import (
    AudioFrame,
    CaptioningRequest,
    GetHealth,
    ListModels,
    ModelRequest,
    ProcessAudioStream,
    RemoveModel,
    SessionRequest,
    StartSession,
    VersionCheck,
)
from earshot_stt.wire.results import VersionResult
from earshot_stt.wire.version import PROTOCOL_VERSION, is_compatible, version_words

_CHUNK_BYTES = 65_536
_LITTLE_BYTES = 16_384
"""Less than comes at one go when audio comes faster than it is spoken."""
_NAP_SECONDS = 0.15
_MOST_WAITING = 1_000
"""Requests for the engine; the host's credit and manners keep it at a quarter of that."""


class ReceivePump:
    """Reads until the host closes the wire; bad lines are answered with an error and change nothing else."""

    def __init__(
        self,
        outbox: Outbox,
        health: HealthState,
        inbox: Inbox,
        answer_model: Callable[[ModelRequest], None],
    ) -> None:
        self._outbox = outbox
        self._health = health
        self._inbox = inbox
        self._answer_model = answer_model
        self._parser = RequestParser[CaptioningRequest](get_args(CaptioningRequest))
        self._refused_version: str | None = None
        """The caller's version, if it is of another major: no session is accepted from it (VER-2)."""

    def run(self, wire: int) -> None:
        """Returns at the end of the input; a last line that was cut off is no line."""
        lines = LineBuffer(MAX_MESSAGE_BYTES)
        while chunk := os.read(wire, _CHUNK_BYTES):
            for line in lines.feed(chunk):
                if isinstance(line, Oversized):
                    self._complain("message_too_large", f"a line is over {MAX_MESSAGE_BYTES} bytes")
                else:
                    self._take(line)
            # Of what a frame of silence costs most is the waking: two or three are read for the price of one.
            if len(chunk) < _LITTLE_BYTES and self._inbox.is_quiet:
                time.sleep(_NAP_SECONDS)

    def _take(self, line: bytes) -> None:
        match self._parser.parse(line):
            case NotRequest():
                # This program asks for nothing: a newer peer's business.
                pass
            case UnknownMethod(id=identity):
                self._complain("unknown_method", "no such method here", identity)
            case Incompatible(id=identity, version=version):
                self._refused_version = version
                self._refuse(identity)
            case Invalid(id=identity, issue=issue):
                self._complain("invalid_message", issue, identity)
            case request:
                self._dispatch(request)

    def _dispatch(self, request: CaptioningRequest) -> None:
        match request:
            case VersionCheck():
                self._check(request.id, request.caller_version)
            case GetHealth():
                self._outbox.respond(request.id, self._health.report())
            case StartSession() if self._refused_version is not None:
                self._refuse(request.id)
            case ProcessAudioStream(params=frame):
                self._health.receive(
                    frame.session, frame.source, frame.first_sample, frame.first_sample + FRAME_SAMPLES
                )
                self._deliver(frame)
            case ListModels() | RemoveModel():
                self._answer_model(request)
            case _:
                self._deliver(request)

    def _deliver(self, request: SessionRequest | AudioFrame) -> None:
        if len(self._inbox) < _MOST_WAITING:
            self._inbox.put(request)
        elif not isinstance(request, AudioFrame):
            self._complain("internal_error", "too many requests wait", request.id)
        # A frame that is left out here is missed by the engine, which names it when the next one comes.

    def _complain(self, code: ErrorCode, message: str, identity: str | None = None) -> None:
        """Answers what cannot be acted on; a flood of it is not met with another."""
        if not self._outbox.is_behind:
            self._outbox.error(code, message, identity=identity)

    def _check(self, identity: str, version: str) -> None:
        if is_compatible(version):
            self._refused_version = None
            self._outbox.respond(identity, VersionResult())
        else:
            self._refused_version = version
            self._refuse(identity)

    def _refuse(self, identity: str | None) -> None:
        theirs = version_words(self._refused_version or "")
        message = f"host {theirs}, sidecar {PROTOCOL_VERSION}"
        self._outbox.error("incompatible_protocol_version", message, recoverable=False, identity=identity)
