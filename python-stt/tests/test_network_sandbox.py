"""The process that hears the meeting can open no socket (SEC-1): tried from inside the real program."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import StartSidecar
from hub import Hub
from sidecar import DEMO_MODEL, ROOT
from speech import SENTENCES, spoken, word_error_rate

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
    """SEC-1: by a thread that was there before the filter, while the program works."""
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
