"""Where every sample of one source is (pure): received = no_speech + final + failed + open, always.

The four are counted where they happen, `open` is what the parts still hold; that they add up is checked, not
arranged. It is how "nothing is skipped" is known and not hoped.
"""

from dataclasses import dataclass

from earshot_stt.wire.json_object import JsonObject


@dataclass(slots=True)
class Coverage:
    """Samples."""

    received: int = 0
    no_speech: int = 0
    final: int = 0
    failed: int = 0
    """Decoded without result: the user was told."""
    open: int = 0
    """Waiting, being spoken, or on the way to its final."""

    @property
    def uncovered(self) -> int:
        """What nobody accounts for; 0 unless there is a defect."""
        return self.received - self.no_speech - self.final - self.failed - self.open

    def to_json(self) -> JsonObject:
        return {
            "received": self.received,
            "no_speech": self.no_speech,
            "final": self.final,
            "failed": self.failed,
            "open": self.open,
        }
