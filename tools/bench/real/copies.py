"""Partials that say the line before again: a model may take the text in front of its decode for speech."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from meeting import SOURCES, Arrival, Meeting
from tokens import is_of_characters, tokens

_FEWEST_WORDS = 4
"""Of 145 pairs of neighbouring utterances of one source in the corpus four have three words in a row in
common, and one has more: a prompt that is worded like the one before."""
_FEWEST_CHARACTERS = 6
"""Of 22 pairs in Japanese one has five in common, none more."""
_NEAR_MS = 600
"""What is said so near to a partial may be in it."""


@dataclass
class Copies:
    """`copied`: of each partial with a copy the words that it copied; `partials`: all of them with text."""

    partials: int = 0
    copied: list[str] = field(default_factory=list)


def copies_of(meeting: Meeting) -> Copies:
    """Words in a row of a partial that the source's last final before it has, and that nobody said there.

    That final is the context of the decode, as an engine that gives one does it. What the final of the
    utterance, those after it or the reference of the time have as well was said again.
    """
    found = Copies()
    for source in SOURCES:
        before: Arrival | None = None
        for each in meeting.arrived(source):
            if not each.text.strip():
                continue
            if each.is_final:
                before = each
                continue
            found.partials += 1
            if before is None or before.caption == each.caption:
                continue
            words = tokens(each.text, meeting.language_of(each))
            context = tokens(before.text, meeting.language_of(before))
            copy = _copied(words, context, _said(meeting, each))
            if copy:
                found.copied.append(" ".join(copy))
    return found


def _copied(words: Sequence[str], context: Sequence[str], said: Sequence[Sequence[str]]) -> Sequence[str]:
    """From the first to the last of `words` in a phrase of `context` that none of `said` has."""
    length = _FEWEST_CHARACTERS if is_of_characters("".join(words)) else _FEWEST_WORDS
    phrases = {at: words[at : at + length] for at in range(len(words) - length + 1)}
    copied = [
        at
        for at, phrase in phrases.items()
        if _holds(context, phrase) and not any(_holds(text, phrase) for text in said)
    ]
    return words[copied[0] : copied[-1] + length] if copied else ()


def _holds(text: Sequence[str], phrase: Sequence[str]) -> bool:
    return any(text[at : at + len(phrase)] == phrase for at in range(len(text) - len(phrase) + 1))


def _said(meeting: Meeting, partial: Arrival) -> list[Sequence[str]]:
    """What was said where the partial stands, and close to it."""
    end_ms = partial.end_ms + _NEAR_MS
    finals = [
        tokens(each.text, meeting.language_of(each))
        for each in meeting.finals(partial.source)
        if each.caption == partial.caption or partial.start_ms <= each.start_ms < end_ms
    ]
    return finals + [
        tokens(each.text, each.language)
        for each in meeting.said(partial.source)
        if each.start_ms < end_ms and each.end_ms > partial.start_ms - _NEAR_MS
    ]
