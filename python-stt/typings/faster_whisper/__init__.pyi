"""What Earshot uses of faster-whisper, which ships no `py.typed`."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import tokenizers
from ctranslate2.models import Whisper

class WhisperModel:
    model: Whisper
    hf_tokenizer: tokenizers.Tokenizer
    feature_extractor: Callable[[npt.NDArray[np.float32]], npt.NDArray[np.float32]]
    supported_languages: list[str]
    def __init__(
        self,
        model_size_or_path: str,
        *,
        device: str,
        compute_type: str,
        cpu_threads: int,
        num_workers: int = ...,
    ) -> None: ...
