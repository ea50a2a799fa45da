"""Libraries that others import at their top and this program never calls: not loaded.

faster_whisper imports PyAV (`av`), with FFmpeg's and x264's native code, to decode audio files. Captions
are made of samples, so that code would be 17 MB of memory, and of attack surface, for nothing.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


def leave_out(*names: str) -> None:
    """From now on an import of one of `names` gives an empty module, whether it is installed or not.

    `import av` succeeds; `av.open`, and any other use of it, is an AttributeError that names the module. To
    be called before the first import of what imports them.
    """
    sys.meta_path.insert(0, _LeftOut(frozenset(names)))


class _LeftOut(MetaPathFinder, Loader):
    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(fullname, self) if fullname in self._names else None

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """None: an ordinary empty one."""
        return None

    def exec_module(self, module: ModuleType) -> None:
        pass
