"""Which models are held in memory: to be asked before one is removed."""

import gc
import weakref
from collections import Counter
from threading import RLock
from types import TracebackType


class ModelsInUse:
    """Counts objects that hold a model, for as long as they exist. Safe from any thread."""

    def __init__(self) -> None:
        # Entered again by the same thread when the memory's collector runs within.
        self._lock = RLock()
        self._held: Counter[str] = Counter()

    def hold(self, model: str, holder: object) -> None:
        """`model` is in use until nothing refers to `holder` any more."""
        self.add(model, 1)
        weakref.finalize(holder, self._release, model).atexit = False

    def add(self, model: str, count: int) -> None:
        with self._lock:
            self._held[model] += count

    def release_unreachable(self) -> None:
        """Frees what only rings of references hold, such as an ended session's: it is in use no more."""
        gc.collect()

    def __contains__(self, model: str) -> bool:
        with self._lock:
            return self._held[model] > 0

    def _release(self, model: str) -> None:
        self.add(model, -1)


class ModelGuard:
    """A model is in use while it is being loaded: `with ModelGuard(uses, model):`."""

    def __init__(self, uses: ModelsInUse, model: str) -> None:
        self._uses = uses
        self._model = model

    def __enter__(self) -> None:
        self._uses.add(self._model, 1)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._uses.add(self._model, -1)
