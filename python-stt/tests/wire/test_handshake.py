"""Versions on the host ↔ sidecar wire (VER-2, VER-3, VER-4), with the real program."""

import pytest

from earshot_stt.wire.version import PROTOCOL_VERSION
from support.sidecar import Message, StartSidecar


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.0.1", None])
def test_a_caller_of_our_major_is_answered_and_served(
    start_sidecar: StartSidecar, version: str | None
) -> None:
    """VER-2, VER-3, VER-4: minor and patch differ, or no version at all (VER-1)."""
    sidecar = start_sidecar()
    params: Message = {"supported_versions": ["1.0"], "a_field_of_1_2": True}
    if version is not None:
        params["host_version"] = version

    answer = sidecar.ask("protocol_version_check", params)

    assert answer["result"] == {"version": PROTOCOL_VERSION}
    assert sidecar.start_session()["result"]["next"] == {"tab": 0, "mic": 0}


def test_a_caller_of_another_major_is_refused_until_it_speaks_ours(start_sidecar: StartSidecar) -> None:
    """VER-2, VER-4."""
    sidecar = start_sidecar()

    answer = sidecar.ask("protocol_version_check", {"host_version": "2.0", "supported_versions": ["2.0"]})
    refusal = sidecar.start_session()
    sidecar.ask("protocol_version_check", {"host_version": "1.3", "supported_versions": ["1.3"]})

    assert answer["error"] == {
        "code": "incompatible_protocol_version",
        "message": f"host 2.0, sidecar {PROTOCOL_VERSION}",
        "recoverable": False,
    }
    assert refusal["error"]["code"] == "incompatible_protocol_version"
    assert sidecar.start_session()["type"] == "response"


def test_an_envelope_of_another_major_is_refused(start_sidecar: StartSidecar) -> None:
    """VER-2, VER-4."""
    sidecar = start_sidecar()

    answer = sidecar.ask(
        "protocol_version_check", {"host_version": "2.0", "supported_versions": []}, version="2.0"
    )

    assert answer["error"]["code"] == "incompatible_protocol_version"
    assert sidecar.start_session()["error"]["code"] == "incompatible_protocol_version"
