"""The requests the sidecar acts on, as values (`protocol/requests.ts`)."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, cast

import numpy as np

from earshot_stt.audio import FRAME_BYTES, SOURCES, Samples, Source
from earshot_stt.errors import EarshotError
from earshot_stt.shapes import JsonObject
from earshot_stt.version import ASSUMED_VERSION

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


SessionRequest: TypeAlias = (
    StartSession | ResumeSession | AudioFrame | EndOfSource | StopSession | AbandonSession | UpdateSettings
)
"""What the engine answers."""
Request: TypeAlias = VersionCheck | GetHealth | SessionRequest


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
            return StartSession(identity, params["session"], _settings(params["settings"]), settled)
        case "resume_session":
            return ResumeSession(identity, params["session"])
        case "process_audio_stream":
            return AudioFrame(
                params["session"],
                params["source"],
                int(params["seq"]),
                int(params["first_sample"]),
                _samples(params["pcm"]),
            )
        case "end_of_source":
            return EndOfSource(identity, params["session"], params["source"], int(params["next_seq"]))
        case "stop_session":
            return StopSession(identity, params["session"], _by_source(params["next"]))
        case "abandon_session":
            return AbandonSession(identity, params["session"])
        case "update_settings":
            return UpdateSettings(identity, _settings(params["settings"]))
        case method:
            # What the extension asks of the host alone.
            raise EarshotError("unknown_method", f"no method {method!r} here")


def _by_source(value: dict[str, Any]) -> dict[Source, int]:
    return {source: int(value.get(source, 0)) for source in SOURCES}


def _settings(value: dict[str, Any]) -> Settings:
    vocabulary = tuple(value["vocabulary"])
    return Settings(value["model"], value["language"], value["task"], value["device"], vocabulary)


def _samples(pcm: str) -> Samples:
    try:
        raw = base64.b64decode(pcm, validate=True)
    except (binascii.Error, ValueError) as error:
        raise EarshotError("invalid_message", "params.pcm: not_base64") from error
    if len(raw) != FRAME_BYTES:
        raise EarshotError("invalid_message", "params.pcm: wrong_length")
    return np.frombuffer(raw, "<i2").astype(np.int16, copy=False)
