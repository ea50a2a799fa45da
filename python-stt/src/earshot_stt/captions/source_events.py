"""The events of one source, with what every one of them carries (IPC-4)."""

from typing import TypeAlias

from earshot_stt.captions.suppression import Standing, Suppressed
from earshot_stt.captions.utterance import Utterance
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.wire.audio import Source
from earshot_stt.wire.fields import MAX_CAPTION_LENGTH, MAX_DOUBTFUL_WORDS, utf16_length
from earshot_stt.wire.json_object import JsonObject
from earshot_stt.wire.outbox import Outbox

_Event: TypeAlias = tuple[str, JsonObject]


class SourceEvents:
    """Sends to the host what happens on one source of one session."""

    def __init__(self, outbox: Outbox, session: str, source: Source) -> None:
        self._outbox = outbox
        self._session = session
        self._source: Source = source

    def speech_start(self, utterance: Utterance, end: int) -> None:
        self._outbox.events(self._speech("speech_start", utterance, utterance.start, end))

    def partial_text(self, utterance: Utterance, end: int, language: str | None) -> None:
        stable = _bounded(utterance.agreement.stable_text, MAX_CAPTION_LENGTH)
        tail = _bounded(utterance.agreement.tail_text, MAX_CAPTION_LENGTH)
        caption = {"stable": stable, "tail": tail, "language": language}
        self._outbox.events(self._speech("partial_text", utterance, utterance.voiced_from, end, **caption))

    def final_text(self, utterance: Utterance, end: int, standing: Standing, language: str | None) -> None:
        """The final and the end of speech, in one write.

        A process that is killed has sent both or neither: between the two the host would take the audio for
        settled up to the last voice only, and a successor would cut what follows elsewhere (IPC-10).
        """
        text = _bounded(standing.text, MAX_CAPTION_LENGTH)
        caption: JsonObject = {"text": text, "language": language}
        # Their places are those of the whole text.
        if standing.doubtful is not None and text == standing.text:
            caption["doubtful"] = [doubt.to_json() for doubt in standing.doubtful[:MAX_DOUBTFUL_WORDS]]
        voiced_until = utterance.voiced_until or end
        final = self._speech("final_text", utterance, utterance.voiced_from, voiced_until, **caption)
        self._outbox.events(final, self._speech("speech_end", utterance, utterance.start, end))

    def suppressed_text(self, utterance: Utterance, span: Suppressed, language: str | None) -> None:
        """Words that were held back, with their place: nothing is thrown away."""
        text = _bounded(span.text, MAX_CAPTION_LENGTH)
        caption = {"text": text, "language": language, "reason": span.reason}
        self._outbox.events(self._speech("suppressed_text", utterance, span.start, span.end, **caption))

    def speech_end(self, utterance: Utterance, end: int) -> None:
        self._outbox.events(self._speech("speech_end", utterance, utterance.start, end))

    def no_speech(self, start: int, end: int) -> None:
        self._outbox.events(self._of_source("no_speech", start_sample=start, end_sample=end))

    def audio_consumed(self, next_seq: int) -> None:
        self._outbox.events(self._of_source("audio_consumed", next_seq=next_seq))

    def failed(self, error: EarshotError) -> None:
        self._outbox.error(error.code, str(error), session=self._session, source=self._source)

    def _speech(self, event: str, utterance: Utterance, start: int, end: int, **caption: object) -> _Event:
        revision = utterance.revision
        utterance.revision += 1
        return self._of_source(
            event,
            utterance=utterance.start,
            revision=revision,
            start_sample=start,
            end_sample=end,
            **caption,
        )

    def _of_source(self, event: str, **data: object) -> _Event:
        return event, {"session": self._session, "source": self._source, **data}


def _bounded(text: str, longest: int) -> str:
    """`text` cut to the wire's bound; only a decoder gone wild gets there."""
    return text if utf16_length(text) <= longest else text[: longest // 2]
