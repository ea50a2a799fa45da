"""One session: its two sources, never mixed, and the requests that wait for their audio (CAP-2)."""

from collections.abc import Callable, Mapping

from earshot_stt.audio import SOURCES, Source
from earshot_stt.captioner import Captioner


class Session:
    """`id` names it on the wire; `waiting` are the ids of the requests that have no answer yet."""

    def __init__(self, identity: str, captioners: Mapping[Source, Captioner]) -> None:
        self.id = identity
        self.captioners = captioners
        self.waiting: list[str] = []
        self.is_stopping = False

    @property
    def next_frames(self) -> dict[str, int]:
        """Per source, the frame expected next."""
        return {source: self.captioners[source].next_seq for source in SOURCES}

    def finish(self, request: str, sources: tuple[Source, ...], answer: Callable[[], None]) -> None:
        """Calls `answer` once everything received from all of `sources` has been told of."""
        left = set(sources)
        self.waiting.append(request)

        def finished(source: Source) -> None:
            left.discard(source)
            if not left and request in self.waiting:
                self.waiting.remove(request)
                answer()

        for source in sources:
            self.captioners[source].finish(lambda source=source: finished(source))
