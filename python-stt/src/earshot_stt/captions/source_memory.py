"""What one source's finals leave behind for what it says next (pure): context and language."""

from dataclasses import dataclass

from earshot_stt.decoding.transcriber import Hypothesis
from earshot_stt.wire.audio import milliseconds
from earshot_stt.wire.requests import RecentCaption, Task

_SAME_BREATH = milliseconds(3_000)
"""What was said longer ago than this says little about what comes, and feeds repetitions."""
_SURE = -0.7
"""Mean log-probability below which a final is no example to follow."""


@dataclass(slots=True)
class SourceMemory:
    """`recent` is the last final, if the model was sure of it; one text only, so that another process can be
    given one (IPC-10): the last final with words, since the host does not know how sure the model was."""

    recent: RecentCaption | None
    language: str | None
    """What was spoken last."""

    @classmethod
    def after(cls, recent: RecentCaption | None, task: Task) -> "SourceMemory":
        """Of a source whose last final, maybe by another process, was `recent`."""
        # The caption of a translation is English, whatever is spoken.
        is_spoken = recent is not None and task == "transcribe"
        return cls(recent, recent.language if recent and is_spoken else None)

    def context_at(self, start: int) -> str:
        """What was said right before `start`; empty if nothing was."""
        recent = self.recent
        return recent.text if recent is not None and start - recent.end < _SAME_BREATH else ""

    def observe(self, hypothesis: Hypothesis, text: str, end: int) -> None:
        """Takes in a final that ends at `end`."""
        if text:
            self.language = hypothesis.language
        is_clean = hypothesis.mean_log_probability > _SURE and not hypothesis.was_repeating
        self.recent = RecentCaption(text, hypothesis.language, end) if text and is_clean else None
