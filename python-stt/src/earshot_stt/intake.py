"""Frames of one source in order: duplicates out, gaps named, nothing taken before there is room."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from earshot_stt.audio import Samples
from earshot_stt.requests import AudioFrame


@dataclass(frozen=True, slots=True)
class Gap:
    """`count` samples that never came."""

    count: int


@dataclass(frozen=True, slots=True)
class EndOfAudio:
    """The source's audio up to here is to be finished; `done` is called when its last event has been sent."""

    done: Callable[[], None]


Intake: TypeAlias = Samples | Gap | EndOfAudio


class FrameIntake:
    """What the host has sent and the engine has not yet taken in; bounded by the host's credit (IPC-5)."""

    def __init__(self) -> None:
        self._waiting: deque[AudioFrame | EndOfAudio] = deque()
        self.next_seq = 0
        """Frame expected next from the host."""
        self.taken_seq = 0
        """Every frame below it has been taken in."""
        self.start: int | None = None
        """First sample of the first frame; None before it came."""
        self._end = 0

    def receive(self, frame: AudioFrame) -> bool:
        """Keeps a frame; False for one that came before. The first may have any number: a resumed session."""
        if self.start is None:
            self.start = self._end = frame.first_sample
            self.taken_seq = frame.seq
        elif frame.seq < self.next_seq:
            return False
        self.next_seq = frame.seq + 1
        self._waiting.append(frame)
        return True

    def finish(self, done: Callable[[], None]) -> None:
        """Marks the end of the source behind the frames received so far."""
        self._waiting.append(EndOfAudio(done))

    @property
    def has_audio(self) -> bool:
        """Whether a frame waits; marks alone need no model."""
        return any(isinstance(item, AudioFrame) for item in self._waiting)

    def take(self) -> list[Intake]:
        """Takes in the next frame, with the gap before it, or the next mark; empty when nothing waits."""
        if not self._waiting:
            return []
        item = self._waiting.popleft()
        if isinstance(item, EndOfAudio):
            return [item]
        self.taken_seq = item.seq + 1
        gap = item.first_sample - self._end
        # Samples below the end have been heard already, whatever their frame's number.
        fresh = item.samples[max(0, -gap) :]
        self._end += max(0, gap) + len(fresh)
        return [Gap(gap), fresh] if gap > 0 else [fresh]
