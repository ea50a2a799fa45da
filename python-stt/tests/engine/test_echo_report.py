"""What health says of an echo (WHO-3)."""

from support.echo_scenes import SECONDS, echo_scene, frames_of
from support.recordings import seconds_of_silence
from support.sidecar import Sidecar, StartSidecar


def _echo(sidecar: Sidecar) -> object:
    return sidecar.ask("get_health", {})["result"].get("echo")


def _consumed(sidecar: Sidecar, next_seq: int) -> None:
    """Waits until the microphone's frames below `next_seq` were taken in, and that was published."""
    sidecar.wait_for(
        lambda message: (
            message.get("event") == "audio_consumed"
            and message["data"]["source"] == "mic"
            and message["data"]["next_seq"] >= next_seq
        )
    )
    # The engine answers it in a later turn than the one that took them in.
    sidecar.ask("resume_session", {"session": sidecar.session, "sources": ["tab", "mic"]})


def test_health_says_how_late_the_tab_comes_back_in_the_microphone(start_sidecar: StartSidecar) -> None:
    """WHO-3: while a session runs; without an echo that none was seen."""
    scene = echo_scene(1, delays_ms=(60,), near_from=SECONDS)
    sidecar = start_sidecar()
    assert _echo(sidecar) is None
    sidecar.start_session()
    sidecar.wait_for_model("ready")
    for seq, frame in enumerate(frames_of(seconds_of_silence(2))):
        sidecar.send_frame("tab", seq, frame)
        sidecar.send_frame("mic", seq, frame)
    _consumed(sidecar, 10)
    assert _echo(sidecar) == {"delay_ms": None}

    frames = zip(frames_of(scene.tab)[:80], frames_of(scene.mic)[:80], strict=True)
    for seq, (tab, mic) in enumerate(frames, 20):
        sidecar.send_frame("tab", seq, tab)
        sidecar.send_frame("mic", seq, mic)
    _consumed(sidecar, 90)

    seen = _echo(sidecar)
    assert isinstance(seen, dict)
    assert 50 <= seen["delay_ms"] <= 70
