"""Which voice is whose, by vote of the page's evidence (pure): unknown rather than wrong (ADR-050)."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from earshot_stt.voices.page_timeline import PersonName, Span, merged
from earshot_stt.wire.audio import milliseconds

_LAGS = range(milliseconds(-500), milliseconds(3_000) + 1, milliseconds(250))
"""How much later than the sound the page may show somebody as audible."""
_LEAST_OVERLAP = milliseconds(4_000)
_NAMED_FROM_SHARE, _NAMED_UNTIL_SHARE = 0.6, 0.5
"""Of the voice's time on the page, and of the name's, so that no two voices have one name; below the second
limit it is taken back."""
_SHOWN_FROM_SHARE, _SHOWN_UNTIL_SHARE = 0.3, 0.25
"""Of the voice's speech. Of somebody whom the page never shows, others' time covers little; so it does
at a lag that is not known well yet."""
_LEAD = 2
"""So many more utterances have to agree with a name than with the one that the voice had before."""
_MOST_UTTERANCES = 5_000

_Samples: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LabelledSpan:
    """Samples [start, end) of the tab in which a voice speaks."""

    voice: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Of one voice and one name."""

    overlap: float
    """Samples."""
    agreeing: int
    """Utterances in which no other name has more."""
    shown_share: float
    """`overlap` of all that the voice says."""


class _Audible:
    """When somebody is audible, as a function of time that gives the samples until then."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._edges = np.array(spans, np.float64).reshape(-1)
        lengths = np.diff(self._edges)
        lengths[1::2] = 0
        self._until = np.concatenate([[0.0], np.cumsum(lengths)])

    def within(self, starts: _Samples, ends: _Samples) -> _Samples:
        """Samples of overlap with each span."""
        return np.interp(ends, self._edges, self._until) - np.interp(starts, self._edges, self._until)


class NameVote:
    """The names of one session's voices; what a voice is called counts when it is to be called otherwise."""

    def __init__(self) -> None:
        self.names: dict[str, PersonName] = {}
        """By voice; one that is not clear has none."""
        self._before: dict[str, PersonName] = {}

    def count(
        self, labelled: Sequence[LabelledSpan], audible: Mapping[PersonName | None, Sequence[Span]]
    ) -> None:
        """Names the voices again, by all the evidence there is."""
        evidence = _evidence(deque(labelled, _MOST_UTTERANCES), audible)
        of_name: dict[PersonName | None, float] = {}
        for by_name in evidence.values():
            for name, each in by_name.items():
                of_name[name] = of_name.get(name, 0.0) + each.overlap
        voted = {
            voice: name
            for voice, by_name in evidence.items()
            if (name := self._name_of(voice, by_name, of_name)) is not None
        }
        # Of a voice of long ago there may be no evidence left: its name stays, unless another has it by now.
        long_ago = {
            voice: name
            for voice, name in self.names.items()
            if voice not in evidence and name not in voted.values()
        }
        self.names = long_ago | voted
        self._before |= voted

    def _name_of(
        self,
        voice: str,
        by_name: Mapping[PersonName | None, _Evidence],
        of_name: Mapping[PersonName | None, float],
    ) -> PersonName | None:
        best = max(by_name, key=lambda name: by_name[name].overlap)
        if best is None:
            return None
        won = by_name[best]
        share = won.overlap / max(sum(each.overlap for each in by_name.values()), of_name[best])
        if self.names.get(voice) == best:
            return best if share >= _NAMED_UNTIL_SHARE and won.shown_share >= _SHOWN_UNTIL_SHARE else None
        before = self._before.get(voice, best)
        rival = by_name.get(before) if before != best else None
        is_enough = won.overlap >= _LEAST_OVERLAP and won.shown_share >= _SHOWN_FROM_SHARE
        has_lead = won.agreeing - (0 if rival is None else rival.agreeing) >= _LEAD
        return best if is_enough and has_lead and share >= _NAMED_FROM_SHARE else None


def _evidence(
    labelled: Sequence[LabelledSpan], audible: Mapping[PersonName | None, Sequence[Span]]
) -> dict[str, dict[PersonName | None, _Evidence]]:
    """By voice and name, at the lag at which the page moves most while the tab speaks.

    Of voices alone that speak while somebody is audible.
    """
    names = [name for name, spans in audible.items() if spans]
    if not labelled or not names:
        return {}
    starts = np.array([span.start for span in labelled], np.float64)
    ends = np.array([span.end for span in labelled], np.float64)
    anybody = _Audible(merged(span for spans in audible.values() for span in spans))
    lag = max(_LAGS, key=lambda lag: float(anybody.within(starts + lag, ends + lag).sum()))
    overlaps = np.stack([_Audible(audible[name]).within(starts + lag, ends + lag) for name in names])
    most = overlaps.max(axis=0)
    evidence: dict[str, dict[PersonName | None, _Evidence]] = {}
    for voice in dict.fromkeys(span.voice for span in labelled):
        own = np.array([span.voice == voice for span in labelled])
        agrees = (overlaps == most) & (most > 0) & own
        spoken = max(float((ends - starts)[own].sum()), 1.0)
        of_voice = [float(overlap) for overlap in overlaps[:, own].sum(axis=1)]
        evidence[voice] = {
            name: _Evidence(of_voice[at], int(agrees[at].sum()), of_voice[at] / spoken)
            for at, name in enumerate(names)
        }
    return {
        voice: by_name
        for voice, by_name in evidence.items()
        if any(each.overlap > 0 for each in by_name.values())
    }
