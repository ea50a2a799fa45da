"""What waits for the engine, in order; and what is worth waking it for (STT-2: waiting is cheap)."""

from collections import deque
from queue import Empty, SimpleQueue
from typing import TypeAlias

from earshot_stt.loading.loader import ModelOutcome
from earshot_stt.speech.noise_floor import peak_to_peak
from earshot_stt.voices.embedding_thread import SpeechEmbedded
from earshot_stt.wire.audio import SOURCES, Source
from earshot_stt.wire.requests import AudioFrame, SessionRequest

Item: TypeAlias = SessionRequest | AudioFrame | ModelOutcome | SpeechEmbedded

_MOST_QUIET = 20
"""Items that may wait until the next item wakes the engine: one second of both sources."""


class Inbox:
    """Any thread puts, which never waits; the engine takes.

    Most of what a frame of silence costs is the waking, so frames of a quiet source wait for the next item
    that wakes, for more of them, or for the engine to look by itself.
    """

    def __init__(self) -> None:
        self._items: deque[Item] = deque()
        self._wake_up: SimpleQueue[None] = SimpleQueue()
        self._quiet_below: dict[Source, int | None] = dict.fromkeys(SOURCES)

    def __len__(self) -> int:
        return len(self._items)

    def expect(self, source: Source, quiet_below: int | None) -> None:
        """Frames of `source` whose peak-to-peak is less do not wake; 0: all do; None: none are expected."""
        self._quiet_below[source] = quiet_below

    @property
    def is_quiet(self) -> bool:
        """Whether only quiet frames are expected, of every source that sends."""
        expected = [below for below in self._quiet_below.values() if below is not None]
        return bool(expected) and min(expected) > 0

    def put(self, item: Item) -> None:
        """Adds `item`; wakes the engine unless it can wait."""
        self._items.append(item)
        # The item first and the wake-up then: who is woken finds the item.
        if (self._is_audible(item) or len(self._items) >= _MOST_QUIET) and self._wake_up.empty():
            self._wake_up.put(None)

    def wait(self, seconds: float | None) -> bool:
        """True once an item wakes, False after that many seconds; None: waits for ever."""
        try:
            self._wake_up.get(timeout=seconds)
        except Empty:
            return False
        return True

    def take(self) -> Item | None:
        """The next item; None when nothing waits."""
        return self._items.popleft() if self._items else None

    def _is_audible(self, item: Item) -> bool:
        if not isinstance(item, AudioFrame):
            return True
        quiet_below = self._quiet_below[item.source]
        if quiet_below is not None and peak_to_peak(item.samples) < quiet_below:
            return False
        # Until the engine has taken it in, every frame wakes.
        self._quiet_below[item.source] = 0
        return True
