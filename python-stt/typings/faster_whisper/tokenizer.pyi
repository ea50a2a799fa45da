import tokenizers

class Tokenizer:
    eot: int
    sot_prev: int
    no_timestamps: int
    timestamp_begin: int
    sot_sequence: list[int]
    def __init__(
        self,
        tokenizer: tokenizers.Tokenizer,
        multilingual: bool,
        task: str | None = ...,
        language: str | None = ...,
    ) -> None: ...
    def encode(self, text: str) -> list[int]: ...
    def decode(self, tokens: list[int]) -> str: ...
    def split_tokens_on_unicode(self, tokens: list[int]) -> tuple[list[str], list[list[int]]]: ...
