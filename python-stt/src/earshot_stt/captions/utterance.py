"""One utterance on its way to a final caption."""

from dataclasses import dataclass, field

from earshot_stt.captions.agreement import Agreement
from earshot_stt.captions.tail_window import TailWindow
from earshot_stt.decoding.session_model import SessionModel
from earshot_stt.decoding.transcriber import Hypothesis
from earshot_stt.speech.voice_trace import SpanAudio
from earshot_stt.wire.audio import milliseconds

_FRESH_SAMPLES = milliseconds(352)
"""Voice that makes a first partial worth a decode."""
_RETRY_SAMPLES = milliseconds(320)
"""New voice that makes it worth another one, after a first that had no words."""
_FRESH_AGAIN_SAMPLES = milliseconds(640)
"""New voice that makes another one worth it: two or three words."""
_EARLY_RETRIES = 2
"""A first partial without words is tried again without waiting: 20 of 47 utterances gave none after 0.5 s of
speech, 7 after 0.9 s, 1 after 1.3 s. What gives none then is noise, which must not keep the engine busy."""


@dataclass(slots=True)
class Pause:
    """Where the words of an utterance are wanted before its end: in a silence, or because it has become long.

    What is recognised up to `end` is the final if it ends there, so it is decoded without waiting for that.
    """

    end: int
    voiced_until: int
    is_silence: bool
    since: float
    """Clock time at which it was found."""
    hypothesis: Hypothesis | None = None


@dataclass(slots=True)
class Utterance:
    """Speech in [start, end); `end` and `audio` are None while it goes on.

    `session_model` is the one active when it began: settings take effect at the next utterance.
    """

    start: int
    voiced_from: int
    """The speech itself begins here: `start` and the pre-roll."""
    session_model: SessionModel
    end: int | None = None
    voiced_until: int | None = None
    """The speech itself ended here, before the post-roll."""
    audio: SpanAudio | None = None
    ended_at: float = 0.0
    """Clock time at which its end was found."""
    is_announced: bool = False
    revision: int = 0
    pause: Pause | None = None
    language: str | None = None
    """As partials recognised it so far."""
    known: Pause | None = None
    """Up to where it was recognised together with the utterance before it, and what; not shown yet."""
    known_pause: Pause | None = None
    """The latest silence up to which one language was recognised; after it another one may be spoken."""
    decoded_at: float = 0.0
    """Clock time of the last partial."""
    empty_partials: int = 0
    """So many in a row had no words."""
    window: TailWindow = field(init=False)
    decoded_until: int = field(init=False)
    """Voice below it has been in a partial."""

    def __post_init__(self) -> None:
        self.window = TailWindow(self.start)
        self.decoded_until = self.voiced_from

    @property
    def agreement(self) -> Agreement:
        return self.window.agreement

    def observe_language(self, language: str | None) -> None:
        """Takes in the language of the newest hypothesis; what another one gave is no longer stable."""
        if self.language is not None and language != self.language:
            self.window = TailWindow(self.start)
        self.language = language

    def partial_due_at(self, voiced_until: int, interval: float) -> float | None:
        """Clock time from which a partial is due; None while there is too little new voice."""
        is_retry = 0 < self.empty_partials <= _EARLY_RETRIES
        wanted = _RETRY_SAMPLES if is_retry else _FRESH_AGAIN_SAMPLES
        if self.decoded_at == 0:
            wanted = _FRESH_SAMPLES
        if voiced_until - self.decoded_until < wanted:
            return None
        return self.decoded_at if is_retry else self.decoded_at + interval
