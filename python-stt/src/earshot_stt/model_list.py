"""What can be chosen, and the room for more (`protocol/reports.ts`, STT-5)."""

from pathlib import Path

from earshot_stt.model_catalogue import DEMO_MODEL, Kind, ModelCatalogue
from earshot_stt.model_store import bytes_of
from earshot_stt.model_use import ModelsInUse
from earshot_stt.models.hub_server import hub_server
from earshot_stt.shapes import JsonObject


def list_models(catalogue: ModelCatalogue, uses: ModelsInUse) -> JsonObject:
    """The offered Whisper sizes and whatever else is downloaded, the user's own, the demo model."""

    def entry(model: str, kind: Kind, place: Path | None) -> JsonObject:
        on_disk = None if place is None else bytes_of(place)
        pinned = catalogue.table.models.get(model)
        return {
            "model": model,
            "kind": kind,
            "is_installed": on_disk is not None,
            "bytes": pinned.bytes if on_disk is None and pinned is not None else on_disk,
            "is_in_use": model in uses,
        }

    downloaded = catalogue.downloaded()
    names = [
        name for name in dict.fromkeys((*catalogue.table.offered, *downloaded)) if name not in catalogue.local
    ]
    models = [entry(name, "whisper", downloaded.get(name)) for name in names]
    models += [entry(name, "local", place) for name, place in catalogue.local.items()]
    models.append(entry(DEMO_MODEL, "demo", catalogue.demo))
    return {"models": models, "free_bytes": catalogue.store.free_bytes(), "hub": hub_server()}
