"""JSON lines on stderr. Never transcript text, never audio (SEC-2)."""

import json
import sys
import time


def log(event: str, **fields: str | int | float | None) -> None:
    """Writes one line; safe from any thread, because one line is one write."""
    line = json.dumps({"time": round(time.time(), 3), "event": event, **fields}, ensure_ascii=False)
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
