"""Which words are right, lost, wrong, inserted or said twice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import jiwer
from meeting import SOURCES, Arrival, Meeting, Utterance
from tokens import CHARACTER_LANGUAGES, is_of_characters, tokens


@dataclass
class Counts:
    """Of one language's words, or characters."""

    spoken: int = 0
    right: int = 0
    substituted: int = 0
    deleted: int = 0
    inserted: int = 0

    @property
    def error_rate(self) -> float | None:
        wrong = self.substituted + self.deleted + self.inserted
        return wrong / self.spoken if self.spoken else None

    @property
    def recall(self) -> float | None:
        return self.right / self.spoken if self.spoken else None

    @property
    def precision(self) -> float | None:
        shown = self.right + self.substituted + self.inserted
        return self.right / shown if shown else None


@dataclass(frozen=True)
class Match:
    """A right word: the index of its utterance, whether it is the last of it, and its place in a final."""

    utterance: int
    is_last: bool
    final: int
    place: int


@dataclass
class Accuracy:
    """`lost`: utterances of the reference without a right word. `matches`: by source."""

    by_language: dict[str, Counts] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    matches: dict[str, list[Match]] = field(default_factory=dict)


def accuracy_of(meeting: Meeting, *, as_kana: bool = False) -> Accuracy:
    """Aligned source by source, finals in the order of the speech."""
    found = Accuracy()
    for source in SOURCES:
        _align(meeting, source, found, as_kana=as_kana)
    return found


def _align(meeting: Meeting, source: str, found: Accuracy, *, as_kana: bool) -> None:
    said, finals = meeting.said(source), meeting.finals(source)
    spoken = [
        (word, index)
        for index, each in enumerate(said)
        for word in tokens(each.text, each.language, as_kana=as_kana)
    ]
    shown = [
        (word, index, place)
        for index, each in enumerate(finals)
        for place, word in enumerate(tokens(each.text, meeting.language_of(each), as_kana=as_kana))
    ]
    languages = [said[index].language for _, index in spoken]
    for language in languages:
        _counts(found, language).spoken += 1
    matches = found.matches.setdefault(source, [])
    for kind, reference, recognised in _changes([word for word, _ in spoken], [word for word, *_ in shown]):
        if kind == "insert":
            _counts(found, _spoken_at(finals[shown[recognised][1]], said)).inserted += 1
            continue
        counts = _counts(found, languages[reference])
        if kind == "delete":
            counts.deleted += 1
        elif kind == "substitute":
            counts.substituted += 1
        else:
            counts.right += 1
            utterance = spoken[reference][1]
            is_last = reference + 1 == len(spoken) or spoken[reference + 1][1] != utterance
            matches.append(Match(utterance, is_last, shown[recognised][1], shown[recognised][2]))
    recognised_of = {match.utterance for match in matches}
    found.lost.extend(said[index].text for index in sorted({index for _, index in spoken} - recognised_of))


def _changes(reference: Sequence[str], recognised: Sequence[str]) -> list[tuple[str, int, int]]:
    """Each step of the alignment as kind and indexes; an insertion has no word of the reference."""
    if not reference or not recognised:
        deleted = [("delete", index, 0) for index in range(len(reference))]
        return deleted + [("insert", 0, index) for index in range(len(recognised))]
    output = jiwer.process_words(" ".join(reference), " ".join(recognised))
    steps: list[tuple[str, int, int]] = []
    for chunk in output.alignments[0]:
        length = max(chunk.ref_end_idx - chunk.ref_start_idx, chunk.hyp_end_idx - chunk.hyp_start_idx)
        for offset in range(length):
            steps.append((chunk.type, chunk.ref_start_idx + offset, chunk.hyp_start_idx + offset))
    return steps


def _spoken_at(final: Arrival, said: Sequence[Utterance]) -> str:
    """The language that is spoken where a final lies, `none` where nobody ever speaks."""
    if not said:
        return "none"
    return max(said, key=lambda each: _overlap_ms(each, final)).language


