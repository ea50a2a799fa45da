"""The sizes of OpenAI's models, as far as they decide what a decode costs."""

from dataclasses import dataclass

VOCABULARY_ROWS = 51_865


@dataclass(frozen=True, slots=True)
class Size:
    """Heads are 64 wide and feed-forward layers four times the width in all of them."""

    layers: int
    """In the encoder, and as many in the decoder."""
    width: int

    @property
    def heads(self) -> int:
        return self.width // 64


SIZES = {"tiny": Size(4, 384), "base": Size(6, 512), "small": Size(12, 768)}
