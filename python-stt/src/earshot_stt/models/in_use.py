"""Which models are held in memory: to be asked before one is removed."""

import gc
import weakref
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from threading import RLock


class ModelsInUse:
    """Counts objects that hold a model, for as long as they exist. Safe from any thread."""

    def __init__(self) -> None:
        # Entered again by the same thread when the memory's collector runs within.
        self._lock = RLock()
        self._held: Counter[str] = Counter()

    def hold(self, model: str, holder: object) -> None:
        """`model` is in use until nothing refers to `holder` any more."""
        self._add(model, 1)
        weakref.finalize(holder, self._add, model, -1).atexit = False

    @contextmanager
    def loading(self, model: str) -> Generator[None]:
        """`model` is in use while it is being loaded."""
        self._add(model, 1)
        try:
            yield
        finally:
            self._add(model, -1)

    def release_unreachable(self) -> None:
        """Frees what only rings of references hold, such as an ended session's: it is in use no more."""
        gc.collect()

    def __contains__(self, model: str) -> bool:
        with self._lock:
            return self._held[model] > 0

    def _add(self, model: str, count: int) -> None:
        with self._lock:
            self._held[model] += count