def _counts(found: Accuracy, language: str) -> Counts:
    return found.by_language.setdefault(language, Counts())


_LEAST_LETTERS = 6
_LEAST_CHARACTERS = 4


def doubled_phrases(meeting: Meeting) -> list[str]:
    """Phrases that a source's finals say twice in a row and its speakers did not, each once for each time.

    Within a final, or the end of one and the beginning of the next. Two words or more, one of six letters,
    or four characters.
    """
    found: list[str] = []
    for source in SOURCES:
        said = [word for each in meeting.said(source) for word in tokens(each.text, each.language)]
        genuine = Counter(" ".join(phrase) for phrase in repeats(said))
        before: tuple[str, ...] = ()
        for final in meeting.finals(source):
            words = tokens(final.text, meeting.language_of(final))
            # What is doubled within the final before it was shown there.
            own = repeats(words)
            across = [phrase for phrase in repeats((*before, *words)) if phrase not in own + repeats(before)]
            for phrase in own + across:
                joined = " ".join(phrase)
                if genuine[joined] > 0:
                    genuine[joined] -= 1
                else:
                    found.append(joined)
            before = words
    return found


def repeats(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Phrases that follow themselves, the longest at each place."""
    found: list[tuple[str, ...]] = []
    at = 0
    while at < len(words):
        for length in range((len(words) - at) // 2, 0, -1):
            phrase = tuple(words[at : at + length])
            if phrase == tuple(words[at + length : at + 2 * length]) and _is_phrase(phrase):
                found.append(phrase)
                at += length - 1
                break
        at += 1
    return found


def _is_phrase(phrase: tuple[str, ...]) -> bool:
    if all(len(word) == 1 and is_of_characters(word) for word in phrase):
        return len(phrase) >= _LEAST_CHARACTERS
    # "Ha ha ha ha" and "no, no" are one short word, however often.
    return len(set(phrase)) > 1 or len(phrase[0]) >= _LEAST_LETTERS


_SCRAP_WORDS = 2
_SENTENCE_WORDS = 4


def scraps(meeting: Meeting) -> list[str]:
    """Finals of a word or two where longer sentences are spoken: ends that were cut off ("T." of "today").

    Not of languages whose words are not counted.
    """
    found: list[str] = []
    for source in SOURCES:
        said = [
            (each, len(tokens(each.text, each.language)))
            for each in meeting.said(source)
            if each.language not in CHARACTER_LANGUAGES
        ]
        for final in meeting.finals(source):
            there = [words for each, words in said if _overlap_ms(each, final) > 0]
            words = tokens(final.text, meeting.language_of(final))
            if there and min(there) >= _SENTENCE_WORDS and len(words) <= _SCRAP_WORDS:
                found.append(final.text)
    return found


def wrong_language_lines(meeting: Meeting) -> list[str]:
    """Finals in a language that nobody speaks at that place of the source.

    The script decides where it can; among languages of one script, the engine's own word for it.
    """
    return [
        final.text
        for source in SOURCES
        for final in meeting.finals(source)
        if not _fits(
            final, meeting, {each.language for each in meeting.said(source) if _overlap_ms(each, final) > 0}
        )
    ]


def _fits(final: Arrival, meeting: Meeting, spoken_there: set[str]) -> bool:
    if not spoken_there or not any(letter.isalpha() for letter in final.text):
        return True
    is_of = is_of_characters(final.text)
    possible = {language for language in meeting.languages if (language in CHARACTER_LANGUAGES) == is_of}
    if len(possible) > 1 and final.language is not None:
        possible = {final.language}
    return bool(possible & spoken_there)


def _overlap_ms(said: Utterance, final: Arrival) -> float:
    return min(said.end_ms, final.end_ms) - max(said.start_ms, final.start_ms)
