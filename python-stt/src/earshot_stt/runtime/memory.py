"""The memory that a model needs, and that it leaves (STT-5)."""

import ctypes
import gc
import sys
from collections.abc import Callable
from pathlib import Path

import psutil

from earshot_stt.runtime.errors import EarshotError

_M_ARENA_MAX = -8
"""`man 3 mallopt`."""


def available_bytes() -> int:
    """What a model may take: on Linux what is free; other systems make room by compression and swapping."""
    memory = psutil.virtual_memory()
    return memory.available if sys.platform == "linux" else memory.total


def check_memory(directory: Path, available: Callable[[], int] = available_bytes) -> None:
    """Raises EarshotError(`model_too_large`) where the weights do not fit.

    Linux would end this program without a word, and again after each restart.
    """
    try:
        size = (directory / "model.bin").stat().st_size
        free = available()
    except (OSError, psutil.Error):
        return
    if size > free:
        raise EarshotError("model_too_large", f"{size} bytes of weights, {free} bytes of memory are free")


def share_one_heap() -> None:
    """Makes all threads allocate from one heap; to be called before the first thread is started.

    GNU's C library gives each thread a heap of its own, and each comes to hold the buffers of the largest
    decode: 463 MB after half an hour of two sources with `base`.
    """
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "mallopt"):
        library.mallopt(_M_ARENA_MAX, 1)


def release_memory() -> None:
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
