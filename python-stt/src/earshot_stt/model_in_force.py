"""Which model captions the session, while others are loaded, fail or fall back."""

from collections.abc import Callable

from earshot_stt.errors import EarshotError
from earshot_stt.model_loader import ModelFailed, ModelOutcome, ModelReady, WantedModel
from earshot_stt.recogniser import Recogniser
from earshot_stt.requests import Settings


class ModelInForce:
    """`recogniser` is None until the first model is ready; `failure` says why the wanted one is not."""

    def __init__(self, load: Callable[[WantedModel], None]) -> None:
        self._load = load
        self._settings: Settings | None = None
        self._wanted: WantedModel | None = None
        self._ready: ModelReady | None = None
        self.failure: EarshotError | None = None

    @property
    def recogniser(self) -> Recogniser | None:
        """The model in force with the newest settings."""
        if self._ready is None or self._settings is None:
            return None
        return Recogniser(self._ready.transcriber, self._settings)

    def start_with(self, settings: Settings) -> None:
        """A session starts: no model but the wanted one, or what stands in for it, may caption it."""
        wanted = WantedModel(settings.model, settings.device)
        if wanted != self._wanted:
            self._ready = None
        if wanted != self._wanted or self.failure is not None:
            self._want(wanted)
        self._settings = settings

    def change_to(self, settings: Settings) -> None:
        """The user chooses anew: the present model goes on until the new one is ready.

        Asking again for a model that failed or was stood in for tries again.
        """
        wanted = WantedModel(settings.model, settings.device)
        stood_in = self._ready is not None and self._ready.loaded.fallback_reason is not None
        if wanted != self._wanted or self.failure is not None or stood_in:
            self._want(wanted)
        self._settings = settings

    def changed(self, outcome: ModelOutcome) -> None:
        """Takes in what became of a model; one that is no longer wanted changes nothing."""
        if outcome.wanted != self._wanted:
            return
        match outcome:
            case ModelReady():
                self._ready, self.failure = outcome, None
            case ModelFailed(error=error):
                self.failure = error

    def _want(self, wanted: WantedModel) -> None:
        self._wanted, self.failure = wanted, None
        self._load(wanted)
