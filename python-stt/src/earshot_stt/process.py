"""What this process sets up for itself before any library is imported."""

import os
import sys


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
    # The hub's client downloads what it is asked for and tells nobody anything (SEC-1).
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["HF_HUB_DISABLE_IMPLICIT_TOKEN"] = "1"  # noqa: S105
    os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"
