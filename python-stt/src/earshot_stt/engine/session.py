"""One session: its two sources, never mixed, and the requests that wait for their audio (CAP-2)."""

from collections.abc import Callable, Mapping

from earshot_stt.captions.caption_decoder import CaptionDecoder
from earshot_stt.captions.captioner import Captioner
from earshot_stt.wire.audio import SOURCES, Source
from earshot_stt.wire.json_object import JsonObject


class Session:
    """`id` names it on the wire; `waiting` are the ids of the requests that have no answer yet."""

    def __init__(self, identity: str, decoders: Mapping[Source, CaptionDecoder]) -> None:
        self.id = identity
        self.decoders = decoders
        self.waiting: list[str] = []
        self.is_stopping = False

    @property
    def captioners(self) -> Mapping[Source, Captioner]:
        """Where the audio goes in."""
        return {source: decoder.captioner for source, decoder in self.decoders.items()}

    @property
    def coverage(self) -> JsonObject:
        """Where every sample is, per source."""
        return {source: self.captioners[source].coverage.to_json() for source in SOURCES}

    @property
    def next_frames(self) -> dict[str, int]:
        """Per source, the frame expected next."""
        return {source: self.captioners[source].next_seq for source in SOURCES}

    def finish(self, request: str, sources: tuple[Source, ...], answer: Callable[[], None]) -> None:
        """Calls `answer` once everything received from all of `sources` has been reported."""
        left = set(sources)
        self.waiting.append(request)

        def finished(source: Source) -> None:
            left.discard(source)
            if not left and request in self.waiting:
                self.waiting.remove(request)
                answer()

        for source in sources:
            self.captioners[source].finish(lambda source=source: finished(source))
