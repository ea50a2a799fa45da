"""The process that recognises the meeting can open no socket (SEC-5): tried from inside the real program."""

import json
import os
import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from support.hub import Hub
from support.recordings import SENTENCES, spoken, word_error_rate
from support.sidecar import DEMO_MODEL, ROOT, StartSidecar

_ATTACKS = Path(__file__).parent / "attacks"
_SOURCES = ROOT / "python-stt" / "src"
_OPEN_OUTSIDE = (
    "socket(INET, STREAM)",
    "socket(UNIX, DGRAM)",
    "socket by its number",
    "socketpair of datagrams",
    "Python's resolver",
    "a forked child",
    "another Python",
    "curl",
    "an inherited descriptor",
)
"""Attempts that succeed in a process that nothing holds, wherever the tests run."""


@pytest.mark.skipif(sys.platform != "linux", reason="the filter is Linux's")
def test_no_way_to_a_socket_is_open_and_captions_go_on(start_sidecar: StartSidecar, tmp_path: Path) -> None:
    """SEC-5: by a thread that was there before the filter, while the program works."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with Hub(DEMO_MODEL) as hub, socket.create_server(("127.0.0.1", 0)) as held:
        environment = {
            "ATTACK_HUB": hub.address,
            "ATTACK_DESCRIPTOR": str(held.fileno()),
            "PYTHONPATH": os.pathsep.join(map(str, (_SOURCES, _ATTACKS))),
        }
        outside = _attempts_outside(environment, held.fileno())
        hub.all_requests.clear()
        sidecar = start_sidecar(
            environment={**environment, "ATTACK_PIPE": str(pipe)}, inherited=(held.fileno(),)
        )
        sidecar.start_session()
        sidecar.wait_for_model("ready")
        pipe.write_bytes(b"begin")
        inside: dict[str, str] = json.loads(pipe.read_bytes())
        audio, text = spoken(SENTENCES[:1])
        sidecar.stop_session(tab=sidecar.send_audio("tab", audio))

    assert [name for name, outcome in inside.items() if outcome == "opened"] == []
    assert hub.all_requests == []
    assert inside["socket(INET, STREAM)"] == "EACCES"
    assert sidecar.ask("get_health", {})["result"]["network_sandbox"] == "seccomp"
    assert word_error_rate(text, sidecar.text("tab")) == 0
    assert [name for name in _OPEN_OUTSIDE if outside[name] != "opened"] == []


def _attempts_outside(environment: dict[str, str], inherited: int) -> dict[str, str]:
    """What comes of them in a process that nothing holds."""
    ended = subprocess.run(
        [sys.executable, str(_ATTACKS / "attempts.py")],
        env={**os.environ, **environment},
        pass_fds=(inherited,),
        stdout=subprocess.PIPE,
        check=True,
        timeout=120,
    )
    outcomes: dict[str, str] = json.loads(ended.stdout)
    return outcomes


@pytest.mark.skipif(sys.platform != "linux", reason="the filter is Linux's")
def test_where_there_is_a_graphics_card_one_local_socket_may_be_served_and_none_connected() -> None:
    """SEC-5: what CUDA's driver does when it starts, and no more."""
    outcomes = _run_in_new_process("""
        seccomp.NVIDIA_CONTROL = Path("/dev/null")
        sandbox.append(leave_network())
        AF_UNIX, STREAM, DGRAM, SEQPACKET = 1, 1, 2, 5
        served = libc.socket(AF_UNIX, SEQPACKET | 0o2000000, 0)
        name = b"\\x01\\x00" + b"\\x00earshot-" + str(os.getpid()).encode()
        tried["bind"] = libc.bind(served, name, len(name))
        tried["listen"] = libc.listen(served, 1)
        tried["connect"] = libc.connect(libc.socket(AF_UNIX, SEQPACKET, 0), name, len(name))
        tried["stream"] = libc.socket(AF_UNIX, STREAM, 0)
        tried["datagram"] = libc.socket(AF_UNIX, DGRAM, 0)
        tried["internet"] = libc.socket(2, STREAM, 0)
        tried["pair of datagrams"] = libc.socketpair(AF_UNIX, DGRAM, 0, (ctypes.c_int * 2)())
    """)

    assert outcomes == {
        "sandbox": ["seccomp"],
        "bind": 0,
        "listen": 0,
        "connect": -1,
        "stream": -1,
        "datagram": -1,
        "internet": -1,
        "pair of datagrams": -1,
    }


@pytest.mark.skipif(sys.platform != "linux", reason="the filter is Linux's")
def test_where_the_kernel_takes_no_filter_python_refuses_and_says_that_it_is_all() -> None:
    """SEC-5: as on a machine that we know no numbers of, and in a container that forbids filters."""
    outcomes = _run_in_new_process("""
        seccomp._MACHINES.clear()
        sandbox.append(leave_network())
        for name, attempt in {
            "socket": lambda: socket.socket(),
            "resolver": lambda: socket.getaddrinfo("localhost", 80),
            "urllib": lambda: urllib.request.urlopen("http://127.0.0.1:9"),
        }.items():
            try:
                attempt()
                tried[name] = "opened"
            except OSError as error:
                tried[name] = "left the network" in str(error)
        left, right = socket.socketpair()
        left.sendall(b"pair")
        tried["pair"] = right.recv(4) == b"pair"
    """)

    assert outcomes == {
        "sandbox": ["audit-hook"],
        "socket": True,
        "resolver": True,
        "urllib": True,
        "pair": True,
    }


def _run_in_new_process(code: str) -> dict[str, object]:
    """What `code` puts into `tried` and `sandbox`; there is no way back to the network, hence the process."""
    program = f"""
import ctypes, json, os, socket, urllib.request
from pathlib import Path
from earshot_stt.sandbox import seccomp
from earshot_stt.sandbox.network import leave_network
libc, tried, sandbox = ctypes.CDLL(None), {{}}, []
{textwrap.dedent(code)}
print(json.dumps({{"sandbox": sandbox, **tried}}))
"""
    environment = {**os.environ, "PYTHONPATH": str(_SOURCES)}
    ended = subprocess.run(
        [sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, check=True, timeout=60
    )
    outcomes: dict[str, object] = json.loads(ended.stdout)
    return outcomes
