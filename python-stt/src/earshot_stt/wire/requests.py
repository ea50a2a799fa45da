"""The requests the sidecar acts on, as values (`protocol/requests.ts`)."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, cast

import numpy as np

from earshot_stt.runtime.errors import EarshotError
from earshot_stt.wire.audio import FRAME_SAMPLES, SOURCES, Samples, Source
from earshot_stt.wire.shapes import JsonObject
from earshot_stt.wire.version import ASSUMED_VERSION

Task = Literal["transcribe", "translate"]
Device = Literal["auto", "cpu", "cuda"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose for transcription; `language` is `auto` or a Whisper language code."""

    model: str
    language: str
    task: Task
    device: Device
    vocabulary: tuple[str, ...]
    correction_model: str | None = None


@dataclass(frozen=True, slots=True)
class RecentCaption:
    """What was said last on a source, up to `end` in samples, by an earlier process."""

    text: str
    language: str | None
    end: int


@dataclass(frozen=True, slots=True)
class VersionCheck:
    id: str
    caller_version: str


@dataclass(frozen=True, slots=True)
class GetHealth:
    id: str


@dataclass(frozen=True, slots=True)
class StartSession:
    """`settled`: samples of each source that a process before this one has told of (IPC-10)."""

    id: str
    session: str
    settings: Settings
    settled: Mapping[Source, int] = field(default_factory=dict[Source, int])
    recent: Mapping[Source, RecentCaption] = field(default_factory=dict[Source, RecentCaption])


@dataclass(frozen=True, slots=True)
class ResumeSession:
    id: str
    session: str


@dataclass(frozen=True, slots=True)
class AudioFrame:
    """`samples`: int16[1600]; `first_sample` counts from the session's start."""

    session: str
    source: Source
    seq: int
    first_sample: int
    samples: Samples


@dataclass(frozen=True, slots=True)
class EndOfSource:
    id: str
    session: str
    source: Source
    next_seq: int


@dataclass(frozen=True, slots=True)
class StopSession:
    """`next_seqs`: per source, the number behind its last frame."""

    id: str
    session: str
    next_seqs: Mapping[Source, int]


@dataclass(frozen=True, slots=True)
class AbandonSession:
    id: str
    session: str


@dataclass(frozen=True, slots=True)
class UpdateSettings:
    id: str
    settings: Settings


@dataclass(frozen=True, slots=True)
class CorrectStretch:
    """`samples`: int16[n] of one closed stretch, to be decoded by `model` behind everything live."""

    id: str
    session: str
    source: Source
    utterance: int
    model: str
    settings: Settings
    language: str | None
    context: str
    samples: Samples


@dataclass(frozen=True, slots=True)
class ListModels:
    id: str


@dataclass(frozen=True, slots=True)
class RemoveModel:
    id: str
    model: str


SessionRequest: TypeAlias = (
    StartSession
    | ResumeSession
    | AudioFrame
    | EndOfSource
    | StopSession
    | AbandonSession
    | UpdateSettings
    | CorrectStretch
)
"""What the engine answers."""
ModelRequest: TypeAlias = ListModels | RemoveModel
"""What the models' keeper answers."""
Request: TypeAlias = VersionCheck | GetHealth | SessionRequest | ModelRequest


def to_request(message: JsonObject) -> Request:
    """The value of an accepted request message.

    Raises EarshotError(`invalid_message`) when a frame's PCM is not base64.
    """
    # The shape was checked by `parse`, which the type system cannot follow through the table.
    params = cast("dict[str, Any]", message.get("params", {}))
    identity = str(message["id"])
    match message["method"]:
        case "protocol_version_check":
            version = params.get("host_version") or params.get("extension_version") or ASSUMED_VERSION
            return VersionCheck(identity, version)
        case "get_health":
            return GetHealth(identity)
        case "start_session":
            settled = _by_source(params.get("settled", {}))
            recent = _recent(params.get("recent", {}))
            return StartSession(identity, params["session"], _settings(params["settings"]), settled, recent)
        case "resume_session":
            return ResumeSession(identity, params["session"])
        case "process_audio_stream":
            return AudioFrame(
                params["session"],
                params["source"],
                int(params["seq"]),
                int(params["first_sample"]),
                _frame(params["pcm"]),
            )
        case "end_of_source":
            return EndOfSource(identity, params["session"], params["source"], int(params["next_seq"]))
        case "stop_session":
            return StopSession(identity, params["session"], _by_source(params["next"]))
        case "abandon_session":
            return AbandonSession(identity, params["session"])
        case "update_settings":
            return UpdateSettings(identity, _settings(params["settings"]))
        case "correct_stretch":
            return CorrectStretch(
                identity,
                params["session"],
                params["source"],
                int(params["utterance"]),
                params["model"],
                _settings(params["settings"]),
                params["language"],
                params["context"],
                _samples(params["pcm"]),
            )
        case "list_models":
            return ListModels(identity)
        case "remove_model":
            return RemoveModel(identity, params["model"])
        case _:
            # What the extension asks of the host alone, such as a download.
            raise EarshotError("unknown_method", "no such method here")


def _by_source(value: dict[str, Any]) -> dict[Source, int]:
    return {source: int(value.get(source, 0)) for source in SOURCES}


def _recent(value: dict[str, Any]) -> dict[Source, RecentCaption]:
    return {
        source: RecentCaption(caption["text"], caption["language"], int(caption["end_sample"]))
        for source in SOURCES
        if (caption := value.get(source)) is not None
    }


def _settings(value: dict[str, Any]) -> Settings:
    return Settings(
        value["model"],
        value["language"],
        value["task"],
        value["device"],
        tuple(value["vocabulary"]),
        value.get("correction_model"),
    )


def _frame(pcm: str) -> Samples:
    samples = _samples(pcm)
    if len(samples) != FRAME_SAMPLES:
        raise EarshotError("invalid_message", "params.pcm: wrong_length")
    return samples


def _samples(pcm: str) -> Samples:
    try:
        raw = base64.b64decode(pcm, validate=True)
    except (binascii.Error, ValueError) as error:
        raise EarshotError("invalid_message", "params.pcm: not_base64") from error
    if len(raw) % 2 != 0:
        raise EarshotError("invalid_message", "params.pcm: wrong_length")
    return np.frombuffer(raw, "<i2").astype(np.int16, copy=False)
