"""A first load of a model in a process of its own: what kills or hangs it costs that process only.

It is as shut off from the network as this program, which it inherits.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO

from earshot_stt.runtime.errors import EarshotError, ErrorCode
from earshot_stt.runtime.memory import check_memory

_CHILD = "earshot_stt.models.trial_child"
_PATIENCE_SECONDS = 60.0
_SLOWEST_BYTES_PER_SECOND = 20_000_000
"""Of any step, on a busy machine with a slow disk."""
_ENDED = ""


def try_loading(
    directory: Path, *, command: Sequence[str] | None = None, patience_seconds: float | None = None
) -> None:
    """Loads a model and lets it decode silence in a child, which may take as long as it goes on.

    `patience_seconds`: without a step, after which the child is ended; None: by the size of the weights.

    Raises EarshotError (`model_corrupt`, `model_too_large`).
    """
    check_memory(directory)
    size = (directory / "model.bin").lstat().st_size
    patience = patience_seconds or _PATIENCE_SECONDS + size / _SLOWEST_BYTES_PER_SECOND
    words = [*(command or (sys.executable, "-m", _CHILD)), str(directory)]
    with subprocess.Popen(  # noqa: S603 - our own program
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=os.environ
    ) as child:
        steps: SimpleQueue[str] = SimpleQueue()
        Thread(target=_read, args=(child.stdout, steps), name="trial", daemon=True).start()
        try:
            last = _follow(steps, patience)
        finally:
            child.kill()
        status = child.wait()
    if last.startswith("failed "):
        raise EarshotError(_code(last.removeprefix("failed ")), "the model cannot be loaded")
    if last != "ready":
        raise EarshotError("model_corrupt", f"the model ended the program that tried it: {status}")


def _read(stdout: IO[bytes] | None, steps: "SimpleQueue[str]") -> None:
    for line in stdout or ():
        steps.put(line.decode("ascii", "replace").strip() or "-")
    steps.put(_ENDED)


def _follow(steps: "SimpleQueue[str]", patience: float) -> str:
    """The child's last word."""
    last = _ENDED
    while True:
        try:
            step = steps.get(timeout=patience)
        except Empty:
            raise EarshotError("model_corrupt", f"no step of the model's load in {patience:.0f} s") from None
        if step == _ENDED:
            return last
        last = step
        if last == "ready" or last.startswith("failed "):
            return last


def _code(word: str) -> ErrorCode:
    return "model_too_large" if word == "model_too_large" else "model_corrupt"
