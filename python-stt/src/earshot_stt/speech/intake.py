"""Frames of one source in order: duplicates out, early ones refused, nothing taken before there is room.

The host guarantees the order: it sends what its journal holds, none left out. Audio that was never captured
is no missing frame but a jump of `first_sample`.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from earshot_stt.wire.audio import Samples
from earshot_stt.wire.requests import AudioFrame


@dataclass(frozen=True, slots=True)
class Gap:
    """The samples [start, end) never came."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EndOfAudio:
    """The source's audio up to here is to be finished; `done` is called when its last event has been sent."""

    done: Callable[[], None]


Arrival = Literal["queued", "known", "refused"]
"""What became of a frame: `known` came before, `refused` came too early or far beyond the credit."""

MOST_AT_ONCE = 10
"""Frames: one second, which costs the voice detector in one call little more than a single frame."""
_MOST_WAITING = 1_000
"""Frames and marks of one source; the host's credit keeps it at a tenth of that."""

Intake: TypeAlias = Samples | Gap | EndOfAudio


class FrameIntake:
    """What the host has sent and the engine has not yet taken in; bounded by the host's credit (IPC-5)."""

    def __init__(self, settled: int = 0) -> None:
        """Samples below `settled` are taken in but not counted: an earlier process has reported them."""
        self._settled = settled
        self._waiting: deque[AudioFrame | EndOfAudio] = deque()
        self.next_seq = 0
        """Frame expected next from the host."""
        self.taken_seq = 0
        """Every frame below it has been taken in."""
        self.start: int | None = None
        """First sample of the first frame; None before it came."""
        self.received_samples = 0
        """New samples that have come."""
        self.waiting_samples = 0
        """Those of them that have not been taken in."""
        self._received_end = 0
        self._end = 0

    def receive(self, frame: AudioFrame) -> Arrival:
        """Keeps the frame that is due, and no other. The first may have any number: a resumed session."""
        if self.start is None:
            self.start = self._end = self._received_end = frame.first_sample
            self.taken_seq = self.next_seq = frame.seq
        if frame.seq < self.next_seq:
            return "known"
        if frame.seq > self.next_seq or len(self._waiting) >= _MOST_WAITING:
            return "refused"
        self.next_seq += 1
        self._waiting.append(frame)
        end = frame.first_sample + len(frame.samples)
        fresh = max(0, end - max(self._received_end, frame.first_sample, self._settled))
        self._received_end = max(end, self._received_end)
        self.received_samples += fresh
        self.waiting_samples += fresh
        return "queued"

    def misses(self, next_seq: int) -> bool:
        """Whether frames below `next_seq` have not come, of a source of which any have."""
        return self.start is not None and next_seq > self.next_seq

    def finish(self, done: Callable[[], None]) -> None:
        """Marks the end of the source after the frames received so far."""
        self._waiting.append(EndOfAudio(done))

    @property
    def has_audio(self) -> bool:
        """Whether a frame waits; marks alone need no model."""
        return any(isinstance(item, AudioFrame) for item in self._waiting)

    @property
    def received_end(self) -> int:
        """Position after the last sample that has come."""
        return self._received_end

    @property
    def taken_end(self) -> int:
        """Position after the last sample that was taken in."""
        return self._end

    @property
    def head(self) -> AudioFrame | EndOfAudio | None:
        """What waits next."""
        return self._waiting[0] if self._waiting else None

    def take(self, most: int = MOST_AT_ONCE) -> list[Intake]:
        """Takes in the next frames that follow each other, with the gap before them, or the next mark.

        Empty when nothing waits.
        """
        if not self._waiting:
            return []
        item = self._waiting.popleft()
        if isinstance(item, EndOfAudio):
            return [item]
        gap = Gap(self._end, item.first_sample)
        frames = [item, *self._pop_followers(item, most - 1)]
        self.taken_seq = frames[-1].seq + 1
        # Samples below the end have been taken in already, whatever their frame's number.
        samples = np.concatenate([frame.samples for frame in frames]) if len(frames) > 1 else item.samples
        fresh = samples[max(0, gap.start - gap.end) :]
        begin = max(gap.start, gap.end)
        self._end = begin + len(fresh)
        self.waiting_samples -= max(0, self._end - max(begin, self._settled))
        return [gap, fresh] if gap.end > gap.start else [fresh]

    def _pop_followers(self, frame: AudioFrame, most: int) -> Iterator[AudioFrame]:
        for _ in range(most):
            follower = self.head
            if not isinstance(follower, AudioFrame):
                return
            if follower.first_sample != frame.first_sample + len(frame.samples):
                return
            frame = follower
            self._waiting.popleft()
            yield frame
