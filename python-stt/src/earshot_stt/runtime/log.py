"""JSON lines on stderr. Never transcript text, never audio (SEC-2)."""

import json
import sys
import time
from types import TracebackType


def log(event: str, **fields: str | int | float | None) -> None:
    """Writes one line; safe from any thread, because one line is one write.

    The host passes on the events that it knows by name (`native-host/sidecar/sidecar-errors.ts`).

    Of an exception `kind` and `place` are logged, of our own errors `code`: their texts may quote speech.
    """
    line = json.dumps({"time": round(time.time(), 3), "event": event, **fields})
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def place_of(traceback: TracebackType | None) -> str | None:
    """File and line of the innermost frame."""
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if traceback is None:
        return None
    file = traceback.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
    return f"{file}:{traceback.tb_lineno}"
