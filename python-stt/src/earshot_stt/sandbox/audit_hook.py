"""The interpreter itself refuses sockets (PEP 578): the only line on Windows, the second one elsewhere.

It holds Python code only. Native code opens sockets without asking the interpreter, and a child process has
hooks of its own.
"""

import sys

_REFUSED = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "socket.getnameinfo",
        "socket.getservbyname",
        "socket.getservbyport",
    }
)
_AF_UNIX = 1


def refuse_sockets_in_python() -> None:
    """From now on creating, connecting or resolving raises PermissionError; a hook can never be removed."""
    sys.addaudithook(_audit)


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    # Runs for every file that is opened and every module imported: one comparison, mostly.
    if not event.startswith("socket."):
        return
    # A local pair is made by wrapping descriptors that exist already.
    is_created = event == "socket.__new__" and len(arguments) > 1 and arguments[1] != _AF_UNIX
    if is_created or event in _REFUSED:
        raise PermissionError(f"this process has left the network: {event}")
