from typing import Literal, overload

from ctranslate2 import StorageView

class WhisperGenerationResult:
    sequences_ids: list[list[int]]
    scores: list[float]
    logits: list[list[StorageView]]
    no_speech_prob: float

class WhisperGenerationResultAsync:
    def result(self) -> WhisperGenerationResult: ...

class WhisperAlignmentResult:
    alignments: list[tuple[int, int]]
    text_token_probs: list[float]

class Whisper:
    is_multilingual: bool
    n_mels: int
    def __init__(self, model_path: str, *, device: str, compute_type: str, intra_threads: int) -> None: ...
    def encode(self, features: StorageView) -> StorageView: ...
    @overload
    def generate(
        self,
        features: StorageView,
        prompts: list[list[int]],
        *,
        asynchronous: Literal[True],
        beam_size: int = ...,
        max_length: int = ...,
        return_scores: bool = ...,
        return_logits_vocab: bool = ...,
        return_no_speech_prob: bool = ...,
        suppress_tokens: list[int] = ...,
    ) -> list[WhisperGenerationResultAsync]: ...
    @overload
    def generate(
        self,
        features: StorageView,
        prompts: list[list[int]],
        *,
        beam_size: int = ...,
        max_length: int = ...,
        return_scores: bool = ...,
        return_logits_vocab: bool = ...,
        return_no_speech_prob: bool = ...,
        suppress_tokens: list[int] = ...,
    ) -> list[WhisperGenerationResult]: ...
    def detect_language(self, features: StorageView) -> list[list[tuple[str, float]]]: ...
    def align(
        self, features: StorageView, start_sequence: list[int], text_tokens: list[list[int]], num_frames: int
    ) -> list[WhisperAlignmentResult]: ...
    def unload_model(self, to_cpu: bool = ...) -> None: ...
