"""A Whisper model's calls and what each cost, kept in a file: another run makes only those that are new."""

import hashlib
import pickle
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import earshot_stt.decoding
from earshot_stt.decoding import whisper_calls

Samples = npt.NDArray[np.int16]


class Window:
    """A window that is transformed and encoded only if a call is new."""

    def __init__(self, calls: whisper_calls.WhisperCalls, samples: Samples, length: int) -> None:
        self._calls = calls
        self._samples = samples
        self._encoded: Any = None
        self.length = length
        self.key = f"{hashlib.sha256(samples.tobytes()).hexdigest()} {len(samples)} {length}"
        self.is_paid = False
        """Whether what encoding it takes has been counted."""

    def encoded(self) -> Any:  # noqa: ANN401 - a tensor of the library, whose type has no name here
        if self._encoded is None:
            self._encoded = self._calls.encode(self._calls.log_mel(self._samples, self.length))
        return self._encoded


class KeptCalls:
    """Stands in for `WhisperCalls`. `spend` is called with the CPU seconds of each call, kept or not.

    Kept is what these weights gave for this audio, by the code of `earshot_stt.decoding` as it is.
    """

    def __init__(
        self, calls: whisper_calls.WhisperCalls, file: Path, weights: str, spend: Callable[[float], None]
    ) -> None:
        self._calls = calls
        self._spend = spend
        self._salt = f"{weights} {_version()}"
        self._kept = sqlite3.connect(file)
        self._kept.execute(
            "CREATE TABLE IF NOT EXISTS calls (key TEXT PRIMARY KEY, seconds REAL, value BLOB)"
        )
        self.made = 0
        """Calls that were new."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever needs no weights
        return getattr(self._calls, name)

    def log_mel(self, samples: Samples, length: int) -> Window:
        return Window(self._calls, samples, length)

    def encode(self, window: Window) -> Window:
        if not window.is_paid:
            window.is_paid = True
            # It takes as long whatever is in it.
            self._call(("encode", window.length), window.encoded, is_result_kept=False)
        return window

    def detect(self, window: Window) -> dict[str, float]:
        self.encode(window)
        return self._call(("detect", window.key), lambda: self._calls.detect(window.encoded()), window)

    def generate(
        self,
        window: Window,
        tokenizer: Any,  # noqa: ANN401 - handed on
        previous: Sequence[int],
        **options: float,
    ) -> Callable[[], Any]:
        language, task = tokenizer.language_code, tokenizer.task
        key = ("generate", window.key, language, task, tuple(previous), sorted(options.items()))

        def finish() -> Any:  # noqa: ANN401
            self.encode(window)
            return self._call(
                key, lambda: self._calls.generate(window.encoded(), tokenizer, previous, **options)(), window
            )

        return finish

    def times(self, window: Window, tokenizer: Any, pieces: Sequence[Any], length: int) -> Any:  # noqa: ANN401
        self.encode(window)
        tokens = tuple(piece.tokens for piece in pieces)
        key = ("times", window.key, tokenizer.language_code, tokenizer.task, tokens, length)
        return self._call(key, lambda: self._calls.times(window.encoded(), tokenizer, pieces, length), window)

    def _call(
        self,
        key: tuple[object, ...],
        make: Callable[[], Any],
        window: Window | None = None,
        *,
        is_result_kept: bool = True,
    ) -> Any:  # noqa: ANN401
        name = hashlib.sha256(f"{self._salt} {key}".encode()).hexdigest()
        row = self._kept.execute("SELECT seconds, value FROM calls WHERE key = ?", (name,)).fetchone()
        if row is None:
            if window is not None:
                # Is counted by itself.
                window.encoded()
            self.made += 1
            begun = time.process_time()
            value = make()
            seconds = time.process_time() - begun
            kept = pickle.dumps(value if is_result_kept else None)
            with self._kept:
                self._kept.execute("INSERT OR REPLACE INTO calls VALUES (?, ?, ?)", (name, seconds, kept))
        else:
            seconds, value = row[0], pickle.loads(row[1])  # noqa: S301 - written by this program
        self._spend(seconds)
        return value


def _version() -> str:
    folder = Path(earshot_stt.decoding.__path__[0])
    code = b"".join(file.read_bytes() for file in sorted(folder.glob("*.py")))
    return hashlib.sha256(code).hexdigest()
