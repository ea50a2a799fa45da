"""Decodes what one source's captioner has waiting, and reports it: partials, pauses, finals (STT-2)."""

from collections.abc import Callable
from functools import partial

from earshot_stt.captions.benchmark_switches import EngineSwitches
from earshot_stt.captions.captioner import Captioner
from earshot_stt.captions.source_events import SourceEvents
from earshot_stt.captions.source_memory import SourceMemory
from earshot_stt.captions.suppression import SURE_VOICE, WORTH_A_LOOK, without_hallucinations
from earshot_stt.captions.utterance import Pause, Utterance
from earshot_stt.decoding.transcriber import Continuation, Decoding, Hypothesis, Quality
from earshot_stt.echo.repeated_lines import SourceLines
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.speech.endpointer import OFF
from earshot_stt.speech.line_end import WORTH_CUTTING, PauseHint, pause_hint, sentence_end
from earshot_stt.speech.voice_trace import SpanAudio
from earshot_stt.wire.audio import milliseconds

_WORTH_DETECTING = milliseconds(1_500)
"""A partial over less says too little about its language, and there is another in a moment."""
_BEGINNING = milliseconds(3_000)
"""Behind so little speech a window is mostly padding, and a model may say that nobody speaks (ADR-033)."""
_SURE_OF_LANGUAGE = milliseconds(2_200)
"""What was said up to a pause, if it was shorter, may be in the language of what follows."""

FinalSent = Callable[[Utterance, int, SpanAudio], None]
"""Called with each utterance whose final was sent, its end and its audio."""
IsWanted = Callable[[], bool]
"""Whether the session still runs, asked after every decode."""


def _ignore(_utterance: Utterance, _end: int, _audio: SpanAudio) -> None:
    """Where no one asks."""


