"""Every request that the sidecar's two programs act on, as it stands on the wire (`protocol/requests.ts`).

A request is one variant of a union that `method` tells apart; `parse` decodes a line straight into it. Fields
that a newer peer adds are ignored (VER-2).
"""

import binascii
from typing import Annotated, Any, Literal, TypeAlias

import numpy as np
from msgspec import Meta, Struct, field

from earshot_stt.wire.audio import FRAME_SAMPLES, Samples, Source
from earshot_stt.wire.fields import (
    MAX_CAPTION_LENGTH,
    MAX_OPEN_GAPS,
    MAX_SEGMENT_SAMPLES,
    MAX_TERM_LENGTH,
    MAX_VOICES,
    CaptionLanguage,
    CaptionText,
    DateTime,
    FrameNumber,
    GapReason,
    LanguageCode,
    LanguageSetting,
    ModelName,
    PerSource,
    SampleIndex,
    Uuid,
    VersionText,
    check_length,
)
from earshot_stt.wire.page_evidence import PageNoteParams
from earshot_stt.wire.version import ASSUMED_VERSION

Task: TypeAlias = Literal["transcribe", "translate"]
Device: TypeAlias = Literal["auto", "cpu", "cuda"]


class Settings(Struct, frozen=True):
    """What the user chose for transcription; `language` is `auto` or a Whisper language code."""

    model: ModelName
    language: LanguageSetting
    task: Task
    device: Device
    vocabulary: Annotated[
        tuple[Annotated[str, Meta(min_length=1, max_length=MAX_TERM_LENGTH)], ...], Meta(max_length=100)
    ]
    correction_model: ModelName | None = None
    languages: Annotated[tuple[LanguageCode, ...], Meta(max_length=8)] = ()
    """Those that are expected, where the language is `auto`; empty: any."""
    voices: bool = False
    """Whether the voices of the tab are told apart."""

    def __post_init__(self) -> None:
        for term in self.vocabulary:
            check_length(term, MAX_TERM_LENGTH)


class RecentCaption(Struct, frozen=True):
    """The last final of a source, up to `end` in samples, by an earlier process."""

    text: CaptionText
    language: CaptionLanguage | None
    end: SampleIndex = field(name="end_sample")

    def __post_init__(self) -> None:
        check_length(self.text, MAX_CAPTION_LENGTH)


class Gap(Struct, frozen=True):
    """Samples [start_sample, end_sample) of one source without audio."""

    source: Source
    start_sample: SampleIndex
    end_sample: SampleIndex
    reason: GapReason


class NoParams(Struct, frozen=True):
    """A request that says all by its name."""


class VersionCheckParams(Struct, frozen=True):
    """`product_version` decides nothing, so that nothing is refused for it."""

    supported_versions: tuple[VersionText, ...]
    extension_version: VersionText | None = None
    host_version: VersionText | None = None
    product_version: Any = None


class StartSessionParams(Struct, frozen=True):
    """`settled`: samples of each source that a process before this one has reported on (IPC-10)."""

    session: Uuid
    started_at: DateTime
    settings: Settings
    settled: PerSource[SampleIndex] = PerSource(0, 0)
    recent: PerSource[RecentCaption | None] = PerSource(None, None)
    voices_used: Annotated[int, Meta(ge=0, le=MAX_VOICES)] = 0
    """So many ids of voices belong to voices that this process does not know."""


class SessionParams(Struct, frozen=True):
    session: Uuid


class ResumeSessionParams(Struct, frozen=True):
    session: Uuid
    sources: tuple[Source, ...]


class AudioFrame(Struct, frozen=True):
    """`samples`: int16[1600]; `first_sample` counts from the session's start."""

    session: Uuid
    source: Source
    seq: FrameNumber
    first_sample: SampleIndex
    samples: Samples = field(name="pcm")
    gap: GapReason | None = None

    def __post_init__(self) -> None:
        if len(self.samples) != FRAME_SAMPLES:
            raise ValueError(f"Expected `pcm` of {FRAME_SAMPLES} samples")


class EndOfSourceParams(Struct, frozen=True):
    session: Uuid
    source: Source
    next_seq: FrameNumber


class StopSessionParams(Struct, frozen=True):
    """`next`: per source, the number after its last frame."""

    session: Uuid
    next: PerSource[FrameNumber]
    gaps: Annotated[tuple[Gap, ...], Meta(max_length=MAX_OPEN_GAPS)] = ()


