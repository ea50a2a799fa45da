"""What four seconds of speech cost with a model on the CPU (STT-5)."""

from collections.abc import Callable
from pathlib import Path
from statistics import median

import ctranslate2
import numpy as np
import tokenizers

from earshot_stt.placement import CPU

_FRAMES = 600
"""Mel frames of the window that holds four seconds of speech and the silence behind it."""
_TOKENS = 14
"""Of four seconds at the usual pace."""
_PROMPT = ("<|startoftranscript|>", "<|notimestamps|>")
_END = "<|endoftext|>"
_REPEATS = 3
_LONG_SECONDS = 3.0
"""A unit that takes so long is not worth another."""


def measure_unit_ms(directory: Path, threads: int, clock: Callable[[], float]) -> float:
    """The median wall time of three units, each of one window and a fixed count of tokens.

    The model is loaded beside whatever is loaded, and freed. Raises RuntimeError, ValueError or OSError when
    it cannot be loaded.
    """
    model = ctranslate2.models.Whisper(
        str(directory), device=CPU.device, compute_type=CPU.compute_type, intra_threads=threads
    )
    try:
        tokenizer = tokenizers.Tokenizer.from_file(str(directory / "tokenizer.json"))
        prompt = [token for word in _PROMPT if (token := tokenizer.token_to_id(word)) is not None]
        end = tokenizer.token_to_id(_END)
        # What is heard costs nothing; only its length does.
        noise = np.random.default_rng(0).standard_normal((1, model.n_mels, _FRAMES)).astype(np.float32)
        features = ctranslate2.StorageView.from_array(noise)

        def unit() -> float:
            started = clock()
            model.generate(
                model.encode(features),
                [prompt],
                beam_size=1,
                # CTranslate2 halves it; without an end, every token is decoded.
                max_length=2 * _TOKENS,
                suppress_tokens=[] if end is None else [end],
            )
            return clock() - started

        first = unit()
        seconds = first if first > _LONG_SECONDS else median(unit() for _ in range(_REPEATS))
    finally:
        model.unload_model()
    return 1000 * seconds
