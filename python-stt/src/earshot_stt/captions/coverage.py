"""Where every sample of one source is (pure): received = no_speech + final + failed + open, always.

The four are counted where they happen, `open` is what the parts still hold; that they add up is checked, not
arranged. It is how "nothing is skipped" is known and not hoped.
"""

from earshot_stt.wire.reports import SourceCoverage


class Coverage(SourceCoverage):
    """As it is reported, with the check."""

    @property
    def uncovered(self) -> int:
        """Samples without a place; 0 unless there is a defect."""
        return self.received - self.no_speech - self.final - self.failed - self.open
