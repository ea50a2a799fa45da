"""The end of an open utterance, which partials decode (pure; engine-study, "Partials").

Decoding all of a long utterance again and again is what makes rivals slow. So what is stable and some way
back is cut off at a border between two words.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from earshot_stt.captions.agreement import Agreement, agree, shift_of
from earshot_stt.captions.benchmark_switches import CommitSwitch
from earshot_stt.decoding.transcriber import Hypothesis
from earshot_stt.wire.audio import milliseconds

_LONGEST = milliseconds(8_000)
"""From here on a window is worth cutting: it would be longer than the shortest that is decoded (ADR-033)."""
_SHORTEST = milliseconds(3_000)
"""A cut leaves at least that much: with less before them, words are recognised worse."""
_ANCHORS = 2
"""Stable pieces that stay in the window, by which the next hypothesis is laid against the last."""
_GUARD = milliseconds(450)
"""A word that ends nearer to the window's end than this may still become another one."""
_LIKELY = 0.5
"""A less likely word does not become stable, nor any after it: the final may put it right."""


@dataclass(slots=True)
class TailWindow:
    """Begins at `start`, in samples of the source, and ends where the audio does."""

    start: int
    agreement: Agreement = field(default_factory=Agreement)

    def wants_times(self, end: int, commit: CommitSwitch) -> bool:
        """Whether the next hypothesis should come with its words' times, which cost a fifth of a decode."""
        can_cut = end - self.start >= _LONGEST and len(self.agreement.expected) > _ANCHORS
        return commit == "guard" or can_cut

    def take(
        self, hypothesis: Hypothesis, end: int, commit: CommitSwitch, quietest_near: Callable[[int], int]
    ) -> None:
        """Takes in what was recognised in [start, end); cuts where it is `quietest_near` a border of words.

        The last word, which the window's end may have cut in two, is not shown before it is recognised
        again; a first word is.
        """
        ripe = _likely(hypothesis)
        if commit == "off":
            ripe = 0
        elif commit == "guard" and hypothesis.times:
            ripe = min(ripe, sum(time.end <= end - self.start - _GUARD for time in hypothesis.times))
        before = self.agreement
        self.agreement = agree(before, hypothesis.pieces, ripe, max(1, len(hypothesis.pieces) - 1))
        if hypothesis.times and end - self.start >= _LONGEST:
            self._cut(hypothesis, end, shift_of(before, hypothesis.pieces), quietest_near)

    def take_whole(self, hypothesis: Hypothesis, commit: CommitSwitch) -> None:
        """Takes in what was recognised in the whole utterance, which paused after its last word."""
        pieces = hypothesis.pieces[self.agreement.dropped :]
        self.agreement = agree(self.agreement, pieces, 0 if commit == "off" else None)

    def _cut(self, hypothesis: Hypothesis, end: int, shift: int, quietest_near: Callable[[int], int]) -> None:
        """Drops what is stable, but for the anchors, as far as the window stays long enough."""
        for count in range(len(self.agreement.expected) - _ANCHORS, 0, -1):
            last, first = count - 1 + shift, count + shift
            if last < 0 or first >= len(hypothesis.times):
                continue
            border = quietest_near(
                self.start + (hypothesis.times[last].end + hypothesis.times[first].start) // 2
            )
            if self.start < border <= end - _SHORTEST:
                self.start = border
                self.agreement = self.agreement.shortened(count)
                return


def _likely(hypothesis: Hypothesis) -> int:
    """How many pieces there are before the first unlikely one."""
    unlikely = (at for at, probability in enumerate(hypothesis.probabilities) if probability < _LIKELY)
    return next(unlikely, len(hypothesis.pieces))