class UpdateSettingsParams(Struct, frozen=True):
    settings: Settings


class CorrectionParams(Struct, frozen=True):
    """`samples`: int16[n] of one closed segment, to be decoded by `model` when nothing live is due."""

    session: Uuid
    source: Source
    utterance: SampleIndex
    model: ModelName
    settings: Settings
    language: CaptionLanguage | None
    context: CaptionText
    samples: Samples = field(name="pcm")

    def __post_init__(self) -> None:
        check_length(self.context, MAX_CAPTION_LENGTH)
        if len(self.samples) > MAX_SEGMENT_SAMPLES:
            raise ValueError(f"Expected `pcm` of at most {MAX_SEGMENT_SAMPLES} samples")


class ModelParams(Struct, frozen=True):
    model: ModelName


class RequestMessage(Struct, frozen=True, kw_only=True, tag_field="method"):
    """What every request says of itself; `id` ties its answer to it."""

    id: Uuid
    type: Literal["request"]
    version: str = ASSUMED_VERSION


class VersionCheck(RequestMessage, frozen=True, kw_only=True, tag="protocol_version_check"):
    params: VersionCheckParams

    @property
    def caller_version(self) -> str:
        return self.params.host_version or self.params.extension_version or ASSUMED_VERSION


class GetHealth(RequestMessage, frozen=True, kw_only=True, tag="get_health"):
    params: NoParams = NoParams()


class StartSession(RequestMessage, frozen=True, kw_only=True, tag="start_session"):
    params: StartSessionParams


class ResumeSession(RequestMessage, frozen=True, kw_only=True, tag="resume_session"):
    params: ResumeSessionParams


class ProcessAudioStream(RequestMessage, frozen=True, kw_only=True, tag="process_audio_stream"):
    params: AudioFrame


class EndOfSource(RequestMessage, frozen=True, kw_only=True, tag="end_of_source"):
    params: EndOfSourceParams


class StopSession(RequestMessage, frozen=True, kw_only=True, tag="stop_session"):
    params: StopSessionParams


class AbandonSession(RequestMessage, frozen=True, kw_only=True, tag="abandon_session"):
    params: SessionParams


class UpdateSettings(RequestMessage, frozen=True, kw_only=True, tag="update_settings"):
    params: UpdateSettingsParams


class CorrectStretch(RequestMessage, frozen=True, kw_only=True, tag="correct_stretch"):
    params: CorrectionParams


class PageNote(RequestMessage, frozen=True, kw_only=True, tag="page_note"):
    """Has no answer."""

    params: PageNoteParams


class ListModels(RequestMessage, frozen=True, kw_only=True, tag="list_models"):
    params: NoParams = NoParams()


class RemoveModel(RequestMessage, frozen=True, kw_only=True, tag="remove_model"):
    params: ModelParams


class DownloadModel(RequestMessage, frozen=True, kw_only=True, tag="download_model"):
    params: ModelParams


class CancelDownload(RequestMessage, frozen=True, kw_only=True, tag="cancel_download"):
    params: ModelParams


SessionRequest: TypeAlias = (
    StartSession
    | ResumeSession
    | EndOfSource
    | StopSession
    | AbandonSession
    | UpdateSettings
    | CorrectStretch
    | PageNote
)
"""What the engine answers; frames and page notes it takes without an answer."""
ModelRequest: TypeAlias = ListModels | RemoveModel
"""What `models/service` answers."""
CaptioningRequest: TypeAlias = VersionCheck | GetHealth | ProcessAudioStream | SessionRequest | ModelRequest
"""What the captioning program takes."""
DownloadingRequest: TypeAlias = VersionCheck | DownloadModel | CancelDownload
"""What the downloading program takes."""


def decode_samples(kind: object, value: object) -> Samples:
    """int16[n] of a field that is no JSON type: little-endian samples as base64.

    Raises ValueError, or TypeError for what is no text; neither holds any part of `value`.
    """
    if not isinstance(value, str):
        raise TypeError("Expected `str`")
    try:
        # Strict: the plain alphabet and nothing else.
        raw = binascii.a2b_base64(value, strict_mode=True)
    except ValueError:
        raise ValueError("Expected base64") from None
    if len(raw) % 2 != 0:
        raise ValueError("Expected whole samples")
    return np.frombuffer(raw, "<i2").astype(np.int16, copy=False)
