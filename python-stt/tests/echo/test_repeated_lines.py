"""Lines of the microphone that only repeat the loudspeakers are marked, and no others (WHO-3)."""

from dataclasses import replace

import numpy as np
import pytest

from earshot_stt.echo.echo_canceller import EchoCanceller
from earshot_stt.echo.repeated_lines import MicrophoneLines, TabLines
from earshot_stt.wire.audio import FRAME_SAMPLES, SAMPLE_RATE, Samples
from support.echo_scenes import NEAR_FROM, SECONDS, EchoScene, echo_scene, frames_of

_SENTENCE = "We meet on Thursday at nine in the large room."
_ELSE = "I would rather have it on Monday, if nobody minds."
_TAB_UTTERANCE = 8_000


class _Meeting:
    """A scene that has been through the canceller, with one line of the tab."""

    def __init__(self, scene: EchoScene, others: str = _SENTENCE, until: int = SECONDS) -> None:
        self.stored: dict[int, Samples] = {}
        self._canceller = EchoCanceller()
        for seq, (tab, mic) in enumerate(zip(frames_of(scene.tab), frames_of(scene.mic), strict=True)):
            start = seq * FRAME_SAMPLES
            self._canceller.reference.put(start, tab)
            self._canceller.cancel(start, mic)
        tab_lines = TabLines()
        tab_lines.partial(_TAB_UTTERANCE, _TAB_UTTERANCE, SAMPLE_RATE, "We meet")
        tab_lines.final(_TAB_UTTERANCE, _TAB_UTTERANCE, until * SAMPLE_RATE, others, lambda: scene.tab)
        self._lines = MicrophoneLines(tab_lines, self._canceller, self.stored.__setitem__)

    def echo_of(self, text: str, start: int, end: int) -> int | None:
        """What is found of a line of the microphone between two seconds."""
        audio = np.ones(end - start, np.int16)
        return self._lines.final(
            start * SAMPLE_RATE, start * SAMPLE_RATE, end * SAMPLE_RATE, text, lambda: audio
        )


@pytest.mark.parametrize("echo_db", [0, -10])
def test_what_is_left_of_an_echo_is_marked_with_what_it_repeats(echo_db: int) -> None:
    """WHO-3: also where it was recognised badly; other words never are, whatever the filter explains."""
    meeting = _Meeting(echo_scene(1, echo_db=echo_db, near_from=SECONDS))

    assert meeting.echo_of("Meet on Thursday, a dime in the barge.", 7, 11) == _TAB_UTTERANCE
    assert meeting.echo_of("Thursday.", 7, 11) == _TAB_UTTERANCE
    assert meeting.echo_of(_ELSE, 7, 11) is None
    assert meeting.echo_of("…", 7, 11) is None
    assert set(meeting.stored) == {7 * SAMPLE_RATE}


def test_what_a_loudspeaker_that_distorts_leaves_is_marked() -> None:
    """WHO-3: the filter explains some .86 of it, always."""
    scene = echo_scene(1, echo_db=0, near_from=SECONDS)
    limit = 1.25 * float(np.sqrt(np.mean(np.square(scene.mic.astype(np.float64)))))
    meeting = _Meeting(replace(scene, mic=np.rint(np.tanh(scene.mic / limit) * limit).astype(np.int16)))

    assert meeting.echo_of("Meet on Thursday, a dime in the barge.", 7, 11) == _TAB_UTTERANCE
    assert meeting.echo_of(_SENTENCE, 13, 17) == _TAB_UTTERANCE
    assert meeting.echo_of(_ELSE, 7, 11) is None


def test_before_the_filter_is_there_the_words_say_it() -> None:
    """WHO-3: nearly all of them, and four at least."""
    meeting = _Meeting(echo_scene(1, near_from=SECONDS))

    assert meeting.echo_of("we meet on Thursday at nine", 0, 2) == _TAB_UTTERANCE
    assert meeting.echo_of("On Thursday.", 0, 2) is None
    assert meeting.echo_of("We meet on Monday at ten.", 0, 2) is None
    assert meeting.stored == {}


def test_who_repeats_a_sentence_afterwards_loses_nothing() -> None:
    """WHO-3: the others are silent meanwhile, so no loudspeaker says it."""
    scene = echo_scene(1, near_from=13)
    silent_from = NEAR_FROM * SAMPLE_RATE
    tab, mic = scene.tab.copy(), scene.mic.copy()
    tab[silent_from:] = 0
    mic[silent_from:] = np.rint(scene.near[silent_from:] * 32_768)
    meeting = _Meeting(replace(scene, tab=tab, mic=mic), until=NEAR_FROM)

    assert meeting.echo_of(_SENTENCE, 13, 16) is None


def test_who_speaks_along_with_the_others_loses_nothing() -> None:
    """WHO-3: the filter leaves the user's voice whole."""
    meeting = _Meeting(echo_scene(1))

    assert meeting.echo_of(_SENTENCE, NEAR_FROM + 1, NEAR_FROM + 5) is None


@pytest.mark.parametrize("louder_db", [0, 3, 6, 10])
def test_who_speaks_over_an_echo_as_loud_as_he_is_loses_nothing(louder_db: int) -> None:
    """WHO-3: the filter explains .55 to .92 of it, and he may say words that the others say, too."""
    others = "Yes, I do not think that there is no time, it is fine as it stands, and thank you very much."
    meeting = _Meeting(echo_scene(1, echo_db=louder_db), others=others)

    for own in ("Yes.", "No.", "It is fine.", "I think that is fine yes", "Thank you very much.", others):
        assert meeting.echo_of(own, NEAR_FROM + 1, NEAR_FROM + 5) is None, own


def test_words_out_of_order_are_the_users_own() -> None:
    """WHO-3: a bag of common words is in every long line."""
    others = "Yes, I do not think that there is no time, it is fine as it stands, and thank you very much."
    meeting = _Meeting(echo_scene(1, near_from=SECONDS), others=others)

    assert meeting.echo_of("I do not think that there is no time", 0, 2) == _TAB_UTTERANCE
    assert meeting.echo_of("Fine, it is time, I think, yes.", 0, 2) is None
    assert meeting.echo_of("Stands as it is, no time, think, I, yes.", 7, 11) is None


def test_with_a_headset_nothing_is_marked_and_nothing_stored() -> None:
    """WHO-3: whoever says the others' words says them."""
    meeting = _Meeting(echo_scene(1, echo_db=None, near_from=1))

    assert [meeting.echo_of(_SENTENCE, start, start + 4) for start in range(0, 16, 2)] == [None] * 8
    assert meeting.stored == {}


def test_words_of_scripts_without_spaces_are_compared_as_well() -> None:
    """WHO-3: by pairs of characters."""
    meeting = _Meeting(echo_scene(1, near_from=SECONDS), others="明日の会議は九時からです。")

    assert meeting.echo_of("明日の会議は九時から", 0, 2) == _TAB_UTTERANCE
    assert meeting.echo_of("昨日の会議で決めました", 0, 2) is None


def test_a_line_long_ago_is_not_repeated_now() -> None:
    """WHO-3: the others say something else by then."""
    meeting = _Meeting(echo_scene(1, near_from=SECONDS), until=2)

    assert meeting.echo_of(_SENTENCE, 7, 11) is None
