"""Whether a model fits beside what runs: Linux ends a program that takes too much without a word (STT-5)."""

from pathlib import Path

from earshot_stt.errors import EarshotError

_MEMINFO = Path("/proc/meminfo")
_FIELD = "MemAvailable:"


def check_room(directory: Path, meminfo: Path = _MEMINFO) -> None:
    """Raises EarshotError(`model_too_large`) where the system says that the weights do not fit."""
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
