"""The real program says whose voice each line of the tab is (WHO-2)."""

from collections.abc import Callable

from earshot_stt.wire.audio import Samples, Source
from support.recordings import meeting
from support.sidecar import Message, Sidecar, StartSidecar


def _said(
    sidecar: Sidecar, audio: dict[Source, Samples], **settings: object
) -> Callable[[str], list[Message]]:
    """Has the whole meeting said, and gives the tab's events of a name."""
    sidecar.start_session(**settings)
    tab = sidecar.send_audio("tab", audio["tab"])
    sidecar.stop_session(tab=tab)
    return lambda name: sidecar.events("tab", name)


def test_lines_are_labelled_before_the_session_ends(start_sidecar: StartSidecar) -> None:
    """WHO-2: two people speak in the demo meeting's tab."""
    sidecar = start_sidecar()
    events = _said(sidecar, meeting(), voices=True)

    finals = {event["utterance"]: event for event in events("final_text")}
    labels = events("speaker")
    assert {label["speaker"] for label in labels} == {"s1", "s2"}
    assert all(
        (label["start_sample"], label["end_sample"])
        == (finals[label["utterance"]]["start_sample"], finals[label["utterance"]]["end_sample"])
        for label in labels
    )
    order = sidecar.events("tab", "final_text", "speaker")
    assert all(
        order.index(finals[label["utterance"]]) < position
        for position, label in enumerate(order)
        if label["event"] == "speaker"
    )


def test_without_the_setting_no_voice_is_looked_at(start_sidecar: StartSidecar) -> None:
    """VER-2: a host that does not know of voices asks for none."""
    events = _said(start_sidecar(), meeting())

    assert len(events("final_text")) > 0
    assert events("speaker") == []
