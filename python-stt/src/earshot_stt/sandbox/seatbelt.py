"""macOS: the system's own sandbox, in its documented profile without network (`man 3 sandbox_init`).

Apple has called the interface deprecated since 10.8 and still ships it; `sandbox-exec` and browsers rest on
the same kernel extension. It needs no administrator and binds child processes.
"""

import ctypes
import socket

_SANDBOX_NAMED = 1
_NO_NETWORK = b"no-network"
_NOWHERE = ("127.0.0.1", 9)


def enter_no_network() -> bool:
    """Whether the kernel refuses the network from now on: it is tried, since the interface is deprecated."""
    try:
        system = ctypes.CDLL("/usr/lib/libSystem.B.dylib")
        error = ctypes.c_char_p()
        if system.sandbox_init(_NO_NETWORK, ctypes.c_uint64(_SANDBOX_NAMED), ctypes.byref(error)) != 0:
            return False
    except (OSError, AttributeError):
        return False
    return _is_refused()


def _is_refused() -> bool:
    """To connect a datagram socket sends nothing; outside of the sandbox it always succeeds."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(_NOWHERE)
    except PermissionError:
        return True
    except OSError:
        return False
    return False
