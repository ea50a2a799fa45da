"""What waits to be written to the host, and the pump that writes it."""

import os
from collections.abc import Mapping
from queue import SimpleQueue
from threading import Thread

from earshot_stt.audio import Source
from earshot_stt.build import build_error, build_event, build_response, to_line
from earshot_stt.errors import ErrorCode
from earshot_stt.log import log


class Outbox:
    """Lines for the host, in order. Putting never waits, so no part waits for the host to read (IPC-2)."""

    def __init__(self) -> None:
        self._lines: SimpleQueue[bytes | None] = SimpleQueue()

    def respond(self, identity: str, result: Mapping[str, object]) -> None:
        self._lines.put(to_line(build_response(identity, result)))

    def event(self, event: str, data: Mapping[str, object]) -> None:
        self._lines.put(to_line(build_event(event, data)))

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
        self._lines.put(
            to_line(
                build_error(
                    code,
                    message,
                    recoverable=recoverable,
                    identity=identity,
                    session=session,
                    source=source,
                )
            )
        )

    def close(self) -> None:
        """Lets the send pump end once everything before has been written."""
        self._lines.put(None)

    def next_line(self) -> bytes | None:
        """Waits for the next line; None after `close`."""
        return self._lines.get()


class SendPump(Thread):
    """Outbox → the wire. Ends when the outbox is closed or the host no longer reads."""

    def __init__(self, outbox: Outbox, wire: int) -> None:
        super().__init__(name="send", daemon=True)
        self._outbox = outbox
        self._wire = wire

    def run(self) -> None:
        try:
            while (line := self._outbox.next_line()) is not None:
                self._write(line)
        except BrokenPipeError:
            # The host is gone; its end of stdin, which ends this program, is on its way.
            log("host_stopped_reading")

    def _write(self, line: bytes) -> None:
        rest = memoryview(line)
        while rest:
            rest = rest[os.write(self._wire, rest) :]
