"""Mirror of `protocol/*.ts`: the shape of every message. Pinned by `protocol/fixtures` and `schema.json`."""

from collections.abc import Mapping
from typing import get_args

from earshot_stt.runtime.errors import ERROR_CODES
from earshot_stt.sandbox.network import NetworkSandbox
from earshot_stt.wire.audio import FRAME_BASE64_LENGTH, FRAME_SAMPLES, MAX_SESSION_SAMPLES, SOURCES
from earshot_stt.wire.shapes import Check, amount, array, count, flag, nullable, one_of, record, text

MAX_MESSAGE_BYTES = 1_048_576
"""Longest line on the sidecar wire (`limits.ts`)."""
MAX_CAPTION_LENGTH = 8_000
"""Longest text one caption may carry, in UTF-16 units."""
MAX_STRETCH_BASE64_LENGTH = 874_668
"""Longest stretch that is transcribed again at once."""

UUID_PATTERN = (
    r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}"
    r"|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff"
)
UUID = text(pattern=UUID_PATTERN)
_DATE_TIME = text(
    pattern=r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?Z"
)
_ANY_TEXT = text()
_VERSION = text(shortest=1, longest=32)
_SOURCE = one_of(SOURCES)
_SAMPLE = count(MAX_SESSION_SAMPLES)
_FRAME = count(MAX_SESSION_SAMPLES // FRAME_SAMPLES)
_NEXT = record({"tab": _FRAME, "mic": _FRAME})
_SAMPLES = record({"tab": _SAMPLE, "mic": _SAMPLE})
_GAP_REASON = one_of(
    (
        "paused",
        "muted",
        "microphone_off",
        "overload",
        "asleep",
        "not_stored",
        "tab_crashed",
        "damaged",
        "struck",
    ),
)
_GAP: Mapping[str, Check] = {
    "source": _SOURCE,
    "start_sample": _SAMPLE,
    "end_sample": _SAMPLE,
    "reason": _GAP_REASON,
}
_MODEL = text(pattern=r"[a-z0-9][a-z0-9._-]{0,63}")
_SETTINGS = record(
    {
        "model": _MODEL,
        "language": text(pattern=r"auto|[a-z]{2,3}"),
        "task": one_of(("transcribe", "translate")),
        "device": one_of(("auto", "cpu", "cuda")),
        "vocabulary": array(text(shortest=1, longest=64), longest=100),
    },
    {"correction_model": nullable(_MODEL)},
)
_CAPTION = text(longest=MAX_CAPTION_LENGTH)
_LANGUAGE = nullable(text(longest=8))
_RECENT = record({"text": _CAPTION, "language": _LANGUAGE, "end_sample": _SAMPLE})

REQUESTS: Mapping[str, Check] = {
    "protocol_version_check": record(
        {"supported_versions": array(_VERSION)},
        {"extension_version": _VERSION, "host_version": _VERSION},
    ),
    "start_session": record(
        {"session": UUID, "started_at": _DATE_TIME, "settings": _SETTINGS},
        {"settled": _SAMPLES, "recent": record({"tab": nullable(_RECENT), "mic": nullable(_RECENT)})},
    ),
    "resume_session": record({"session": UUID, "sources": array(_SOURCE)}),
    "process_audio_stream": record(
        {
            "session": UUID,
            "source": _SOURCE,
            "seq": _FRAME,
            "first_sample": _SAMPLE,
            "pcm": text(shortest=FRAME_BASE64_LENGTH, longest=FRAME_BASE64_LENGTH),
        },
        {"gap": _GAP_REASON},
    ),
    "end_of_source": record({"session": UUID, "source": _SOURCE, "next_seq": _FRAME}),
    "stop_session": record({"session": UUID, "next": _NEXT}, {"gaps": array(record(_GAP), longest=16)}),
    "update_settings": record({"settings": _SETTINGS}),
    "acknowledge_events": record({"session": UUID, "next_number": _FRAME}),
    "list_sessions": record({}),
    "abandon_session": record({"session": UUID}),
    "session_key": record({"session": UUID}, {"create": flag()}),
    "destroy_session_key": record({"session": UUID}),
    "delete_session": record({"session": UUID}),
    "strike": record({"session": UUID, "start_sample": _SAMPLE, "end_sample": _SAMPLE}),
    "retry_transcription": record({}),
    "correct_stretch": record(
        {
            "session": UUID,
            "source": _SOURCE,
            "utterance": _SAMPLE,
            "model": _MODEL,
            "settings": _SETTINGS,
            "language": _LANGUAGE,
            "context": _CAPTION,
            "pcm": text(longest=MAX_STRETCH_BASE64_LENGTH),
        }
    ),
    "list_models": record({}),
    "download_model": record({"model": _MODEL}),
    "cancel_download": record({"model": _MODEL}),
    "remove_model": record({"model": _MODEL}),
    "get_health": record({}),
}
"""Parameters by method."""

_LOADED = record(
    {
        "model": _MODEL,
        "device": one_of(("cpu", "cuda")),
        "compute_type": _ANY_TEXT,
        "is_demo": flag(),
        "fallback_reason": nullable(one_of(ERROR_CODES)),
    }
)
_PROGRESS = record(
    {
        "requested": _MODEL,
        "state": one_of(("downloading", "loading", "ready", "failed")),
        "received_bytes": nullable(count()),
        "total_bytes": nullable(count()),
        "loaded": nullable(_LOADED),
        "error": nullable(one_of(ERROR_CODES)),
    }
)
_RECOGNISER = record(
    {
        "state": one_of(("starting", "running", "restarting", "failed")),
        "error": nullable(one_of(ERROR_CODES)),
    }
)
_SOURCE_METRICS = record(dict.fromkeys(("received", "duplicated", "journalled", "sent", "consumed"), count()))
_PROCESS = record({"name": _ANY_TEXT, "pid": count(), "cpu_seconds": amount(), "peak_rss_bytes": count()})
_METRICS = record(
    {
        **dict.fromkeys(
            (
                "frames_sent",
                "frames_dropped",
                "events_received",
                "parse_errors",
                "ipc_errors",
                "restarts",
                "deadlocks",
            ),
            count(),
        ),
        "avg_latency_ms": amount(),
        "sources": record({"tab": _SOURCE_METRICS, "mic": _SOURCE_METRICS}),
        "processes": array(_PROCESS),
    }
)
_DOWNLOAD = record(
    {
        "model": _MODEL,
        "state": one_of(("downloading", "checking", "installed", "cancelled", "failed")),
        "received_bytes": count(),
        "total_bytes": nullable(count()),
        "error": nullable(one_of(ERROR_CODES)),
    }
)
_CALIBRATION = record(
    {
        "model": _MODEL,
        "partial_model": _MODEL,
        "threads": count(),
        "unit_ms": amount(),
        "reason": one_of(
            ("keeps_up", "smaller_partials", "rare_partials", "finals_only", "graphics_card"),
        ),
    }
)
_ENGINE = record(
    {
        "step": one_of(
            ("full", "rare_partials", "one_talker", "finals_only", "quick_finals", "catching_up"),
        ),
        "partial_interval_ms": amount(),
        "redone": count(),
        "suppressed": count(),
        "calibration": nullable(_CALIBRATION),
    }
)
_SOURCE_COVERAGE = record(dict.fromkeys(("received", "no_speech", "final", "failed", "open"), _SAMPLE))
_OF_SOURCE: Mapping[str, Check] = {"session": UUID, "source": _SOURCE}
_OF_STRETCH: Mapping[str, Check] = {**_OF_SOURCE, "start_sample": _SAMPLE, "end_sample": _SAMPLE}
_OF_UTTERANCE: Mapping[str, Check] = {**_OF_STRETCH, "utterance": _SAMPLE, "revision": count()}

EVENTS: Mapping[str, Check] = {
    "speech_start": record(_OF_UTTERANCE),
    "partial_text": record({**_OF_UTTERANCE, "stable": _CAPTION, "tail": _CAPTION, "language": _LANGUAGE}),
    "final_text": record({**_OF_UTTERANCE, "text": _CAPTION, "language": _LANGUAGE}, {"number": _FRAME}),
    "corrected_text": record(
        {**_OF_UTTERANCE, "text": _CAPTION, "language": _LANGUAGE, "model": _MODEL}, {"number": _FRAME}
    ),
    "suppressed_text": record(
        {
            **_OF_UTTERANCE,
            "text": _CAPTION,
            "language": _LANGUAGE,
            "reason": one_of(("silence", "unsure")),
        },
        {"number": _FRAME},
    ),
    "speech_end": record(_OF_UTTERANCE),
    "no_speech": record(_OF_STRETCH),
    "gap": record({**_GAP, "session": UUID}, {"number": _FRAME}),
    "audio_ack": record({**_OF_SOURCE, "next_seq": _FRAME}, {"resend": flag()}),
    "audio_consumed": record({**_OF_SOURCE, "next_seq": _FRAME}),
    "health": record(
        {"model": nullable(_PROGRESS), "lag_samples": _SAMPLES},
        {
            "engine": _ENGINE,
            "coverage": record({"tab": _SOURCE_COVERAGE, "mic": _SOURCE_COVERAGE}),
            "corrections": record({"done": count(), "left": count()}),
            "recogniser": _RECOGNISER,
            "storage": nullable(one_of(ERROR_CODES)),
            "key_storage": one_of(("keychain", "file")),
            "network_sandbox": one_of(get_args(NetworkSandbox)),
        },
    ),
    "metrics": record({"session": UUID, "metrics": _METRICS}),
    "process_died": record({"code": one_of(ERROR_CODES), "message": _ANY_TEXT, "recoverable": flag()}),
    "model_progress": _PROGRESS,
    "model_download": _DOWNLOAD,
}
"""Data by event."""

_ANY_RECORD = record({})
_OF_MESSAGE: Mapping[str, Check] = {"version": _ANY_TEXT}
_ERROR = record(
    {"code": one_of(ERROR_CODES), "message": _ANY_TEXT, "recoverable": flag()},
    {"session": UUID, "source": _SOURCE},
)

ENVELOPES: Mapping[str, Check] = {
    "request": record({"id": UUID, "method": _ANY_TEXT}, {**_OF_MESSAGE, "params": _ANY_RECORD}),
    "response": record({"id": UUID}, {**_OF_MESSAGE, "result": _ANY_RECORD}),
    "event": record({"event": _ANY_TEXT}, {**_OF_MESSAGE, "data": _ANY_RECORD}),
    "error": record({"error": _ERROR}, {**_OF_MESSAGE, "id": UUID}),
}
"""Envelope by `type` (`messages.ts`)."""
