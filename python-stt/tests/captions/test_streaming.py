"""The parts of the streaming policy by themselves (STT-2, STT-4)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earshot_stt.captions.agreement import Agreement, agree
from earshot_stt.captions.source_memory import SourceMemory
from earshot_stt.captions.suppression import CheckedText, Suppressed, without_hallucinations
from earshot_stt.captions.tail_window import TailWindow
from earshot_stt.decoding.transcriber import Hypothesis, PieceTime
from earshot_stt.speech.limits import WHISPER_LIMITS
from earshot_stt.speech.line_end import PauseHint, pause_hint, sentence_end, silence_that_ends
from earshot_stt.speech.voice_trace import VoiceTrace
from earshot_stt.wire.requests import RecentCaption

_SECOND = 16_000
_WINDOW = 512


def _spoken(text: str, start: float = 0.0, each: float = 0.5, probability: float = 0.9) -> Hypothesis:
    """Words of half a second, one after the other, from `start` seconds of the window on."""
    pieces = tuple(f" {word}" for word in text.split())
    times = tuple(
        PieceTime(
            int((start + index * each) * _SECOND),
            int((start + (index + 1) * each) * _SECOND),
            probability,
            probability,
        )
        for index in range(len(pieces))
    )
    return Hypothesis(pieces, "en", times)


def _here(position: int) -> int:
    return position


class TestTailWindow:
    def test_a_long_window_is_cut_after_stable_words_and_its_text_stays(self) -> None:
        """STT-2: what is stable is not decoded again, and never said twice."""
        window = TailWindow(1000)
        words = "one two three four five six seven eight"
        window.take(_spoken(words, each=1.1), 1000 + 9 * _SECOND, "agreement", _here)
        window.take(_spoken(f"{words} nine", each=1.1), 1000 + 10 * _SECOND, "agreement", _here)

        assert window.start == 1000 + int(6.6 * _SECOND)
        assert window.agreement.expected == (" seven", " eight")
        assert window.agreement.stable_text == words

        for _ in range(2):
            window.take(_spoken("seven eight nine ten"), 1000 + 11 * _SECOND, "agreement", _here)
        assert window.agreement.stable_text + window.agreement.tail_text == f"{words} nine ten"

    def test_a_window_keeps_what_the_next_hypothesis_is_laid_against(self) -> None:
        """STT-2: two stable words, and three seconds of audio."""
        window = TailWindow(0)
        for length in (9, 10):
            window.take(
                _spoken("one two three four five six", each=1.5), length * _SECOND, "agreement", _here
            )

        assert window.agreement.expected == (" four", " five")
        assert 10 * _SECOND - window.start >= 3 * _SECOND

    def test_a_word_that_may_be_cut_off_is_shown_once_it_is_repeated(self) -> None:
        """STT-2: but for the first one."""
        window = TailWindow(0)
        shown: list[str] = []
        for said in ("one", "one too", "one two three", "one two three"):
            window.take(_spoken(said), 2 * _SECOND, "agreement", _here)
            shown.append(window.agreement.stable_text + window.agreement.tail_text)

        assert shown == ["one", "one", "one two", "one two three"]

    def test_an_unlikely_word_is_not_stable_nor_what_follows_it(self) -> None:
        """STT-2: not before the model is surer of it."""
        window = TailWindow(0)
        pieces, unsure = (" one", " two", " three", " four"), (0.9, 0.3, 0.9, 0.9)
        stable: list[str] = []
        for probabilities in (unsure, unsure, (0.9, 0.6, 0.9, 0.9)):
            hypothesis = Hypothesis(pieces, "en", probabilities=probabilities)
            window.take(hypothesis, 2 * _SECOND, "agreement", _here)
            stable.append(window.agreement.stable_text)

        assert stable == ["", "one", "one two three"]

    def test_the_guard_holds_back_words_near_the_end(self) -> None:
        """STT-2: within 0.45 s of the window's end a word may still become another."""
        stable: dict[str, str] = {}
        for commit in ("agreement", "guard", "off"):
            window = TailWindow(0)
            for _ in range(2):
                window.take(_spoken("one two three four"), 2 * _SECOND, commit, _here)
            stable[commit] = window.agreement.stable_text

        assert stable == {"agreement": "one two three", "guard": "one two three", "off": ""}
        window = TailWindow(0)
        for _ in range(2):
            window.take(_spoken("one two three four"), 17 * _SECOND // 10, "guard", _here)
        assert window.agreement.stable_text == "one two"

    def test_times_are_asked_for_only_where_they_are_needed(self) -> None:
        """IPC-13: aligning costs a fifth of a decode."""
        window = TailWindow(0)
        assert not window.wants_times(10 * _SECOND, "agreement")
        assert window.wants_times(_SECOND, "guard")
        for _ in range(2):
            window.take(Hypothesis((" a", " b", " c", " d"), "en"), 2 * _SECOND, "agreement", _here)
        assert window.wants_times(9 * _SECOND, "agreement")


class TestAgreementOverACutWindow:
    @pytest.mark.parametrize(
        ("hypothesis", "tail"),
        [
            ("three four five six", " five six"),
            ("oh three four five six", " five six"),
            ("four five six", " five six"),
            ("three for five six", " five six"),
        ],
    )
    def test_a_remnant_or_a_swallowed_word_at_the_border_changes_nothing(
        self, hypothesis: str, tail: str
    ) -> None:
        """STT-2."""
        words = tuple(" one two three four".replace(" ", "| ").split("|")[1:])
        before = Agreement(words, (), words, 0).shortened(2)

        after = agree(before, tuple(f" {word}" for word in hypothesis.split()))

        assert after.stable_text == "one two three four"
        assert after.tail_text == tail

    @given(
        st.lists(
            st.lists(st.sampled_from([" a", " b", " c", "会", "議"]), max_size=9), min_size=1, max_size=8
        ),
        st.data(),
    )
    def test_stable_text_only_ever_grows_however_the_window_is_cut(
        self, hypotheses: list[list[str]], data: st.DataObject
    ) -> None:
        """STT-2, STT-4."""
        agreement = Agreement()
        for hypothesis in hypotheses:
            before, agreement = agreement, agree(agreement, hypothesis)
            assert agreement.stable[: len(before.stable)] == before.stable
            cut = data.draw(st.integers(0, len(agreement.expected)))
            agreement = agreement.shortened(cut)
            assert agreement.dropped <= len(agreement.stable)


class TestSuppression:
    def _voice(self, *runs: tuple[float, int]) -> VoiceTrace:
        """(probability, windows), from sample 0 on."""
        trace = VoiceTrace(_WINDOW)
        trace.put(0, [probability for probability, count in runs for _ in range(count)])
        return trace

    def test_a_word_far_from_any_voice_that_the_model_doubts_is_suppressed_with_its_place(self) -> None:
        """STT-2: nothing hallucinated."""
        hypothesis = Hypothesis(
            (" Hello", " thank", " you"),
            "en",
            (
                PieceTime(0, 8000, 0.9, 0.9),
                PieceTime(2 * _SECOND, 2 * _SECOND + 8000, 0.2, 0.2),
                PieceTime(2 * _SECOND + 8000, 3 * _SECOND, 0.3, 0.3),
            ),
        )
        voice = self._voice((0.9, 20), (0.0, 80))

        checked = without_hallucinations(hypothesis, 0, 100 * _WINDOW, voice)

        suppressed = (Suppressed(2 * _SECOND, 3 * _SECOND, "thank you", "unsure"),)
        assert checked == CheckedText("Hello", (), suppressed)

    def test_a_doubtful_word_between_two_that_were_said_stays(self) -> None:
        """STT-7: no word is lost within a sentence."""
        hypothesis = Hypothesis(
            (" know", " how", " to"),
            "en",
            (
                PieceTime(0, 8000, 0.9, 0.9),
                PieceTime(_SECOND, 2 * _SECOND, 0.2, 0.2),
                PieceTime(3 * _SECOND, 3 * _SECOND + 8000, 0.9, 0.9),
            ),
        )
        voice = self._voice((0.9, 16), (0.0, 74), (0.9, 26))

        checked = without_hallucinations(hypothesis, 0, 116 * _WINDOW, voice)

        assert (checked.text, checked.suppressed) == ("know how to", ())

    def test_words_between_two_sentences_stay_suppressed(self) -> None:
        """STT-2: a cough behind a sentence is "Thank you." to the model."""
        pieces = (" Okay.", " Thank", " you", " for", " watching.", " So")
        sure = PieceTime(0, 8000, 0.9, 0.9)
        doubtful = [PieceTime(_SECOND + k * 8000, _SECOND + (k + 1) * 8000, 0.1, 0.1) for k in range(4)]
        last = PieceTime(4 * _SECOND, 4 * _SECOND + 8000, 0.9, 0.9)
        voice = self._voice((0.9, 16), (0.0, 105), (0.9, 26))

        for heard in (pieces, (" Okay.", " Thank", " So"), (" Okay", " Thank", " you", " very", " So")):
            times = (sure, *doubtful[: len(heard) - 2], last)
            checked = without_hallucinations(Hypothesis(heard, "en", times), 0, 147 * _WINDOW, voice)

            assert checked.text == f"{heard[0].strip()} So"

    @pytest.mark.parametrize("text", ["Ha-ha-ha!", "Ha, ha, ha.", "ハハハ。", "He he"])
    def test_laughter_is_suppressed_and_no_words(self, text: str) -> None:
        """STT-7: however sure the model is of it."""
        hypothesis = Hypothesis((text,), "en")

        suppressed = (Suppressed(0, 8000, text, "silence"),)
        assert without_hallucinations(hypothesis, 0, 8000, self._voice((0.9, 16))) == CheckedText(
            "", None, suppressed
        )

    @pytest.mark.parametrize(("text", "checked"), [(".", ""), ("…", ""), ("Ha, he said.", "Ha, he said.")])
    def test_what_holds_no_letter_is_no_text(self, text: str, checked: str) -> None:
        """STT-7."""
        hypothesis = Hypothesis((text,), "en")

        assert without_hallucinations(hypothesis, 0, 8000, self._voice((0.9, 16))) == CheckedText(
            checked, None, ()
        )

    @pytest.mark.parametrize(
        ("voiced", "no_speech", "probability", "reason"),
        [
            (0.99, 0.99, 0.01, None),
            (0.0, 0.1, 0.9, None),
            (0.0, 0.99, 0.9, "silence"),
            (0.0, 0.1, 0.1, "unsure"),
        ],
    )
    def test_one_witness_is_not_enough(
        self, voiced: float, no_speech: float, probability: float, reason: str | None
    ) -> None:
        """STT-2: a whisper is not thrown away, nor is a word the model is sure of."""
        hypothesis = Hypothesis(
            (" Yes",), "en", no_speech_probability=no_speech, mean_log_probability=math.log(probability)
        )

        checked = without_hallucinations(hypothesis, 0, 50 * _WINDOW, self._voice((voiced, 50)))

        assert checked.text == ("Yes" if reason is None else "")
        assert checked.doubtful is None
        assert [span.reason for span in checked.suppressed] == ([] if reason is None else [reason])

    @pytest.mark.parametrize(
        ("voice", "no_speech", "words", "is_shown"),
        [
            # A party, as the detector and the model took it; the same without the times of its words.
            (0.55, 0.31, (0.9, 0.5, 0.3), False),
            (0.55, 0.31, (), False),
            (0.95, 0.51, (0.3, 0.1, 0.2), False),
            # A whisper, a mumble, a word that was never heard before.
            (0.55, 0.23, (0.9, 0.9, 0.95), True),
            (0.55, 0.06, (0.9, 0.5, 0.3), True),
            (0.99, 0.31, (0.9, 0.5, 0.3), True),
        ],
    )
    def test_what_voices_in_the_background_are_taken_for_is_suppressed(
        self, voice: float, no_speech: float, words: tuple[float, ...], is_shown: bool
    ) -> None:
        """STT-2, STT-7: detector and model doubt all of it, each a little."""
        texts = (" You", " are", " pleased.")
        hypothesis = Hypothesis(
            texts,
            "en",
            tuple(
                PieceTime(index * 8000, (index + 1) * 8000, probability, probability)
                for index, probability in enumerate(words)
            ),
            no_speech_probability=no_speech,
            mean_log_probability=-0.7,
        )

        checked = without_hallucinations(hypothesis, 0, 50 * _WINDOW, self._voice((voice, 40), (0.1, 10)))

        suppressed = (Suppressed(0, 50 * _WINDOW, "You are pleased.", "unsure"),)
        assert checked.text == ("You are pleased." if is_shown else "")
        assert checked.suppressed == (() if is_shown else suppressed)


class TestPauses:
    @pytest.mark.parametrize(
        ("text", "hint"),
        [
            ("It is ready.", "finished"),
            ("What is it for?", "finished"),
            ("I think so.", "finished"),
            ("終わりました。", "finished"),
            ("Das ist fertig!", "finished"),
            ("I think, that", "unfinished"),
            ("We need the report and", "unfinished"),
            ("We need the report and.", "unfinished"),
            ("The hold time is currently...", "unfinished"),
            ("First,", "unfinished"),
            ("Wir brauchen den Bericht und", "unfinished"),
            ("広告費も増えているので、", "unfinished"),
            ("広告費も増えているので", "unfinished"),
            ("We need time", "unknown"),
            ("...", "unfinished"),
            (".", "finished"),
            ("", "unknown"),
        ],
    )
    def test_words_say_whether_more_is_to_come(self, text: str, hint: str) -> None:
        """STT-2, STT-4, STT-7: whatever the full stop that Whisper puts where the audio stops."""
        assert pause_hint(text) == hint

    @pytest.mark.parametrize(
        ("text", "probability", "hint"),
        [
            ("I think they ought to, but they.", 0.07, "unfinished"),
            ("The key.", 0.34, "unfinished"),
            ("I really don't know!", 0.21, "unfinished"),
            ("Who wants to take notes?", 0.4, "finished"),
            ("田中さん、準備は進んでいますか。", 0.39, "finished"),
            ("We need time", 1.0, "unknown"),
        ],
    )
    def test_a_full_stop_that_the_model_doubts_ends_no_sentence(
        self, text: str, probability: float, hint: str
    ) -> None:
        """STT-7."""
        words = [f" {word}" for word in text.split()]
        sure = [PieceTime(at, at + 1, 0.9, 0.9) for at in range(len(words) - 1)]
        last = PieceTime(len(words), len(words) + 1, 0.9, 0.9, probability)
        hypothesis = Hypothesis(tuple(words), "en", (*sure, last))

        assert pause_hint(hypothesis.text, hypothesis.end_probability) == hint
        assert Hypothesis(tuple(words), "en").end_probability == 1

    @pytest.mark.parametrize(
        ("spoken_ms", "hint", "silence_ms"),
        [
            (2_000, "finished", 600),
            (4_000, "finished", 256),
            (4_000, "unknown", 700),
            (4_000, "unfinished", 1_300),
            # "Not!": what is short is decoded together with what follows.
            (500, "finished", 1_100),
            (500, "unknown", 1_100),
            (500, "unfinished", 1_300),
            # Two sentences are a line.
            (7_000, "finished", 256),
            (7_000, "unfinished", 1_300),
            (12_000, "unfinished", 200),
            (20_000, "unfinished", 96),
        ],
    )
    def test_words_and_length_decide_how_long_a_pause_may_be(
        self, spoken_ms: int, hint: PauseHint, silence_ms: int
    ) -> None:
        """STT-2, STT-7."""
        spoken = spoken_ms * 16

        assert silence_that_ends(spoken, spoken, WHISPER_LIMITS, hint) == silence_ms * 16

    def test_the_longer_a_finished_utterance_the_shorter_its_last_pause(self) -> None:
        """STT-2."""
        lengths = range(2 * _SECOND, WHISPER_LIMITS.hard, _SECOND)
        silences = [silence_that_ends(length, length, WHISPER_LIMITS, "finished") for length in lengths]

        assert silences == sorted(silences, reverse=True)


class TestSourceMemory:
    def test_what_was_said_right_before_is_the_context(self) -> None:
        """IPC-10: also by a process before this one."""
        memory = SourceMemory.after(RecentCaption("We need time.", "en", 16_000), "transcribe")

        assert memory.context_at(32_000) == "We need time."
        assert memory.context_at(16_000 * 5) == ""
        assert memory.language == "en"
        assert SourceMemory.after(RecentCaption("Yes.", "en", 0), "translate").language is None

    @pytest.mark.parametrize(("mean", "was_repeating"), [(-1.5, False), (-0.1, True)])
    def test_a_doubtful_final_is_no_context(self, mean: float, was_repeating: bool) -> None:
        """STT-2: errors feed on themselves."""
        memory = SourceMemory.after(RecentCaption("Good.", "en", 0), "transcribe")
        hypothesis = Hypothesis((" uh",), "en", mean_log_probability=mean, was_repeating=was_repeating)

        memory.observe(hypothesis, "uh", 20_000)

        assert memory.context_at(20_000) == ""


class TestSentenceCut:
    def test_a_long_utterance_is_cut_after_its_last_whole_sentence(self) -> None:
        """STT-7: words and times of the sentences, and none of what goes on after them."""
        hypothesis = _spoken("We are all ready. Now we can begin. The next")

        cut = sentence_end(hypothesis.pieces, hypothesis.times, 6 * _SECOND)

        assert cut is not None
        border, count = cut
        sentences, rest = hypothesis.split(count)
        assert border == 4 * _SECOND
        assert sentences.text == "We are all ready. Now we can begin."
        assert len(sentences.times) == 8
        assert rest.text == "The next"

    @pytest.mark.parametrize(
        "text",
        [
            # Too short a line; a number; an abbreviation; no end in sight; nothing after the end.
            "We are ready. The next point is this one",
            "It is now about 3. 5 percent of all the",
            "We take some more fruits e.g. apples and others too",
            "We take some fruits and so on and on",
            "We are all ready to begin with this now.",
            "We are all waiting for them... The next one",
        ],
    )
    def test_what_is_no_sentence_of_its_own_stays_whole(self, text: str) -> None:
        """STT-7."""
        hypothesis = _spoken(text)

        length = len(hypothesis.pieces) * _SECOND // 2

        assert sentence_end(hypothesis.pieces, hypothesis.times, length) is None

    def test_words_near_the_end_may_still_change(self) -> None:
        """STT-7: nor is anything cut without times."""
        hypothesis = _spoken("We are all ready to begin now. The next")

        assert sentence_end(hypothesis.pieces, hypothesis.times, 4 * _SECOND) is None
        assert sentence_end(hypothesis.pieces, (), 9 * _SECOND) is None
