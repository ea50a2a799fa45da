"""Linux: a seccomp filter, which the kernel asks about each system call (`man 2 seccomp`).

It needs no privilege, because the process gives up gaining any (`PR_SET_NO_NEW_PRIVS`); it cannot be taken
off and is inherited by threads and children, across `execve` as well.
"""

import ctypes
import errno
import os
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
_SECCOMP_SET_MODE_FILTER = 1
_SECCOMP_FILTER_FLAG_TSYNC = 1

_RET_ALLOW = 0x7FFF0000
_RET_ERRNO = 0x00050000

# Offsets in `struct seccomp_data`. The kernel reads a socket's family and type as 32 bits: the lower half,
# which comes first on these machines.
_NUMBER = 0
_ARCHITECTURE = 4
_FIRST_ARGUMENT = 16
_SECOND_ARGUMENT = 24

# Classic BPF (`linux/filter.h`).
_LOAD = 0x20
_AND = 0x54
_JUMP_IF_EQUAL = 0x15
_JUMP_IF_AT_LEAST = 0x35
_RETURN = 0x06

_AF_UNIX = 1
_SOCK_STREAM = 1
_SOCK_SEQPACKET = 5
_SOCK_TYPE_MASK = 0xF
_X32_BIT = 0x40000000

NVIDIA_CONTROL = Path("/dev/nvidiactl")
"""Where this is, CUDA's driver starts only if it may serve a local SOCK_SEQPACKET (`@cuda-uvmfd-…`)."""


@dataclass(frozen=True, slots=True)
class _Machine:
    """The numbers of one architecture; `audit` is its `AUDIT_ARCH_*`."""

    audit: int
    seccomp: int
    socket: int
    socketpair: int
    connect: int
    serving: tuple[int, ...]
    """bind, listen, accept, accept4."""
    detours: tuple[int, ...]
    """Ways to the network without socket(2): another process's socket (ptrace, process_vm_readv,
    process_vm_writev, pidfd_getfd), io_uring (setup, enter, register), which makes its own, look-ups by the
    kernel (add_key, request_key, keyctl: keys of type `dns_resolver`), bpf."""


_MACHINES = {
    "x86_64": _Machine(
        0xC000003E,
        317,
        41,
        53,
        42,
        (49, 50, 43, 288),
        (101, 310, 311, 438, 425, 426, 427, 248, 249, 250, 321),
    ),
    "aarch64": _Machine(
        0xC00000B7,
        277,
        198,
        199,
        203,
        (200, 201, 202, 242),
        (117, 270, 271, 438, 425, 426, 427, 217, 218, 219, 280),
    ),
}


def install_filter() -> bool:
    """Whether the kernel holds the filter from now on; False where it or the container takes none."""
    machine = _MACHINES.get(os.uname().machine)
    # On a kernel of 64 bits, a Python of 32 has other numbers.
    if machine is None or sys.maxsize < 2**32:
        return False
    return _install(machine, socket_filter(machine, has_graphics_card=NVIDIA_CONTROL.exists()))


def _install(machine: _Machine, instructions: Sequence[bytes]) -> bool:
    code = ctypes.create_string_buffer(b"".join(instructions))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(instructions), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    one, zero = ctypes.c_ulong(1), ctypes.c_ulong(0)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, one, zero, zero, zero) != 0:
        return False
    for_all_threads = libc.syscall(
        ctypes.c_long(machine.seccomp),
        ctypes.c_ulong(_SECCOMP_SET_MODE_FILTER),
        ctypes.c_ulong(_SECCOMP_FILTER_FLAG_TSYNC),
        program,
    )
    # A kernel before 3.17 knows only the call for one thread; there is one.
    return for_all_threads == 0 or (
        libc.prctl(_PR_SET_SECCOMP, ctypes.c_ulong(_SECCOMP_MODE_FILTER), program, zero, zero) == 0
    )


def socket_filter(machine: _Machine, *, has_graphics_card: bool) -> list[bytes]:
    """Allows everything but sockets and the ways to one; pairs of connected local sockets stay.

    No datagrams even there: with a name in the message they reach other programs' sockets, such as the system
    log's. `has_graphics_card`: one kind of local socket may be served, but nothing can be connected to.
    """
    refused = [_refuse(errno.EACCES)]
    filtered = [
        *_when(machine.socketpair, _only_local(_SOCK_STREAM, _SOCK_SEQPACKET)),
        *_when(machine.socket, _only_local(_SOCK_SEQPACKET) if has_graphics_card else refused),
        # As if nothing listened: a library that looks for a service goes on without it.
        *_when(machine.connect, [_refuse(errno.ECONNREFUSED)]),
    ]
    for number in () if has_graphics_card else machine.serving:
        filtered += _when(number, refused)
    for number in machine.detours:
        filtered += _when(number, [_refuse(errno.EPERM)])
    return [
        _instruction(_LOAD, _ARCHITECTURE),
        # The same number is another call for a program of 32 bits, so such calls are none.
        _instruction(_JUMP_IF_EQUAL, machine.audit, 1, 0),
        _refuse(errno.ENOSYS),
        _instruction(_LOAD, _NUMBER),
        _instruction(_JUMP_IF_AT_LEAST, _X32_BIT, 0, 1),
        _refuse(errno.ENOSYS),
        *filtered,
        _instruction(_RETURN, _RET_ALLOW),
    ]


def _only_local(*types: int) -> list[bytes]:
    """Allows AF_UNIX of these types; reads family and type from the first two arguments."""
    return [
        _instruction(_LOAD, _FIRST_ARGUMENT),
        _instruction(_JUMP_IF_EQUAL, _AF_UNIX, 1, 0),
        _refuse(errno.EACCES),
        _instruction(_LOAD, _SECOND_ARGUMENT),
        _instruction(_AND, _SOCK_TYPE_MASK),
        *(part for kind in types for part in _when(kind, [_instruction(_RETURN, _RET_ALLOW)])),
        _refuse(errno.EACCES),
    ]


def _when(number: int, verdict: Sequence[bytes]) -> list[bytes]:
    """`verdict`, which always returns, for the call of that number; the number is loaded."""
    return [_instruction(_JUMP_IF_EQUAL, number, 0, len(verdict)), *verdict]


def _refuse(code: int) -> bytes:
    return _instruction(_RETURN, _RET_ERRNO | code)


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """`struct sock_filter`; jumps count the instructions that are left out."""
    return struct.pack("HBBI", code, if_true, if_false, value)
