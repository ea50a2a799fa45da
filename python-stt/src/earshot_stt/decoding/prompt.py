"""The text that a model is given as what stood before the speech, which makes its words likelier."""

from difflib import SequenceMatcher

from faster_whisper.tokenizer import Tokenizer

from earshot_stt.speech.limits import EngineLimits

_STYLES = {"zh": "以下是普通话的句子。"}
"""By language, a sentence in the way it is to be written. Whisper writes Mandarin in traditional or in
simplified characters as it comes; after a simplified sentence it stays with those (ADR-035)."""
_ECHO = 0.65
"""Likeness from which a text is the style itself: of noise `base` made 0.71 to 0.82."""


def previous_text(
    tokenizer: Tokenizer,
    vocabulary: tuple[str, ...],
    context: str,
    limits: EngineLimits,
    language: str | None = None,
) -> list[int]:
    """Tokens in front of the start of the transcript: whole terms, the style, the context's end; or none."""
    style = _encode(tokenizer, _STYLES.get(language or "", ""))
    if len(style) > limits.context_tokens:
        style = []
    tokens = [
        *_vocabulary(tokenizer, vocabulary, limits.vocabulary_tokens),
        *style,
        *_context(tokenizer, context, limits.context_tokens - len(style)),
    ]
    return [tokenizer.sot_prev, *tokens] if tokens else []


def is_style(text: str, language: str) -> bool:
    """Whether `text` is no more than the style of `language`, which a model may make of noise."""
    style = _STYLES.get(language)
    return style is not None and SequenceMatcher(None, style, text).ratio() >= _ECHO


def _vocabulary(tokenizer: Tokenizer, terms: tuple[str, ...], most: int) -> list[int]:
    tokens: list[int] = []
    end = _encode(tokenizer, ".")
    for term in terms:
        separator = "," if tokens else ""
        longer = [*tokens, *_encode(tokenizer, f"{separator} {term.strip()}")]
        # One term too long for the prompt does not keep the others out.
        if term.strip() and len(longer) + len(end) <= most:
            tokens = longer
    return [*tokens, *end] if tokens else []


def _context(tokenizer: Tokenizer, context: str, most: int) -> list[int]:
    tokens = _encode(tokenizer, f" {context.strip()}") if context.strip() else []
    if len(tokens) <= most:
        return tokens
    texts, groups = tokenizer.split_tokens_on_unicode(tokens)
    room, first = most, len(groups)
    while len(groups[first - 1]) <= room:
        first -= 1
        room -= len(groups[first])
    # Half a word would be a hallucination; where no spaces are used, every character begins one.
    starts = [at for at in range(first, len(texts)) if texts[at].startswith(" ")]
    return [token for group in groups[starts[0] if starts else first :] for token in group]


def _encode(tokenizer: Tokenizer, text: str) -> list[int]:
    """Text only: a term that spells a control token must not become one, nor half a surrogate an error."""
    clean = text.encode("utf-8", "ignore").decode()
    return [token for token in tokenizer.encode(clean) if token < tokenizer.eot]
