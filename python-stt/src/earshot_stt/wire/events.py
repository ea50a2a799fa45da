"""Every event that the sidecar's two programs send, as it stands on the wire (`protocol/events.ts`).

An event is one variant of a union that `event` tells apart, as a request is by `method`; the outbox encodes
it in one pass.
"""

from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType

from earshot_stt.wire.audio import Source
from earshot_stt.wire.fields import MAX_DOUBTFUL_WORDS, CaptionLanguage, CaptionText, SpeakerId
from earshot_stt.wire.page_evidence import PersonText
from earshot_stt.wire.reports import ModelDownloadData, ModelProgressData
from earshot_stt.wire.version import PROTOCOL_VERSION

SuppressionReason: TypeAlias = Literal["silence", "unsure"]


class OfSource(Struct, frozen=True):
    """What every event about audio carries (IPC-4)."""

    session: str
    source: Source


class OfUtterance(OfSource, frozen=True):
    """What every event about speech carries; `utterance` is the sample at which it starts."""

    utterance: int
    revision: int
    start_sample: int
    end_sample: int


class PartialTextData(OfUtterance, frozen=True):
    stable: CaptionText
    tail: CaptionText
    language: CaptionLanguage | None


class DoubtfulWord(Struct, frozen=True):
    """A word that the model doubts: [start, end) of the final's text, in UTF-16 units as views count them."""

    start: int
    end: int
    probability: float


class FinalTextData(OfUtterance, frozen=True):
    text: CaptionText
    language: CaptionLanguage | None
    doubtful: Annotated[tuple[DoubtfulWord, ...], Meta(max_length=MAX_DOUBTFUL_WORDS)] | UnsetType = UNSET
    """Absent where it is not known how sure the model is of them."""
    echo_of: int | UnsetType = UNSET
    """Of the microphone: the tab's utterance that it repeats."""


class SuppressedTextData(OfUtterance, frozen=True):
    text: CaptionText
    language: CaptionLanguage | None
    reason: SuppressionReason


class SpeakerData(OfUtterance, frozen=True):
    """Whose voice an utterance is, by an id of the session's; `revision` counts these events of it."""

    speaker: SpeakerId
    name: PersonText | UnsetType = UNSET
    """Who that voice is by the meeting's page, in all its utterances; absent while that is not clear."""


class NoSpeechData(OfSource, frozen=True):
    start_sample: int
    end_sample: int


class AudioConsumedData(OfSource, frozen=True):
    next_seq: int


class EventMessage(Struct, frozen=True, kw_only=True, tag_field="event"):
    """What every event says of itself."""

    type: Literal["event"] = "event"
    version: str = PROTOCOL_VERSION


class SpeechStart(EventMessage, frozen=True, tag="speech_start"):
    data: OfUtterance


class PartialText(EventMessage, frozen=True, tag="partial_text"):
    data: PartialTextData


class FinalText(EventMessage, frozen=True, tag="final_text"):
    data: FinalTextData


class SuppressedText(EventMessage, frozen=True, tag="suppressed_text"):
    data: SuppressedTextData


class Speaker(EventMessage, frozen=True, tag="speaker"):
    data: SpeakerData


class SpeechEnd(EventMessage, frozen=True, tag="speech_end"):
    data: OfUtterance


class NoSpeech(EventMessage, frozen=True, tag="no_speech"):
    data: NoSpeechData


class AudioConsumed(EventMessage, frozen=True, tag="audio_consumed"):
    data: AudioConsumedData


class ModelProgress(EventMessage, frozen=True, tag="model_progress"):
    data: ModelProgressData


class ModelDownload(EventMessage, frozen=True, tag="model_download"):
    data: ModelDownloadData


SidecarEvent: TypeAlias = (
    SpeechStart
    | PartialText
    | FinalText
    | SuppressedText
    | Speaker
    | SpeechEnd
    | NoSpeech
    | AudioConsumed
    | ModelProgress
    | ModelDownload
)
"""Everything that is sent unasked, but for failures."""
