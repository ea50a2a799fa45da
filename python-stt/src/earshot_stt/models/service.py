"""Lists and removes models for the user, on a thread of its own (STT-5)."""

from pathlib import Path
from queue import SimpleQueue

from msgspec import UNSET

from earshot_stt.models.catalogue import DEMO_MODEL, ModelCatalogue
from earshot_stt.models.in_use import ModelsInUse
from earshot_stt.models.servers import hub_server, package_index_server
from earshot_stt.models.store import bytes_of
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.runtime.log import log
from earshot_stt.runtime.threads import CriticalThread
from earshot_stt.wire.outbox import Outbox
from earshot_stt.wire.reports import ModelEntry, ModelKind, ModelList, SecondSource
from earshot_stt.wire.requests import ListModels, ModelRequest, RemoveModel
from earshot_stt.wire.results import Done


def list_models(catalogue: ModelCatalogue, uses: ModelsInUse) -> ModelList:
    """The offered Whisper sizes and whatever else is downloaded, the user's own, the demo model."""

    def entry(model: str, kind: ModelKind, place: Path | None) -> ModelEntry:
        on_disk = None if place is None else bytes_of(place)
        pinned = catalogue.table.models.get(model)
        packages = None if pinned is None or on_disk is not None else pinned.packages
        return ModelEntry(
            model,
            kind,
            on_disk is not None,
            pinned.bytes if on_disk is None and pinned is not None else on_disk,
            model in uses,
            UNSET if packages is None else SecondSource(package_index_server(), packages.bytes_to_come),
        )

    downloaded = catalogue.downloaded()
    names = [
        name for name in dict.fromkeys((*catalogue.table.offered, *downloaded)) if name not in catalogue.local
    ]
    models = [entry(name, "whisper", downloaded.get(name)) for name in names]
    models += [entry(name, "local", place) for name, place in catalogue.local.items()]
    models.append(entry(DEMO_MODEL, "demo", catalogue.demo))
    return ModelList(tuple(models), catalogue.store.free_bytes(), hub_server())


class ModelService(CriticalThread):
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

    def _result(self, request: ModelRequest) -> ModelList | Done:
        match request:
            case ListModels():
                self._uses.release_unreachable()
                return list_models(self._catalogue, self._uses)
            case RemoveModel(params=params):
                self._remove(params.model)
                return Done()

    def _remove(self, model: str) -> None:
        """Raises EarshotError (`model_not_found`, `model_in_use`, `internal_error`)."""
        if model in self._catalogue.local:
            raise EarshotError("model_not_found", "the folder is the user's own")
        # An unknown name is reported first.
        self._catalogue.store.folder(model)
        self._uses.release_unreachable()
        if model in self._uses:
            raise EarshotError("model_in_use", f"{model} is in use")
        try:
            self._catalogue.store.remove(model)
        except OSError as error:
            raise EarshotError(
                "internal_error", f"{model} cannot be deleted: {type(error).__name__}"
            ) from error
        log("model_removed", model=model)
