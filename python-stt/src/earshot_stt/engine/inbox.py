"""What waits for the engine, in order; and what is worth waking it for (STT-2: waiting is cheap)."""

from collections import deque
from queue import Empty, SimpleQueue
from typing import TypeAlias

from earshot_stt.loading.loader import ModelOutcome
from earshot_stt.speech.calm import swing
from earshot_stt.wire.audio import SOURCES, Source
from earshot_stt.wire.requests import AudioFrame, SessionRequest

Item: TypeAlias = SessionRequest | AudioFrame | ModelOutcome

_MOST_CALM = 20
"""Items that may wait for the next news: one second of both sources."""


class Inbox:
    """Any thread puts, which never waits; the engine takes.

    Most of what a frame of silence costs is the waking, so frames of a calm source wait for the next news,
    for company, or for the engine to look by itself.
    """

    def __init__(self) -> None:
        self._items: deque[Item] = deque()
        self._bell: SimpleQueue[None] = SimpleQueue()
        self._calm_below: dict[Source, int | None] = dict.fromkeys(SOURCES)

    def __len__(self) -> int:
        return len(self._items)

    def expect(self, source: Source, calm_below: int | None) -> None:
        """Frames of `source` that swing by less are no news; 0: all are; None: none are expected."""
        self._calm_below[source] = calm_below

    @property
    def is_calm(self) -> bool:
        """Whether no source that is heard has news."""
        expected = [below for below in self._calm_below.values() if below is not None]
        return bool(expected) and min(expected) > 0

    def put(self, item: Item) -> None:
        """Adds `item`; wakes the engine unless it can wait."""
        self._items.append(item)
        # The item first and the bell then: whoever finds the bell rung knows that the item will be found.
        if (self._is_news(item) or len(self._items) >= _MOST_CALM) and self._bell.empty():
            self._bell.put(None)

    def wait(self, seconds: float | None) -> bool:
        """True as soon as there is news, False after that many seconds; None: never without news."""
        try:
            self._bell.get(timeout=seconds)
        except Empty:
            return False
        return True

    def take(self) -> Item | None:
        """The next item, news or not; None when nothing waits."""
        return self._items.popleft() if self._items else None

    def _is_news(self, item: Item) -> bool:
        if not isinstance(item, AudioFrame):
            return True
        calm_below = self._calm_below[item.source]
        if calm_below is not None and swing(item.samples) < calm_below:
            return False
        # Until the engine has heard it, nothing is calm.
        self._calm_below[item.source] = 0
        return True
