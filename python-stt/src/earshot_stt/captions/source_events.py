"""The events of one source, with what every one of them carries (IPC-4)."""

from msgspec import UNSET

from earshot_stt.captions.suppression import CheckedText, Suppressed
from earshot_stt.captions.utterance import Utterance
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.wire.audio import Source
from earshot_stt.wire.events import (
    AudioConsumed,
    AudioConsumedData,
    FinalText,
    FinalTextData,
    NoSpeech,
    NoSpeechData,
    OfUtterance,
    PartialText,
    PartialTextData,
    SpeechEnd,
    SpeechStart,
    SuppressedText,
    SuppressedTextData,
)
from earshot_stt.wire.fields import MAX_CAPTION_LENGTH, MAX_DOUBTFUL_WORDS, utf16_length
from earshot_stt.wire.outbox import Outbox


class SourceEvents:
    """Sends to the host what happens on one source of one session."""

    def __init__(self, outbox: Outbox, session: str, source: Source) -> None:
        self._outbox = outbox
        self._session = session
        self._source: Source = source

    def speech_start(self, utterance: Utterance, end: int) -> None:
        self._outbox.events(SpeechStart(OfUtterance(*self._next(utterance, utterance.start, end))))

    def partial_text(self, utterance: Utterance, end: int, language: str | None) -> None:
        stable = _bounded(utterance.agreement.stable_text, MAX_CAPTION_LENGTH)
        tail = _bounded(utterance.agreement.tail_text, MAX_CAPTION_LENGTH)
        about = self._next(utterance, utterance.voiced_from, end)
        self._outbox.events(PartialText(PartialTextData(*about, stable, tail, language)))

    def final_text(
        self,
        utterance: Utterance,
        end: int,
        checked: CheckedText,
        language: str | None,
        echo_of: int | None = None,
    ) -> None:
        """The final and the end of speech, in one write; `echo_of`: the tab's utterance that it only repeats.

        A process that is killed has sent both or neither: between the two the host would take the audio for
        settled up to the last voice only, and a successor would cut what follows elsewhere (IPC-10).
        """
        text = _bounded(checked.text, MAX_CAPTION_LENGTH)
        # Their places are those of the whole text.
        is_known = checked.doubtful is not None and text == checked.text
        doubtful = (checked.doubtful or ())[:MAX_DOUBTFUL_WORDS] if is_known else UNSET
        about = self._next(utterance, utterance.voiced_from, utterance.voiced_until or end)
        self._outbox.events(
            FinalText(FinalTextData(*about, text, language, doubtful, UNSET if echo_of is None else echo_of)),
            self._end(utterance, end),
        )

    def suppressed_text(self, utterance: Utterance, span: Suppressed, language: str | None) -> None:
        """Words that were suppressed, with their place: nothing is thrown away."""
        about = self._next(utterance, span.start, span.end)
        text = _bounded(span.text, MAX_CAPTION_LENGTH)
        self._outbox.events(SuppressedText(SuppressedTextData(*about, text, language, span.reason)))

    def speech_end(self, utterance: Utterance, end: int) -> None:
        self._outbox.events(self._end(utterance, end))

    def no_speech(self, start: int, end: int) -> None:
        self._outbox.events(NoSpeech(NoSpeechData(self._session, self._source, start, end)))

    def audio_consumed(self, next_seq: int) -> None:
        self._outbox.events(AudioConsumed(AudioConsumedData(self._session, self._source, next_seq)))

    def failed(self, error: EarshotError) -> None:
        self._outbox.error(error.code, str(error), session=self._session, source=self._source)

    def _end(self, utterance: Utterance, end: int) -> SpeechEnd:
        return SpeechEnd(OfUtterance(*self._next(utterance, utterance.start, end)))

    def _next(self, utterance: Utterance, start: int, end: int) -> tuple[str, Source, int, int, int, int]:
        """What its next event says of the utterance, as `OfUtterance` has it; counts the revision."""
        revision = utterance.revision
        utterance.revision += 1
        return self._session, self._source, utterance.start, revision, start, end


def _bounded(text: str, longest: int) -> str:
    """`text` cut to the wire's bound; only a decoder gone wild gets there."""
    return text if utf16_length(text) <= longest else text[: longest // 2]
