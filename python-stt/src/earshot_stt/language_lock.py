"""Which language a source speaks, once two detections in a row agree (pure; STT-1)."""

_AGREEING_DETECTIONS = 2


class LanguageLock:
    """`language` is None until it is certain enough to stop detecting."""

    def __init__(self) -> None:
        self.language: str | None = None
        self._candidate: str | None = None
        self._count = 0

    def observe(self, language: str | None) -> None:
        """Takes in what one final was heard as."""
        if language is None or self.language is not None:
            return
        self._count = self._count + 1 if language == self._candidate else 1
        self._candidate = language
        if self._count >= _AGREEING_DETECTIONS:
            self.language = language
