"""LocalAgreement-2: what two hypotheses in a row agree on is stable (pure).

Works on pieces, not on words: a piece is a word with its leading space, or, in languages without spaces,
the characters of one token (STT-4). The text is always the plain concatenation of the pieces.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """`stable` only ever grows within an utterance; `tail` may change with the next hypothesis."""

    stable: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    latest: tuple[str, ...] = ()

    @property
    def stable_text(self) -> str:
        return "".join(self.stable).lstrip()

    @property
    def tail_text(self) -> str:
        text = "".join(self.tail)
        return text if self.stable else text.lstrip()


def agree(before: Agreement, hypothesis: Sequence[str]) -> Agreement:
    """The agreement after one more hypothesis over the same, longer, audio.

    The newest hypothesis's last piece never becomes stable: its audio may be cut off in the middle.
    """
    latest = tuple(hypothesis)
    common = min(_common_length(before.latest, latest), max(len(latest) - 1, 0))
    settled = len(before.stable)
    stable = before.stable + latest[settled:common]
    return Agreement(stable, latest[len(stable) :], latest)


def _common_length(one: Sequence[str], other: Sequence[str]) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if _fold(a) != _fold(b):
            break
        length += 1
    return length


def _fold(piece: str) -> str:
    """Case and punctuation change from hypothesis to hypothesis and do not make another word."""
    letters = "".join(character for character in piece.casefold() if character.isalnum())
    return letters or piece.strip()
