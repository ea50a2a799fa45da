"""Lists and removes models for the user, on a thread of its own (STT-5)."""

from queue import SimpleQueue

from earshot_stt.errors import EarshotError
from earshot_stt.log import log
from earshot_stt.model_catalogue import ModelCatalogue
from earshot_stt.model_list import list_models
from earshot_stt.model_use import ModelsInUse
from earshot_stt.outbox import Outbox
from earshot_stt.requests import ListModels, ModelRequest, RemoveModel
from earshot_stt.shapes import JsonObject
from earshot_stt.vital_thread import VitalThread


class ModelKeeper(VitalThread):
    """Fetching needs the network, which this process has left: `download` is another process's program."""

    def __init__(self, outbox: Outbox, catalogue: ModelCatalogue, uses: ModelsInUse) -> None:
        super().__init__(name="models", daemon=True)
        self._outbox = outbox
        self._catalogue = catalogue
        self._uses = uses
        self._requests: SimpleQueue[ModelRequest] = SimpleQueue()

    def answer(self, request: ModelRequest) -> None:
        """Takes a request; never waits."""
        self._requests.put(request)

    def work(self) -> None:
        while True:
            request = self._requests.get()
            try:
                result = self._result(request)
            except EarshotError as error:
                self._outbox.error(error.code, str(error), identity=request.id)
            else:
                self._outbox.respond(request.id, result)

    def _result(self, request: ModelRequest) -> JsonObject:
        match request:
            case ListModels():
                self._uses.settle()
                return list_models(self._catalogue, self._uses)
            case RemoveModel(model=model):
                self._remove(model)
                return {}

    def _remove(self, model: str) -> None:
        """Raises EarshotError (`model_not_found`, `model_in_use`, `internal_error`)."""
        if model in self._catalogue.local:
            raise EarshotError("model_not_found", "the folder is the user's own")
        # An unknown name is told of first.
        self._catalogue.store.folder(model)
        self._uses.settle()
        if model in self._uses:
            raise EarshotError("model_in_use", f"{model} is in use")
        try:
            self._catalogue.store.remove(model)
        except OSError as error:
            raise EarshotError(
                "internal_error", f"{model} cannot be deleted: {type(error).__name__}"
            ) from error
        log("model_removed", model=model)
