"""Mirror of `protocol/errors.ts`: every code on the wires, and the exception that carries one."""

from typing import Literal, get_args

ErrorCode = Literal[
    "incompatible_protocol_version",
    "invalid_message",
    "unknown_method",
    "message_too_large",
    "session_unknown",
    "session_already_running",
    "host_not_installed",
    "host_forbidden",
    "host_blocked",
    "host_start_failed",
    "host_exited",
    "host_protocol_broken",
    "host_misconfigured",
    "sidecar_start_failed",
    "sidecar_died",
    "sidecar_corrupt_output",
    "model_not_found",
    "model_corrupt",
    "model_altered",
    "model_changed",
    "model_download_failed",
    "model_in_use",
    "model_too_large",
    "transcription_failed",
    "journal_unwritable",
    "disk_full",
    "disk_nearly_full",
    "session_key_missing",
    "keychain_unavailable",
    "audio_lost",
    "tab_not_capturable",
    "tab_already_captured",
    "tab_not_invoked",
    "tab_capture_failed",
    "tab_closed",
    "tab_crashed",
    "microphone_not_granted",
    "microphone_denied",
    "microphone_missing",
    "microphone_lost",
    "capture_stalled",
    "frames_not_stored",
    "transcript_damaged",
    "transcript_not_stored",
    "audio_not_stored",
    "edit_not_stored",
    "line_gone",
    "export_disk_full",
    "export_blocked",
    "export_failed",
    "import_too_large",
    "import_unreadable",
    "import_not_json",
    "import_not_an_export",
    "import_other_version",
    "import_damaged",
    "import_disk_full",
    "import_not_stored",
    "copy_refused",
    "internal_error",
]
ERROR_CODES: tuple[ErrorCode, ...] = get_args(ErrorCode)


class EarshotError(Exception):
    """A failure with its code; the message is for the log and never holds transcript text."""

    def __init__(self, code: ErrorCode, message: str) -> None:
        super().__init__(message)
        self.code: ErrorCode = code
