"""Which language a source speaks: locked once it is certain, switched when it changes (pure; STT-1)."""

_AGREEING_DETECTIONS = 2
_CERTAIN = 0.8


class LanguageLock:
    """`language` is None until two detections in a row agree; then only two certain ones change it."""

    def __init__(self, language: str | None = None) -> None:
        self.language = language
        self._candidate: str | None = None
        self._count = 0

    def observe(self, language: str | None, probability: float) -> None:
        """Takes in what one final was heard as."""
        if language is None:
            return
        if language == self.language or (self.language is not None and probability < _CERTAIN):
            self._candidate, self._count = None, 0
            return
        self._count = self._count + 1 if language == self._candidate else 1
        self._candidate = language
        if self._count >= _AGREEING_DETECTIONS:
            self.language, self._candidate, self._count = language, None, 0
