"""Ways to a socket, each tried: what it gave, as `opened` or the name of the error."""

import ctypes
import errno
import json
import mmap
import os
import platform
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from threading import Thread

_libc = ctypes.CDLL(None, use_errno=True)
_FAMILIES = {
    "UNIX": 1,
    "INET": 2,
    "INET6": 10,
    "NETLINK": 16,
    "PACKET": 17,
    "CAN": 29,
    "TIPC": 30,
    "BLUETOOTH": 31,
    "ALG": 38,
    "VSOCK": 40,
    "XDP": 44,
    "out of range": 0x7FFFFFFF,
}
_TYPES = {"STREAM": 1, "DGRAM": 2, "RAW": 3, "SEQPACKET": 5}
# socket, io_uring_setup, ptrace, process_vm_writev, pidfd_open, pidfd_getfd, request_key, unshare
_NUMBERS = {
    "x86_64": (41, 425, 101, 311, 434, 438, 249, 272),
    "aarch64": (198, 425, 117, 271, 434, 438, 218, 97),
}
_SOCKET, _IO_URING_SETUP, _PTRACE, _VM_WRITE, _PIDFD_OPEN, _PIDFD_GETFD, _REQUEST_KEY, _UNSHARE = _NUMBERS[
    platform.machine()
]


def every_attempt() -> dict[str, str]:
    """What came of each attempt, by its name."""
    attempts: dict[str, Callable[[], int]] = {
        f"socket({family}, {kind})": _socket(family_number, kind_number)
        for family, family_number in _FAMILIES.items()
        for kind, kind_number in _TYPES.items()
    }
    attempts |= {
        "socket by its number": lambda: _call(_SOCKET, 2, 1, 0),
        "socket by its number, more bits": lambda: _call(_SOCKET, 2 | 1 << 40, 1 | 1 << 40, 0),
        "socket with flags": _socket(2, 1 | 0o2000000 | 0o4000),
        "socketpair of datagrams": lambda: _checked(_libc.socketpair(1, 2, 0, (ctypes.c_int * 2)())),
        "socketpair of INET": lambda: _checked(_libc.socketpair(2, 1, 0, (ctypes.c_int * 2)())),
        "socketpair of TIPC": lambda: _checked(_libc.socketpair(30, 1, 0, (ctypes.c_int * 2)())),
        "io_uring": lambda: _call(_IO_URING_SETUP, 4, ctypes.create_string_buffer(256)),
        "the parent's memory": lambda: _call(_VM_WRITE, os.getppid(), None, 0, None, 0, 0),
        "the parent, traced": _trace_parent,
        "the parent's descriptors": _take_from_parent,
        "a look-up by the kernel": _ask_the_kernel,
        "a namespace of its own": _in_own_namespace,
        "Python's socket": lambda: socket.socket().detach(),
        "Python's resolver": lambda: len(socket.getaddrinfo("localhost", 80)),
        "the C library's resolver": _resolve,
        "a new thread": _in_thread,
        "a forked child": lambda: _in_child(_socket(2, 1)),
        "another Python": lambda: _run(sys.executable, "-Sc", "import socket; socket.socket()"),
        "a shell": lambda: _run("bash", "-c", "exec 3<>/dev/udp/127.0.0.1/9"),
        "curl": lambda: _run("curl", "-sS", "--max-time", "5", os.environ["ATTACK_HUB"]),
        "taking the filter off": lambda: _checked(_libc.prctl(22, 0, 0, 0, 0)),
        "privileges": lambda: _checked(_libc.prctl(38, 0, 0, 0, 0)),
        "an inherited descriptor": _use_inherited,
    }
    if platform.machine() == "x86_64":
        attempts |= {
            "socket of x32": lambda: _call(0x40000000 | _SOCKET, 2, 1, 0),
            "socket of 32 bits": lambda: _in_child(lambda: _call_32_bits(359)),
            "socketcall of 32 bits": lambda: _in_child(lambda: _call_32_bits(102)),
        }
    return {name: _outcome(attempt) for name, attempt in attempts.items()}


def _outcome(attempt: Callable[[], int]) -> str:
    try:
        attempt()
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, type(error).__name__)
    return "opened"


def _checked(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result


def _call(number: int, *arguments: object) -> int:
    converted = [ctypes.c_long(given) if isinstance(given, int) else given for given in arguments]
    return _checked(_libc.syscall(ctypes.c_long(number), *converted))


def _socket(family: int, kind: int) -> Callable[[], int]:
    return lambda: _checked(_libc.socket(family, kind, 0))


def _trace_parent() -> int:
    seize = 0x4206
    return _call(_PTRACE, seize, os.getppid(), 0, 0)


def _take_from_parent() -> int:
    """The test that started this process holds a socket as that descriptor."""
    return _call(_PIDFD_GETFD, _call(_PIDFD_OPEN, os.getppid(), 0), int(os.environ["ATTACK_DESCRIPTOR"]), 0)


def _ask_the_kernel() -> int:
    return _call(_REQUEST_KEY, b"dns_resolver", b"localhost", b"", -4)


def _in_own_namespace() -> int:
    """Root over a network of its own, where every family is to be had."""

    def attempt() -> int:
        new_user_and_network = 0x50000000
        _call(_UNSHARE, new_user_and_network)
        return _checked(_libc.socket(2, 3, 1))

    return _in_child(attempt)


def _resolve() -> int:
    found = ctypes.c_void_p()
    if _libc.getaddrinfo(b"earshot.invalid.", b"80", None, ctypes.byref(found)) == 0:
        return 0
    # What it tells does not say why; whether it can make the socket for the question does.
    return _socket(2, 2)()


def _in_thread() -> int:
    results: list[int] = []
    thread = Thread(target=lambda: results.append(_libc.socket(2, 1, 0) or -ctypes.get_errno()))
    thread.start()
    thread.join()
    if results[0] < 0:
        raise OSError(errno.EACCES, "refused")
    return results[0]


def _in_child(attempt: Callable[[], int]) -> int:
    """The child's exit status is the error; a signal, as for a call that does not exist, is ENOSYS."""
    child = os.fork()
    if child == 0:
        try:
            attempt()
            os._exit(0)
        except OSError as error:
            os._exit(error.errno or 255)
    status = os.waitpid(child, 0)[1]
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        raise OSError(code if code > 0 else errno.ENOSYS, "refused")
    return 0


def _run(program: str, *arguments: str) -> int:
    path = shutil.which(program)
    if path is None:
        raise OSError(errno.ENOENT, "not on this machine")
    ended = subprocess.run([path, *arguments], capture_output=True, timeout=60, check=False)
    if ended.returncode != 0:
        raise OSError(errno.EACCES, "refused")
    return 0


def _use_inherited() -> int:
    """The test leaves that same socket open for this process, under the same number."""
    return os.fstat(int(os.environ["ATTACK_DESCRIPTOR"])).st_mode


def _call_32_bits(number: int) -> int:
    """`int 0x80` with AF_INET, SOCK_STREAM: the calls of 32 bits, which have other numbers."""
    code = bytes.fromhex(f"53 b8 {number.to_bytes(4, 'little').hex()} bb02000000 b901000000 31d2 cd80 5b c3")
    page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(code)
    function = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
    result = function()
    if result < 0:
        raise OSError(-result, "refused")
    return result


if __name__ == "__main__":
    print(json.dumps(every_attempt()))
