"""`python -m earshot_stt.models.trial_child DIR` loads a model, decodes silence, and reports each step."""

import os
import sys
from pathlib import Path

from earshot_stt.runtime.process import set_library_environment
from earshot_stt.runtime.unused_libraries import leave_out
from earshot_stt.sandbox.network import leave_network

_CHUNK_BYTES = 64 * 1_048_576
_LEAST_DATA_BYTES = 4 * 1024 * 1_048_576
_NOISE_SAMPLES = 64_000
_DEATH_SIGNAL = 1
"""`PR_SET_PDEATHSIG`"""


def main(directory: Path) -> None:
    """Ends with `ready`, or with `failed CODE`."""
    # Linux and macOS hand the parent's on; the interpreter's own refusal has to be asked for again.
    leave_network()
    set_library_environment()
    leave_out("av")
    weights = directory / "model.bin"
    _die_with_parent()
    _bound_memory(_LEAST_DATA_BYTES + 4 * weights.lstat().st_size)
    import numpy as np

    from earshot_stt.decoding.faster_whisper_transcriber import open_transcriber
    from earshot_stt.decoding.transcriber import DecodeOptions
    from earshot_stt.models.earshot_json import limits_of
    from earshot_stt.models.files import open_file
    from earshot_stt.runtime.errors import EarshotError

    _say("libraries")
    try:
        with os.fdopen(open_file(weights), "rb") as file:
            # What is read once is loaded from memory: a slow disk is not taken for a hang.
            while file.read(_CHUNK_BYTES):
                _say("read")
        transcriber = open_transcriber(directory, "cpu", limits_of(directory), threads=1)
        _say("weights")
        # In noise most models find words, whose times are another way to fail.
        noise = np.random.default_rng(0).integers(-9_000, 9_000, _NOISE_SAMPLES).astype(np.int16)
        transcriber.decode(noise, DecodeOptions("final", None, "transcribe", (), wants_times=True))
    except MemoryError:
        _say("failed model_too_large")
    except EarshotError as error:
        _say(f"failed {error.code}")
    else:
        _say("ready")


def _say(step: str) -> None:
    os.write(1, f"{step}\n".encode("ascii"))


def _die_with_parent() -> None:
    """A hanging load would outlive the program that waits for it. Elsewhere than on Linux it does."""
    if sys.platform != "linux":
        return
    import ctypes
    import signal

    ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)


def _bound_memory(most: int) -> None:
    """Where the system bounds it: a model that claims more fails in time."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))
    except (OSError, ValueError):
        # macOS refuses at times; the child may still be ended by the system.
        return


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    # Threads of the libraries are of no use any more.
    os._exit(0)
