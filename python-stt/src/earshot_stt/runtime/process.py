"""What this process sets up for itself before any library is imported."""

import ctypes
import os
import sys
import threading
import warnings
from types import TracebackType

from earshot_stt.runtime.log import log, place_of

_PR_SET_DUMPABLE = 4


def take_wire() -> int:
    """The real stdout as a file descriptor; from now on a stray print goes to stderr and breaks nothing."""
    sys.stdout.flush()
    wire = os.dup(1)
    os.dup2(2, 1)
    return wire


def decode_threads() -> int:
    """Threads of one decode: one core is left for the meeting itself."""
    return max(1, min(4, (os.cpu_count() or 1) - 1))


def set_library_environment() -> None:
    """Bounds caches and thread pools; the libraries read these once, when they are imported."""
    os.environ["OMP_NUM_THREADS"] = str(decode_threads())
    # BLAS threads spin for work that takes a millisecond.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    # By default oneDNN keeps 1024 shapes and grows with every new window length.
    os.environ["ONEDNN_PRIMITIVE_CACHE_CAPACITY"] = "64"
    # Reports of use, which ONNX Runtime (from 1.29) and the hub's client send unless they are switched off,
    # and the switch that others heed (SEC-1). The host sets the same; a sidecar that is started by hand is
    # silent as well.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["HF_HUB_DISABLE_UPDATE_CHECK"] = "1"
    os.environ["DO_NOT_TRACK"] = "1"
    os.environ["HF_HUB_DISABLE_IMPLICIT_TOKEN"] = "1"  # noqa: S105
    os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"


def leave_no_traces() -> None:
    """Nothing that this process leaves behind holds speech (SEC-2): no core file, no text of an exception.

    What it writes is the user's alone, whatever the umask was.
    """
    os.umask(0o077)
    _write_no_core()
    sys.excepthook = lambda _kind, defect, traceback: _report(defect, traceback)
    sys.unraisablehook = lambda what: _report(what.exc_value, what.exc_traceback)
    threading.excepthook = lambda what: _report(what.exc_value, what.exc_traceback)
    # A warning prints the line of source that it is about, and whatever a library puts into its text.
    warnings.simplefilter("ignore")


def _write_no_core() -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # That limit holds no crash handler that is a program.
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _report(defect: BaseException | None, traceback: TracebackType | None) -> None:
    log("library_failed", kind=type(defect).__name__, place=place_of(traceback))