class CaptionDecoder:
    """One of each source; used by the engine thread only. It has one final or pause begun at most."""

    def __init__(
        self,
        captioner: Captioner,
        events: SourceEvents,
        memory: SourceMemory,
        lines: SourceLines,
        switches: EngineSwitches,
        final_sent: FinalSent = _ignore,
    ) -> None:
        self.captioner = captioner
        self._events = events
        self._memory = memory
        self._lines = lines
        self._switches = switches
        self._final_sent = final_sent
        self.redone = 0
        """Finals decoded again at the full window."""
        self.suppressed = 0
        """Spans of words that were suppressed."""

    def decode_partial(self, now: float, is_wanted: IsWanted = lambda: True) -> None:
        """Decodes the end of the head utterance so far; reports it if still wanted."""
        head, track = self.captioner.queue.head, self.captioner.track
        if head is None or track is None:
            return
        window, commit, end = head.window, self._switches.commit, track.end
        head.decoded_at, head.decoded_until = now, track.voiced_until
        audio = track.audio(window.start, end)
        try:
            # Without context: of speech that has just begun a model may say the line before again (ADR-033).
            hypothesis = head.session_model.begin(
                audio.samples,
                "partial",
                head.language or self._memory.language,
                wants_times=window.wants_times(end, commit),
                detects=window.start == head.start and end - head.start >= _WORTH_DETECTING,
                is_voice=len(audio.samples) <= _BEGINNING and audio.voice.usual_voice(OFF) >= SURE_VOICE,
            )()
        except EarshotError as error:
            if is_wanted():
                self._events.failed(error)
            return
        head.empty_partials = 0 if hypothesis.pieces else head.empty_partials + 1
        if not hypothesis.pieces or not is_wanted():
            return
        head.observe_language(hypothesis.language)
        head.window.take(hypothesis, end, commit, track.quietest_near)
        self._send_partial(head, end, hypothesis)

    def begin_pause(self, now: float, is_wanted: IsWanted = lambda: True) -> Callable[[], None]:
        """Begins to decode the head utterance as if it ended with its pause; if it does, that is its final.

        What it returns waits for the words and goes on to what follows the pause.
        """
        head = self.captioner.queue.head
        if head is None or head.pause is None:
            return _nothing
        decoding = self._begin_whole(head, head.pause.end, "final", is_cut_off=not head.pause.is_silence)
        return partial(self._finish_pause, head, head.pause, decoding, now, is_wanted)

    def begin_final(
        self, quality: Quality = "final", is_wanted: IsWanted = lambda: True
    ) -> Callable[[], None]:
        """Begins to decode the head utterance, which has ended.

        What it returns waits for the words and goes on to what waits after the utterance. It sends nothing
        if the session is no longer wanted by then.
        """
        head = self.captioner.queue.head
        if head is None or head.end is None:
            return _nothing
        decoding = self._final_of(head, head.end, quality)
        return partial(self._finish_final, head, head.end, decoding, is_wanted)

    def _finish_pause(
        self, head: Utterance, pause: Pause, decoding: Decoding, now: float, is_wanted: IsWanted
    ) -> None:
        try:
            hypothesis = decoding()
        except EarshotError:
            # The end of the utterance decodes it again, and reports.
            if is_wanted():
                self.captioner.go_on("unknown", now)
            return
        pause.hypothesis = hypothesis
        if not is_wanted() or self._cut_at_language(head, hypothesis, now):
            return
        if self._cut_after_sentence(head, pause, hypothesis, now):
            return
        is_sure = pause.is_silence and pause.end - head.start >= _SURE_OF_LANGUAGE and hypothesis.pieces
        if is_sure and (head.known_pause is None or hypothesis.continuation_language is not None):
            head.known_pause = pause
        if hypothesis.pieces:
            head.observe_language(hypothesis.language)
            head.window.take_whole(hypothesis, self._switches.commit)
            head.decoded_until = pause.voiced_until
            if not pause.is_silence:
                # It was as good as a partial.
                head.decoded_at = now
            self._send_partial(head, pause.end, hypothesis)
        self.captioner.go_on(_hint_of(head, pause, hypothesis), now)

    def _cut_at_language(self, head: Utterance, hypothesis: Hypothesis, now: float) -> bool:
        """Ends an utterance at a pause of which it turns out that another language is spoken after it."""
        known = head.known_pause
        if (
            known is None
            or known.hypothesis is None
            or hypothesis.continuation_language in (None, known.hypothesis.language)
        ):
            return False
        head.pause = known
        self.captioner.cut(known.end, now)
        return True

    def _cut_after_sentence(self, head: Utterance, pause: Pause, hypothesis: Hypothesis, now: float) -> bool:
        """Ends a long utterance after its last whole sentence, if it goes on after one."""
        track = self.captioner.track
        length = pause.end - head.start
        is_over = pause.is_silence and pause_hint(hypothesis.text) == "finished"
        if track is None or is_over or length < WORTH_CUTTING:
            return False
        cut = sentence_end(hypothesis.pieces, hypothesis.times, length)
        if cut is None:
            return False
        border, count = cut
        sentences, rest = hypothesis.split(count)
        end = track.quietest_near(head.start + border)
        # What was recognised up to there is the final: no second decode of the same audio.
        head.pause = Pause(end, end, is_silence=False, since=pause.since, hypothesis=sentences)
        self.captioner.cut(end, now)
        if (following := self.captioner.open) is not None:
            following.known = Pause(
                pause.end, pause.voiced_until, is_silence=False, since=now, hypothesis=rest
            )
        return True

    def _finish_final(self, head: Utterance, end: int, decoding: Decoding, is_wanted: IsWanted) -> None:
        try:
            hypothesis: Hypothesis | EarshotError = decoding()
        except EarshotError as error:
            hypothesis = error
        if not is_wanted():
            return
        if isinstance(hypothesis, EarshotError):
            self._events.failed(hypothesis)
            self._end_without_final(head, end)
        else:
            self._send_final(head, end, hypothesis)
        self.captioner.queue.finished(head, has_failed=isinstance(hypothesis, EarshotError))
        self.captioner.settle()
        self._tell_known()

    def _tell_known(self) -> None:
        """Shows again at once what stood after a sentence that has become a final."""
        head, track = self.captioner.queue.head, self.captioner.track
        if head is None or track is None or head.known is None or head.end is not None:
            return
        known, head.known = head.known, None
        if known.hypothesis is not None and known.hypothesis.pieces:
            head.decoded_at, head.decoded_until = known.since, known.voiced_until
            head.observe_language(known.hypothesis.language)
            head.window.take(known.hypothesis, known.end, self._switches.commit, track.quietest_near)
            self._send_partial(head, known.end, known.hypothesis)

    def _final_of(self, head: Utterance, end: int, quality: Quality) -> Decoding:
        pause = head.pause
        hypothesis = pause.hypothesis if pause is not None and pause.end == end else None
        return self._begin_whole(head, end, quality) if hypothesis is None else lambda: hypothesis

    def _begin_whole(
        self, head: Utterance, end: int, quality: Quality, *, is_cut_off: bool = False
    ) -> Decoding:
        audio = self._audio_of(head, end)
        continuation = _continuation_after(head.known_pause, head.start, end)
        decoding = head.session_model.begin(
            audio.samples,
            quality,
            self._memory.language,
            context=self._memory.context_at(head.start),
            # With them comes how sure the model is of each word.
            wants_times=quality == "final"
            or len(audio.samples) >= WORTH_CUTTING
            or audio.voice.longest_silence(OFF) >= WORTH_A_LOOK,
            continuation=continuation,
            is_cut_off=is_cut_off,
        )

        def counted() -> Hypothesis:
            hypothesis = decoding()
            self.redone += hypothesis.was_redone
            return hypothesis

        return counted

    def _audio_of(self, head: Utterance, end: int) -> SpanAudio:
        if head.audio is not None:
            return head.audio
        if self.captioner.track is None:
            raise EarshotError("internal_error", "an utterance has lost its audio")
        return self.captioner.track.audio(head.start, end)

    def _send_partial(self, head: Utterance, end: int, hypothesis: Hypothesis) -> None:
        self._events.partial_text(head, end, head.session_model.caption_language(hypothesis.language))
        text = head.agreement.stable_text + head.agreement.tail_text
        self._lines.partial(head.start, head.voiced_from, end, text)

    def _send_final(self, head: Utterance, end: int, hypothesis: Hypothesis) -> None:
        language = head.session_model.caption_language(hypothesis.language)
        audio = self._audio_of(head, end)
        checked = without_hallucinations(hypothesis, head.start, end, audio.voice)
        for span in checked.suppressed:
            self.suppressed += 1
            self._events.suppressed_text(head, span, language)
        self._memory.observe(hypothesis, checked.text, end)
        if checked.text:
            voiced_until = head.voiced_until or end
            echo_of = self._lines.final(
                head.start,
                head.voiced_from,
                voiced_until,
                checked.text,
                lambda: audio.samples,
            )
            self._events.final_text(head, end, checked, language, echo_of)
            self._final_sent(head, end, audio)
        else:
            self._end_without_final(head, end)

    def _end_without_final(self, head: Utterance, end: int) -> None:
        self._lines.drop(head.start)
        self._events.speech_end(head, end)


def _continuation_after(known: Pause | None, start: int, end: int) -> Continuation | None:
    """What is spoken after the pause, if that is long enough, and the language before it known."""
    before = None if known is None or known.hypothesis is None else known.hypothesis.language
    if known is None or before is None or end - known.end < _WORTH_DETECTING:
        return None
    return Continuation(known.end - start, before)


def _hint_of(head: Utterance, pause: Pause, hypothesis: Hypothesis) -> PauseHint:
    """What the words say about the pause. Of a long line no full stop is doubted: it may end at any."""
    is_long = pause.end - head.start >= WORTH_CUTTING
    return pause_hint(hypothesis.text, 1.0 if is_long else hypothesis.end_probability)


def _nothing() -> None:
    """What is left to do where nothing was due."""
