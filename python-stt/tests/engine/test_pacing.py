"""How often partials are decoded (STT-3)."""

import pytest

from earshot_stt.engine.pacing import Pacing


def test_partials_get_rarer_on_a_slow_machine() -> None:
    """STT-3."""
    pacing = Pacing()
    assert pacing.interval(talking=2) == 0.5

    for _ in range(40):
        pacing.observe(0.2)
    assert pacing.interval(talking=1) == pytest.approx(1.4, abs=0.01)
    assert pacing.interval(talking=2) == pytest.approx(2.8, abs=0.01)
    assert pacing.interval(talking=1, is_rare=True) == pytest.approx(2.8, abs=0.01)
    pacing.observe(60)
    assert pacing.interval(talking=2) == 3.0
