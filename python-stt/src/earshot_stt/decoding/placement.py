"""Where a model runs and with which arithmetic."""

import ctypes
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import ctranslate2

from earshot_stt.wire.requests import Device

_LIBRARY = "nvml.dll" if sys.platform == "win32" else "libnvidia-ml.so.1"


class _Memory(ctypes.Structure):
    """`nvmlMemory_t`."""

    _fields_ = (
        ("total", ctypes.c_ulonglong),
        ("free", ctypes.c_ulonglong),
        ("used", ctypes.c_ulonglong),
    )


def free_cuda_bytes() -> int | None:
    """None where it is not known."""
    try:
        library = ctypes.CDLL(_LIBRARY)
    except OSError:
        return None
    if library.nvmlInit_v2() != 0:
        return None
    try:
        handle, memory = ctypes.c_void_p(), _Memory()
        if library.nvmlDeviceGetHandleByIndex_v2(0, ctypes.byref(handle)) != 0:
            return None
        if library.nvmlDeviceGetMemoryInfo(handle, ctypes.byref(memory)) != 0:
            return None
        return memory.free
    finally:
        library.nvmlShutdown()


_LITTLE_BYTES = 4 * 2**30
"""Free memory of a graphics card below which weights of 16 bits are likely not to fit beside a browser."""


@dataclass(frozen=True, slots=True)
class Placement:
    device: Literal["cpu", "cuda"]
    compute_type: str


CPU = Placement("cpu", "int8")


def placements(
    device: Device,
    cuda_devices: Callable[[], int] = ctranslate2.get_cuda_device_count,
    free_bytes: Callable[[], int | None] = free_cuda_bytes,
) -> Iterator[Placement]:
    """What is worth trying, best first; the CPU is always the last."""
    if device != "cpu" and cuda_devices() > 0:
        free = free_bytes()
        if free is None or free >= _LITTLE_BYTES:
            yield Placement("cuda", "float16")
        yield Placement("cuda", "int8_float16")
    yield CPU
