"""Where the two sources meet: the tab is noted as it comes, the microphone is taken in without its echo."""

from collections.abc import Callable, Mapping

import numpy as np

from earshot_stt.echo.echo_canceller import EchoCanceller
from earshot_stt.speech.intake import MOST_AT_ONCE, Arrival, FrameIntake, Intake
from earshot_stt.wire.audio import FRAME_SAMPLES, Samples, Source
from earshot_stt.wire.requests import AudioFrame


class TabIntake(FrameIntake):
    """Shows the canceller each frame when it is received, however late the engine takes it in."""

    def __init__(self, settled: int, canceller: EchoCanceller) -> None:
        super().__init__(settled)
        self._canceller = canceller

    def receive(self, frame: AudioFrame) -> Arrival:
        arrival = super().receive(frame)
        if arrival == "queued":
            self._canceller.reference.put(frame.first_sample, frame.samples)
        return arrival


class MicrophoneIntake(FrameIntake):
    """Holds a frame until the tab's audio that it may repeat has come, and gives it without that."""

    def __init__(self, settled: int, canceller: EchoCanceller) -> None:
        super().__init__(settled)
        self._canceller = canceller
        self._is_finished = False

    def finish(self, done: Callable[[], None]) -> None:
        super().finish(done)
        self._is_finished = True

    def take(self, most: int = MOST_AT_ONCE) -> list[Intake]:
        taken: list[Intake] = []
        parts: list[Samples] = []
        while len(parts) < most and self._may_follow(parts):
            *before, samples = super().take(most=1)
            if not isinstance(samples, np.ndarray):
                return [samples]
            taken += before
            parts.append(self._canceller.cancel(self.taken_end - len(samples), samples))
        return [*taken, np.concatenate(parts)] if parts else taken

    def _may_follow(self, parts: list[Samples]) -> bool:
        """Whether what waits next may be taken with `parts`: frames that follow each other, or one mark."""
        head = self.head
        if not isinstance(head, AudioFrame):
            return head is not None and not parts
        if parts and head.first_sample != self.taken_end:
            return False
        end = head.first_sample + FRAME_SAMPLES
        return self._is_finished or self._canceller.is_ready(head.first_sample, end, self.received_end)


def echo_cancelled_intakes(
    settled: Mapping[Source, int], canceller: EchoCanceller
) -> dict[Source, FrameIntake]:
    """Of `canceller`'s session, whose samples below `settled` an earlier process has reported."""
    return {"tab": TabIntake(settled["tab"], canceller), "mic": MicrophoneIntake(settled["mic"], canceller)}
