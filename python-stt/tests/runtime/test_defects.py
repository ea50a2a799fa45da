"""No process stays that lives and does not work (IPC-10, IPC-11, SEC-2)."""

import itertools
import json
import os
import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from earshot_stt.runtime.threads import DEFECT_STATUS
from support.recordings import SENTENCES, seconds_of_silence, spoken
from support.sidecar import DEMO_MODEL, ROOT, StartSidecar

_ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "python-stt" / "src")}
_FAILING = """
import sys, threading
from queue import SimpleQueue
from earshot_stt.captions.benchmark_switches import EngineSwitches
from earshot_stt.{module} import {thread}
class Failing:
    def __getattr__(self, name):
        raise {error}("a spoken word")
{thread}({arguments}).start()
threading.Event().wait()
"""
_QUEUES = {"ModelLoader": "_wanted", "ModelService": "_requests"}
"""Where a thread that makes its own queue looks first."""


def _program(model_cache: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "earshot_stt"),
        *("--demo-model", str(DEMO_MODEL)),
        *("--model-cache", str(model_cache)),
    ]


@pytest.mark.parametrize("error", ["MemoryError", "ValueError", "SystemExit"])
@pytest.mark.parametrize(
    ("module", "thread", "arguments"),
    [
        ("engine.engine", "Engine", "Failing(), Failing(), Failing(), EngineSwitches()"),
        ("wire.outbox", "SendPump", "Failing(), 1"),
        ("loading.loader", "ModelLoader", "None, Failing(), None, None"),
        ("models.service", "ModelService", "*[None] * 3"),
    ],
)
def test_a_thread_that_fails_ends_the_program_and_says_where(
    module: str, thread: str, arguments: str, error: str
) -> None:
    """IPC-10, SEC-2: with a status that is no success, and without the exception's text."""
    program = _FAILING.format(module=module, thread=thread, arguments=arguments, error=error)
    if thread in _QUEUES:
        program = program.replace(").start()", f")\nthread.{_QUEUES[thread]} = Failing()\nthread.start()")
        program = program.replace(f"\n{thread}(", f"\nthread = {thread}(")
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env=_ENVIRONMENT,
        capture_output=True,
        timeout=60,
    )

    assert ended.returncode == DEFECT_STATUS
    line = json.loads(ended.stderr)
    assert (line["event"], line["kind"]) == ("defect", error)
    assert b"spoken" not in ended.stderr


def test_an_input_that_cannot_be_read_ends_the_program(tmp_path: Path) -> None:
    """IPC-10: the receive pump is the main thread."""
    unreadable = os.open(os.devnull, os.O_WRONLY)
    try:
        ended = subprocess.run(
            _program(tmp_path),
            env=_ENVIRONMENT,
            stdin=unreadable,
            capture_output=True,
            timeout=60,
        )
    finally:
        os.close(unreadable)

    assert ended.returncode == DEFECT_STATUS
    assert json.loads(ended.stderr)["kind"] == "OSError"


@pytest.mark.skipif(sys.platform != "linux", reason="limits of another process are Linux's")
def test_a_full_memory_ends_the_program(start_sidecar: StartSidecar) -> None:
    """IPC-10: for real, in the middle of a session; what was not transcribed is not settled."""
    sidecar = start_sidecar()
    sidecar.start_session()
    sidecar.wait_for_model("ready")
    audio, _ = spoken(SENTENCES)
    quiet = sidecar.send_audio("tab", seconds_of_silence(1))
    sidecar.wait_for(
        lambda message: message.get("event") == "audio_consumed" and message["data"]["next_seq"] == quiet
    )
    # What is written to, and not the address space: of that, threads hold much in reserve.
    pages = int(Path(f"/proc/{sidecar.process_id}/statm").read_text("utf-8").split()[5])
    limit = pages * resource.getpagesize()
    resource.prlimit(sidecar.process_id, resource.RLIMIT_DATA, (limit, limit))

    def send() -> None:
        # What is free in the heap lasts a while: sound comes until nothing is left.
        for seq in itertools.count():
            start = seq % (len(audio) // 1600) * 1600
            try:
                sidecar.send_frame("tab", quiet + seq, audio[start:][:1600])
            except BrokenPipeError:
                return

    sender = Thread(target=send)
    sender.start()
    sidecar.expected_status = sidecar.wait_for_end()
    sender.join()

    assert sidecar.expected_status != 0
    ends, finals = sidecar.events("tab", "speech_end"), sidecar.events("tab", "final_text")
    assert [end["utterance"] for end in ends] == [final["utterance"] for final in finals]


def test_a_host_that_writes_and_never_reads_is_left(tmp_path: Path) -> None:
    """IPC-10: what waits for it is bounded."""
    question = {"id": "0f8fad5b-d9cb-469f-a165-70867728950e", "type": "request", "method": "get_health"}
    with subprocess.Popen(
        _program(tmp_path),
        env=_ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    ) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        with suppress(BrokenPipeError):
            while process.stdin.write(json.dumps(question).encode() + b"\n") > 0:
                pass
        status = process.wait(60)
        defect = json.loads(process.stderr.read())

    assert status == DEFECT_STATUS
    assert defect["kind"] == "HostStoppedReadingError"


def test_no_library_makes_threads_before_it_is_given_their_number() -> None:
    """IPC-13: NumPy's threads spin through every decode; once they did so for half of all CPU."""
    watch = """
import os, runpy, sys
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name in ("numpy", "ctranslate2", "onnxruntime"):
            print(os.environ.get("OPENBLAS_NUM_THREADS"), os.environ.get("OMP_NUM_THREADS") is not None)
            sys.stdout.flush()
            os._exit(0)
sys.meta_path.insert(0, Watch())
runpy.run_module("earshot_stt", run_name="__main__")
"""
    unset = {name: value for name, value in _ENVIRONMENT.items() if not name.endswith("_NUM_THREADS")}
    ended = subprocess.run([sys.executable, "-c", watch], env=unset, capture_output=True, timeout=60)

    assert ended.stdout == b"1 True\n"
