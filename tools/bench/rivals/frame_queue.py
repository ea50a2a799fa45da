"""Frames from standard input, read by their own thread so that no decode holds up the sender."""

import base64
import json
import threading
from collections.abc import Iterable
from typing import Literal

import numpy as np
import numpy.typing as npt

Source = Literal["tab", "mic"]
Frame = tuple[Source, npt.NDArray[np.int16]]
State = Literal["open", "ended", "abandoned"]


class FrameQueue:
    """Unbounded, as in the programs that this one stands for."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._arrived = threading.Condition()
        self._frames: list[Frame] = []
        self._state: State = "open"
        threading.Thread(target=self._read, args=(lines,), daemon=True).start()

    def take_all(self) -> tuple[list[Frame], State]:
        """Everything that has come, waiting for something; the state tells whether more will come."""
        with self._arrived:
            self._arrived.wait_for(lambda: self._frames or self._state != "open")
            return self._emptied()

    def take_now(self) -> tuple[list[Frame], State]:
        """Everything that has come, if anything has."""
        with self._arrived:
            return self._emptied()

    def _emptied(self) -> tuple[list[Frame], State]:
        frames, self._frames = self._frames, []
        return frames, self._state

    def _read(self, lines: Iterable[str]) -> None:
        state: State = "abandoned"
        try:
            for line in lines:
                message = json.loads(line)
                if message.get("end") is True:
                    state = "ended"
                    return
                frame: Frame = (message["source"], np.frombuffer(base64.b64decode(message["pcm"]), "<i2"))
                with self._arrived:
                    self._frames.append(frame)
                    self._arrived.notify()
        finally:
            with self._arrived:
                self._state = state
                self._arrived.notify()
