"""Where a model runs and with which arithmetic."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import ctranslate2

from earshot_stt.cuda_memory import free_cuda_bytes
from earshot_stt.requests import Device

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
