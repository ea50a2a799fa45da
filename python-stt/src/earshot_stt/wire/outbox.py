"""What waits to be written to the host, and the pump that writes it."""

import json
import os
import re
from queue import SimpleQueue

import msgspec
from msgspec import UNSET, Struct, UnsetType

from earshot_stt.runtime.errors import ErrorCode
from earshot_stt.runtime.log import log
from earshot_stt.runtime.threads import CriticalThread
from earshot_stt.wire.audio import Source
from earshot_stt.wire.events import SidecarEvent
from earshot_stt.wire.fields import UUID_PATTERN
from earshot_stt.wire.version import PROTOCOL_VERSION

_MANY_WAITING = 1_000
_MOST_WAITING = 20_000
"""Lines; minutes of captions, and less than 10 MB. The host does not read any more."""


_UUID = re.compile(UUID_PATTERN)


class HostStoppedReadingError(Exception):
    """The host writes but does not read: a defect, which ends this program; the host starts another."""


class _Response(Struct, tag_field="type", tag="response"):
    """The answer to the request `id`."""

    id: str
    version: str
    result: Struct


class _Failure(Struct):
    code: ErrorCode
    message: str
    recoverable: bool
    session: str | UnsetType = UNSET
    source: Source | UnsetType = UNSET


class _Error(Struct, tag_field="type", tag="error"):
    """A failure, tied to a request, a session or a source."""

    version: str
    error: _Failure
    id: str | UnsetType = UNSET


class Outbox:
    """Lines for the host, in order. Putting never waits, so no part waits for the host to read (IPC-2)."""

    def __init__(self) -> None:
        self._lines: SimpleQueue[bytes | None] = SimpleQueue()

    def respond(self, identity: str, result: Struct) -> None:
        """`result`: one of `wire/results`, or of `wire/reports`."""
        self._put(_line(_Response(identity, PROTOCOL_VERSION, result)))

    def events(self, *events: SidecarEvent) -> None:
        """Events that leave in one write: short ones arrive all or not at all."""
        self._put(b"".join(map(_line, events)))

    def error(
        self,
        code: ErrorCode,
        message: str,
        *,
        recoverable: bool = True,
        identity: str | None = None,
        session: str | None = None,
        source: Source | None = None,
    ) -> None:
        """A failure; an `identity` that is no UUID is left out, as the host would refuse the line."""
        failure = _Failure(
            code,
            message,
            recoverable,
            UNSET if session is None else session,
            UNSET if source is None else source,
        )
        is_answer = identity is not None and _UUID.match(identity) is not None
        self._put(_line(_Error(PROTOCOL_VERSION, failure, identity if is_answer and identity else UNSET)))

    def close(self) -> None:
        """Lets the send pump end once everything before has been written."""
        self._lines.put(None)

    def next_lines(self) -> bytes | None:
        """Waits for what is to be written next; None after `close`."""
        return self._lines.get()

    @property
    def is_behind(self) -> bool:
        """The host reads slower than it writes: what can be left out should be."""
        return self._lines.qsize() > _MANY_WAITING

    def _put(self, lines: bytes) -> None:
        if self._lines.qsize() >= _MOST_WAITING:
            raise HostStoppedReadingError
        self._lines.put(lines)


class SendPump(CriticalThread):
    """Outbox → the wire. Ends when the outbox is closed or the host no longer reads."""

    def __init__(self, outbox: Outbox, wire: int) -> None:
        super().__init__(name="send", daemon=True)
        self._outbox = outbox
        self._wire = wire

    def work(self) -> None:
        try:
            while (lines := self._outbox.next_lines()) is not None:
                self._write(lines)
        except BrokenPipeError:
            # The host is gone; its end of stdin, which ends this program, is on its way.
            log("host_stopped_reading")

    def _write(self, lines: bytes) -> None:
        rest = memoryview(lines)
        while rest:
            rest = rest[os.write(self._wire, rest) :]


def _line(message: Struct) -> bytes:
    """One line of the wire: UTF-8, no inner line break."""
    try:
        return msgspec.json.encode(message) + b"\n"
    except UnicodeEncodeError:
        # A path with bytes that are no UTF-8, which Python holds as halves of characters: no reason to end.
        line = json.dumps(msgspec.to_builtins(message), ensure_ascii=False, separators=(",", ":"))
        return line.encode(errors="replace") + b"\n"
