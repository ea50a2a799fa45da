"""The real programs as children, spoken to as the host does it, and held to `schema.json` (VER-5)."""

import base64
import json
import os
import signal
import subprocess
import sys
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from jsonschema import Draft202012Validator

from earshot_stt.wire.audio import FRAME_SAMPLES, Samples, Source

ROOT = Path(__file__).resolve().parents[3]
DEMO_MODEL = ROOT / "demo-model"
Message: TypeAlias = dict[str, Any]

_SCHEMA = json.loads((ROOT / "protocol" / "schema.json").read_text("utf-8"))
_MESSAGE_VALIDATOR = Draft202012Validator(_SCHEMA["anyMessage"])
_RESULT_VALIDATORS = {name: Draft202012Validator(schema) for name, schema in _SCHEMA["results"].items()}
_PATIENCE_SECONDS = 90.0
"""What takes longer hangs. A busy machine is late."""
_FRAMES_IN_FLIGHT = 100


class Sidecar:
    """Reads on a thread of its own; tests wait for messages and never sleep."""

    def __init__(
        self,
        cache: Path,
        table: Path,
        arguments: tuple[str, ...],
        environment: dict[str, str],
        stderr: Path,
        program: str = "earshot_stt",
        inherited: tuple[int, ...] = (),
    ) -> None:
        self.stderr = stderr
        self.messages: list[Message] = []
        self.session = str(uuid.uuid4())
        self.expected_status = 0
        """With which it ends, sooner or later."""
        self._methods: dict[str, str] = {}
        self._consumed: Counter[Source] = Counter()
        self._changed = threading.Condition()
        self._has_ended = False
        command = [sys.executable, "-m", program, "--demo-model", str(DEMO_MODEL)]
        with stderr.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--model-cache", str(cache), "--model-table", str(table), *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                pass_fds=inherited,
                env={**os.environ, "PYTHONPATH": str(ROOT / "python-stt" / "src"), **environment},
            )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def write(self, line: bytes) -> None:
        """Sends raw bytes."""
        assert self._process.stdin is not None
        self._process.stdin.write(line)
        self._process.stdin.flush()

    def request(self, method: str, params: Message, **envelope: str) -> str:
        """Sends a request and returns its id; never waits."""
        identity = str(uuid.uuid4())
        self._methods[identity] = method
        message = {"id": identity, "type": "request", "version": "1.0", "method": method, "params": params}
        self.write(json.dumps(message | envelope).encode() + b"\n")
        return identity

    def ask(self, method: str, params: Message, **envelope: str) -> Message:
        """The answer to a request, be it a response or an error."""
        return self.answer_to(self.request(method, params, **envelope))

    def answer_to(self, identity: str) -> Message:
        return self.wait_for(lambda message: message.get("id") == identity)

    def wait_for(self, is_wanted: Callable[[Message], bool]) -> Message:
        """The first message so far, or to come, that is wanted."""

        def found() -> Message | None:
            return next((message for message in self.messages if is_wanted(message)), None)

        with self._changed:
            arrived = self._changed.wait_for(lambda: found() or self._has_ended, _PATIENCE_SECONDS)
            message = found()
        assert message is not None, "the program ended" if arrived else "the message did not come"
        return message

    def wait_for_model(self, state: str, loaded: str | None = None) -> Message:
        """The first `model_progress` in the given state, of the given loaded model."""

        def is_wanted(message: Message) -> bool:
            if message.get("event") != "model_progress" or message["data"]["state"] != state:
                return False
            return loaded is None or message["data"]["loaded"]["model"] == loaded

        return self.wait_for(is_wanted)["data"]

    @property
    def process_id(self) -> int:
        return self._process.pid

    def start_session(self, **settings: object) -> Message:
        """Starts a new session and returns the answer."""
        self.session = str(uuid.uuid4())
        self._consumed.clear()
        return self.ask("start_session", self._start_parameters(**settings))

    def continue_session(self, session: str, settled: Mapping[Source, int]) -> Message:
        """Starts a session that another process has reported up to `settled`, and returns the answer."""
        self.session = session
        self._consumed.clear()
        return self.ask("start_session", {**self._start_parameters(), "settled": settled})

    def send_frame(self, source: Source, seq: int, samples: Samples, first_sample: int | None = None) -> None:
        """Sends one frame; `first_sample` is where `seq` puts it unless given."""
        self.request(
            "process_audio_stream",
            {
                "session": self.session,
                "source": source,
                "seq": seq,
                "first_sample": seq * FRAME_SAMPLES if first_sample is None else first_sample,
                "pcm": base64.b64encode(samples.astype("<i2").tobytes()).decode(),
            },
        )

    def wait_for_credit(self, source: Source, seq: int, first_seq: int) -> None:
        """Waits until the host would send frame `seq` of a source that it began with `first_seq`."""
        with self._changed:
            is_free = self._changed.wait_for(
                lambda: seq < max(first_seq, self._consumed[source]) + _FRAMES_IN_FLIGHT, _PATIENCE_SECONDS
            )
        assert is_free, "no credit came back"

    def send_audio(self, source: Source, samples: Samples, first_seq: int = 0) -> int:
        """Sends whole frames with the host's credit and returns the number of the next frame."""
        frames = np.split(samples, len(samples) // FRAME_SAMPLES)
        for seq, frame in enumerate(frames, first_seq):
            self.wait_for_credit(source, seq, first_seq)
            self.send_frame(source, seq, frame)
        return first_seq + len(frames)

    def stop_session(self, tab: int = 0, mic: int = 0) -> Message:
        """Stops the session and returns the answer, after every event of the session."""
        return self.ask("stop_session", {"session": self.session, "next": {"tab": tab, "mic": mic}})

    def events(self, source: Source, *names: str) -> list[Message]:
        """What was reported of one source of the present session so far, as `{event, …data}`."""
        return [
            {"event": message["event"], **message["data"]}
            for message in self.messages
            if message["type"] == "event"
            and message["data"].get("session") == self.session
            and message["data"].get("source") == source
            and (not names or message["event"] in names)
        ]

    def text(self, source: Source) -> str:
        """All finals of one source."""
        return " ".join(event["text"] for event in self.events(source, "final_text"))

    def close_input(self) -> None:
        assert self._process.stdin is not None
        # What a program that ended by itself has not read is of no use to it any more.
        with suppress(BrokenPipeError):
            self._process.stdin.close()

    def kill(self) -> None:
        """Ends it as the system does; what it had written by then is still read."""
        self.expected_status = -signal.SIGKILL
        self._process.kill()
        self._process.wait()
        self._reader.join()

    def wait_for_end(self, seconds: float = _PATIENCE_SECONDS) -> int:
        """The status with which it ends by itself within `seconds`."""
        return self._process.wait(seconds)

    def end(self) -> int:
        """Closes the program's stdin and returns the status with which it ends by itself."""
        self.close_input()
        status = self.wait_for_end()
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()
        return status

    def _start_parameters(self, **settings: object) -> Message:
        start = {"session": self.session, "started_at": "2026-11-22T09:00:00Z"}
        return {**start, "settings": transcription_settings(**settings)}

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            message: Message = json.loads(line)
            self._validate(message)
            with self._changed:
                self.messages.append(message)
                if message.get("event") == "audio_consumed":
                    self._consumed[message["data"]["source"]] = message["data"]["next_seq"]
                self._changed.notify_all()
        with self._changed:
            self._has_ended = True
            self._changed.notify_all()

    def _validate(self, message: Message) -> None:
        """A failure ends the reading thread, which pytest reports and the waiting test feels."""
        if message["type"] == "response":
            _RESULT_VALIDATORS[self._methods[message["id"]]].validate(message["result"])
        else:
            _MESSAGE_VALIDATOR.validate(message)


StartSidecar: TypeAlias = Callable[..., Sidecar]
"""The fixtures that start a program with these arguments: `start_sidecar`, `start_download`."""


def transcription_settings(**changes: object) -> Message:
    """The demo model's settings with `changes`."""
    chosen: Message = {
        "model": "demo",
        "language": "auto",
        "task": "transcribe",
        "device": "auto",
        "vocabulary": [],
    }
    return chosen | changes
