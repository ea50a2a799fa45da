"""Which model captions the session, while others are loaded, fail, fall back or are idle."""

from collections.abc import Callable

from earshot_stt.decoding.session_model import SessionModel
from earshot_stt.loading.loader import ModelFailed, ModelReady, WantedModel
from earshot_stt.models.catalogue import DEMO_MODEL
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.runtime.log import log
from earshot_stt.runtime.memory import release_memory
from earshot_stt.wire.requests import Settings

_FOR_EVER = float("inf")


class IdleTimer:
    """When a model that is not used is to leave the memory (pure; STT-5).

    `after_seconds`: of being idle without a break; the clock is the caller's.
    """

    def __init__(self, after_seconds: float) -> None:
        self._after_seconds = after_seconds
        self._idle_since: float | None = None

    def seconds_left(self, now: float, *, is_busy: bool) -> float | None:
        """Until it is time, 0 at once; None while it is busy. To be asked whenever that may have changed."""
        if is_busy:
            self._idle_since = None
            return None
        if self._idle_since is None:
            self._idle_since = now
        return max(0.0, self._idle_since + self._after_seconds - now)


class ActiveModel:
    """`session_model` is None until the first model is ready; `failure` says why the wanted one is not.

    `unloaded` is called when the model left the memory because nothing was to do for `unload_after_seconds`.
    """

    def __init__(
        self,
        load: Callable[[WantedModel], None],
        unloaded: Callable[[], None] = lambda: None,
        unload_after_seconds: float = _FOR_EVER,
    ) -> None:
        self._load = load
        self._unloaded = unloaded
        self._idle = IdleTimer(unload_after_seconds)
        self._settings: Settings | None = None
        self._wanted: WantedModel | None = None
        self._ready: ModelReady | None = None
        self.failure: EarshotError | None = None

    @property
    def session_model(self) -> SessionModel | None:
        """The active model with the newest settings."""
        if self._ready is None or self._settings is None:
            return None
        return SessionModel(self._ready.transcriber, self._settings, self._ready.partial_transcriber)

    def start_with(self, settings: Settings) -> None:
        """A session starts: no model but the wanted one, or what stands in for it, may caption it."""
        wanted = WantedModel(settings.model, settings.device)
        if wanted != self._wanted:
            self._ready = None
        if wanted != self._wanted or self.failure is not None:
            self._want(wanted)
        self._settings = settings

    def change_to(self, settings: Settings) -> None:
        """The user chooses again: the present model goes on until the new one is ready.

        Asking again for a model that failed or was stood in for tries again.
        """
        wanted = WantedModel(settings.model, settings.device)
        if wanted != self._wanted or self.failure is not None or self._is_stood_in_for:
            self._want(wanted)
        self._settings = settings

    def changed(self, outcome: ModelReady | ModelFailed) -> None:
        """Takes in what became of a model; one that is no longer wanted changes nothing."""
        if outcome.wanted != self._wanted:
            return
        match outcome:
            case ModelReady():
                self._ready, self.failure = outcome, None
            case ModelFailed(error=error):
                self.failure = error

    def unload_if_idle(self, now: float, *, is_busy: bool) -> float | None:
        """Frees the model when nothing was to do for long; the next session, or choice, loads it again.

        `is_busy`: a session runs. To be called in every turn of the engine; returns the seconds until it
        wants to be called at the latest, None for whenever.
        """
        seconds = self._idle.seconds_left(now, is_busy=is_busy or self._ready is None)
        ready = self._ready
        if seconds is None or ready is None or seconds == _FOR_EVER:
            return None
        if seconds > 0:
            return seconds
        log("model_unloaded", model=ready.loaded.model)
        self._ready = self._wanted = None
        ready.transcriber.close()
        if ready.partial_transcriber is not None:
            ready.partial_transcriber.close()
        release_memory()
        self._unloaded()
        return None

    @property
    def _is_stood_in_for(self) -> bool:
        if self._ready is None or self._wanted is None:
            return False
        loaded = self._ready.loaded
        return loaded.fallback_reason is not None or (loaded.is_demo and self._wanted.model != DEMO_MODEL)

    def _want(self, wanted: WantedModel) -> None:
        self._wanted, self.failure = wanted, None
        self._load(wanted)
