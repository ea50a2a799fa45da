"""The events of one source, with what every one of them carries (IPC-4)."""

from earshot_stt.audio import Source
from earshot_stt.errors import EarshotError
from earshot_stt.outbox import Outbox
from earshot_stt.protocol import MAX_CAPTION_LENGTH
from earshot_stt.shapes import utf16_length
from earshot_stt.utterance import Utterance


class SourceEvents:
    """Sends to the host what happens on one source of one session."""

    def __init__(self, outbox: Outbox, session: str, source: Source) -> None:
        self._outbox = outbox
        self._session = session
        self._source: Source = source

    def speech_start(self, utterance: Utterance, end: int) -> None:
        self._speech("speech_start", utterance, utterance.start, end)

    def partial_text(self, utterance: Utterance, end: int, language: str | None) -> None:
        stable = _bounded(utterance.agreement.stable_text, MAX_CAPTION_LENGTH)
        tail = _bounded(utterance.agreement.tail_text, MAX_CAPTION_LENGTH)
        start = utterance.voiced_from
        self._speech("partial_text", utterance, start, end, stable=stable, tail=tail, language=language)

    def final_text(self, utterance: Utterance, end: int, text: str, language: str | None) -> None:
        bounded = _bounded(text, MAX_CAPTION_LENGTH)
        self._speech("final_text", utterance, utterance.voiced_from, end, text=bounded, language=language)

    def speech_end(self, utterance: Utterance, end: int) -> None:
        self._speech("speech_end", utterance, utterance.start, end)

    def no_speech(self, start: int, end: int) -> None:
        self._send("no_speech", start_sample=start, end_sample=end)

    def audio_consumed(self, next_seq: int) -> None:
        self._send("audio_consumed", next_seq=next_seq)

    def failed(self, error: EarshotError) -> None:
        self._outbox.error(error.code, str(error), session=self._session, source=self._source)

    def _speech(self, event: str, utterance: Utterance, start: int, end: int, **caption: str | None) -> None:
        self._send(
            event,
            utterance=utterance.start,
            revision=utterance.revision,
            start_sample=start,
            end_sample=end,
            **caption,
        )
        utterance.revision += 1

    def _send(self, event: str, **data: str | int | None) -> None:
        self._outbox.event(event, {"session": self._session, "source": self._source, **data})


def _bounded(text: str, longest: int) -> str:
    """`text` cut to the wire's bound; only a decoder gone wild gets there."""
    return text if utf16_length(text) <= longest else text[: longest // 2]
