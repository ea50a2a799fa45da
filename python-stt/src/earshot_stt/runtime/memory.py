"""The memory that a model needs, and that it leaves (STT-5)."""

import ctypes
import gc
import sys
from pathlib import Path

from earshot_stt.runtime.errors import EarshotError

_MEMINFO = Path("/proc/meminfo")
_FIELD = "MemAvailable:"


def check_room(directory: Path, meminfo: Path = _MEMINFO) -> None:
    """Raises EarshotError(`model_too_large`) where the system says that the weights do not fit.

    Linux would end this program without a word, and again after each restart.
    """
    try:
        size = (directory / "model.bin").stat().st_size
        lines = meminfo.read_text("ascii").splitlines()
    except (OSError, ValueError):
        return
    available = next((int(line.split()[1]) * 1024 for line in lines if line.startswith(_FIELD)), None)
    if available is not None and size > available:
        raise EarshotError(
            "model_too_large", f"{size} bytes of weights, {available} bytes of memory are free"
        )


def give_memory_back() -> None:
    """Returns freed memory to the system, which the C library would keep: half of what a model took."""
    gc.collect()
    if sys.platform != "linux":
        return
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except AttributeError:
        # Another C library than GNU's.
        return
    trim(0)
