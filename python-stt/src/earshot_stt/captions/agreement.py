"""LocalAgreement-2: what two hypotheses in a row agree on is stable (pure).

Works on pieces, not on words: a piece is a word with its leading space, or, in languages without spaces,
the characters of one token (STT-4). The text is always the plain concatenation of the pieces.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from earshot_stt.decoding.pieces import fold

_FARTHEST_SHIFT = 3
"""Pieces by which a hypothesis over a shortened window may begin before or after the ones expected."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """`stable` only ever grows within an utterance; `tail` may change with the next hypothesis."""

    stable: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    latest: tuple[str, ...] = ()
    """The newest hypothesis from piece `dropped` of the utterance on."""
    dropped: int = 0
    """Stable pieces whose audio is no longer decoded."""

    @property
    def stable_text(self) -> str:
        return "".join(self.stable).lstrip()

    @property
    def tail_text(self) -> str:
        text = "".join(self.tail)
        return text if self.stable else text.lstrip()

    @property
    def expected(self) -> tuple[str, ...]:
        """The stable pieces that the next hypothesis should begin with."""
        return self.stable[self.dropped :]

    def shortened(self, pieces: int) -> "Agreement":
        """The same text when the audio of the first `pieces` expected ones is dropped."""
        return replace(self, dropped=self.dropped + pieces, latest=self.latest[pieces:])


def agree(
    before: Agreement, hypothesis: Sequence[str], ripe: int | None = None, shown: int | None = None
) -> Agreement:
    """The agreement after one more hypothesis over the same, longer, audio.

    The newest hypothesis's last piece never becomes stable: its audio may be cut off in the middle. Nor do
    pieces from number `ripe` of the hypothesis on, if that is given. Pieces from number `shown` on, if that
    is given, are left out of the tail until the next hypothesis repeats them.
    """
    shift = shift_of(before, hypothesis)
    latest = (*before.expected[: max(0, -shift)], *hypothesis[max(0, shift) :])
    most = len(latest) - 1 if ripe is None else min(len(latest) - 1, ripe - shift)
    repeated = _common_length(before.latest, latest)
    stable = before.stable + latest[len(before.expected) : min(repeated, max(most, 0))]
    end = len(latest) if shown is None else max(repeated, shown - shift)
    return Agreement(stable, latest[len(stable) - before.dropped : end], latest, before.dropped)


def shift_of(before: Agreement, hypothesis: Sequence[str]) -> int:
    """How many pieces of `hypothesis` come before the expected ones; negative if it misses some of them.

    A window that begins between two words may begin with the remnant of one, or swallow the other.
    """
    expected = before.expected
    if before.dropped == 0 or not expected:
        return 0
    shifts = range(-min(_FARTHEST_SHIFT, len(expected) - 1), _FARTHEST_SHIFT + 1)
    return max(shifts, key=lambda shift: (_matches(expected, hypothesis, shift), -abs(shift)))


def _matches(expected: Sequence[str], hypothesis: Sequence[str], shift: int) -> int:
    pairs = zip(expected[max(0, -shift) :], hypothesis[max(0, shift) :], strict=False)
    return sum(fold(one) == fold(other) for one, other in pairs)


def _common_length(one: Sequence[str], other: Sequence[str]) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if fold(a) != fold(b):
            break
        length += 1
    return length
