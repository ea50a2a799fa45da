"""Closed utterances, transcribed again by a larger model when nothing live is due; the engine thread's."""

from collections.abc import Callable

from earshot_stt.decoding.transcriber import DecodeOptions, Hypothesis, Transcriber
from earshot_stt.loading.active_model import IdleTimer
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.runtime.log import log
from earshot_stt.runtime.memory import release_memory
from earshot_stt.wire.fields import MAX_CAPTION_LENGTH, utf16_length
from earshot_stt.wire.outbox import Outbox
from earshot_stt.wire.requests import CorrectionParams, CorrectStretch, Device, Settings
from earshot_stt.wire.results import Correction

_MOST_WAITING = 8
"""The host asks for one at a time; each holds up to 20 s of audio."""
UNLOAD_AFTER_SECONDS = 60.0
"""A second model is not worth its memory for longer, when no utterance waits for it."""


class Corrector:
    """Answers every request it is given, in their order: with the text, or with why there is none.

    `want_model` asks for the model of the first; `model_ready` or `model_failed` reports what became of it,
    unless another one was asked for meanwhile.
    """

    def __init__(
        self,
        outbox: Outbox,
        want_model: Callable[[str, Device], None],
        unload_after_seconds: float = UNLOAD_AFTER_SECONDS,
    ) -> None:
        self._outbox = outbox
        self._want_model = want_model
        self._idle = IdleTimer(unload_after_seconds)
        self._waiting: dict[str, CorrectStretch] = {}
        """By the id of the request, in the order they came."""
        self._wanted: str | None = None
        """Asked for last and not there yet."""
        self._model: str | None = None
        self._transcriber: Transcriber | None = None

    @property
    def is_ready(self) -> bool:
        """Whether a request waits and its model is loaded."""
        first = self._first
        return first is not None and self._transcriber is not None and first.params.model == self._model

    def add(self, request: CorrectStretch) -> None:
        if len(self._waiting) >= _MOST_WAITING:
            self._refuse(request, EarshotError("internal_error", "too many utterances wait"))
            return
        self._waiting[request.id] = request
        self._want()

    def model_ready(self, name: str, transcriber: Transcriber) -> None:
        """Takes the place of the model before; closing that one is its loader's."""
        self._arrived(name)
        self._model, self._transcriber = name, transcriber
        self._want()

    def model_failed(self, name: str, error: EarshotError) -> None:
        """What waits for the model is answered with the reason; the next request for it tries again."""
        self._arrived(name)
        self._refuse_all(lambda params: params.model == name, error)

    def unload_if_idle(self, now: float) -> float | None:
        """Frees the model when no utterance waited for long; seconds until that is to be asked again."""
        transcriber = self._transcriber
        seconds = self._idle.seconds_left(now, is_busy=bool(self._waiting) or transcriber is None)
        if transcriber is None or seconds is None or seconds > 0:
            return seconds
        log("correction_model_unloaded", model=self._model)
        self.model_gone()
        transcriber.close()
        release_memory()
        return None

    def model_gone(self) -> None:
        """The model was unloaded; a request that comes, or waits, asks for it again."""
        self._model = self._transcriber = None
        self._want()

    def work(self, is_wanted: Callable[[], bool] = lambda: True) -> None:
        """Decodes the utterance that has waited longest; one decode of one bounded window.

        `is_wanted` is asked after the decode. It may take in what came meanwhile, `abandon` among it.
        """
        request, transcriber = self._first, self._transcriber
        if not self.is_ready or request is None or transcriber is None:
            return
        try:
            hypothesis: Hypothesis | EarshotError = _decode(transcriber, request.params)
        except EarshotError as error:
            hypothesis = error
        wanted = is_wanted()
        if self._waiting.pop(request.id, None) is None:
            # Abandoned meanwhile, and answered then.
            return
        if not wanted:
            hypothesis = EarshotError("session_unknown", "the session is no longer worked on")
        if isinstance(hypothesis, EarshotError):
            self._refuse(request, hypothesis)
        else:
            self._answer(request, hypothesis)
        self._want()

    def abandon(self, session: str) -> None:
        """The session's utterances are wanted no more."""
        error = EarshotError("session_unknown", "the session was abandoned")
        self._refuse_all(lambda params: params.session == session, error)

    @property
    def _first(self) -> CorrectStretch | None:
        return next(iter(self._waiting.values()), None)

    def _want(self) -> None:
        """Asks for the first request's model, unless it is there or on its way."""
        first = self._first
        if first is None or first.params.model in (self._model, self._wanted):
            return
        self._wanted = first.params.model
        self._want_model(first.params.model, first.params.settings.device)

    def _arrived(self, name: str) -> None:
        if self._wanted == name:
            self._wanted = None

    def _answer(self, request: CorrectStretch, hypothesis: Hypothesis) -> None:
        params = request.params
        # A decoder gone wild says nothing that is worth another version.
        text = hypothesis.text if utf16_length(hypothesis.text) <= MAX_CAPTION_LENGTH else ""
        language = "en" if params.settings.task == "translate" else hypothesis.language
        result = Correction(params.session, params.source, params.utterance, text, language, params.model)
        self._outbox.respond(request.id, result)

    def _refuse_all(self, concerns: Callable[[CorrectionParams], bool], error: EarshotError) -> None:
        for request in [waiting for waiting in self._waiting.values() if concerns(waiting.params)]:
            del self._waiting[request.id]
            self._refuse(request, error)
        self._want()

    def _refuse(self, request: CorrectStretch, error: EarshotError) -> None:
        params = request.params
        self._outbox.error(
            error.code, str(error), identity=request.id, session=params.session, source=params.source
        )


def _decode(transcriber: Transcriber, params: CorrectionParams) -> Hypothesis:
    """Raises EarshotError(`transcription_failed`)."""
    if len(params.samples) > transcriber.limits.hard:
        raise EarshotError("transcription_failed", "the utterance is longer than the model takes at once")
    settings = params.settings
    options = DecodeOptions(
        "final", _spoken(params.language, settings), settings.task, settings.vocabulary, params.context
    )
    return transcriber.decode(params.samples, options)


def _spoken(captioned: str | None, settings: Settings) -> str | None:
    """The language spoken, as far as it is known: a translation's caption does not say."""
    chosen = None if settings.language == "auto" else settings.language
    return chosen if settings.task == "translate" else (captioned or chosen)
