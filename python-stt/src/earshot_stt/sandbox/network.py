"""Takes the network from this process and from everything it will ever start (SEC-1, docs/adr/023).

Called before any library is imported and any thread is started, so whatever is loaded later is held by it.
"""

import os
import sys
from contextlib import suppress
from typing import Literal, TypeAlias

NetworkSandbox: TypeAlias = Literal["seccomp", "seatbelt", "audit-hook"]
"""What keeps sockets from this process, as `get_health` reports it (`protocol/reports.ts`).

`seccomp`, `seatbelt`: the kernel, also from native code and child processes. `audit-hook`: only the Python
interpreter, so native code is not restricted.
"""

_STDERR = 2


def leave_network() -> NetworkSandbox:
    """Shuts the network out for good, by the strongest means there is without an administrator."""
    close_inherited_descriptors()
    by_kernel = _leave_by_kernel()
    from earshot_stt.sandbox.audit_hook import refuse_sockets_in_python

    # The second line, everywhere: its error also names the place in Python.
    refuse_sockets_in_python()
    return by_kernel or "audit-hook"


def close_inherited_descriptors() -> None:
    """A socket that the parent process has left open would be a way out; only stdio may stay."""
    if os.name != "posix":
        return
    for name in os.listdir("/dev/fd"):  # noqa: PTH208 - numbers, not paths
        if int(name) > _STDERR:
            # The one that was opened to list them is closed already.
            with suppress(OSError):
                os.close(int(name))


def _leave_by_kernel() -> NetworkSandbox | None:
    if sys.platform == "linux":
        from earshot_stt.sandbox.seccomp import install_filter

        return "seccomp" if install_filter() else None
    if sys.platform == "darwin":
        from earshot_stt.sandbox.seatbelt import enter_no_network

        return "seatbelt" if enter_no_network() else None
    return None
