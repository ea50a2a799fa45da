"""What this machine is to do with a model, from what it was found to cost (pure; STT-5).

A unit is the wall time of decoding four seconds of speech, as a partial does.
"""

from collections.abc import Callable, Mapping, Sequence

from earshot_stt.wire.reports import CalibrationReason

PARTIAL_UNIT_MS = 300
"""Up to which two talkers get partials as often as one can read them."""
FINAL_UNIT_MS = 900
"""Up to which finals of two talkers come in time beside the partials."""
_HOPELESS_UNIT_MS = 1_500
_WORTH_A_THREAD = 0.85
"""Of the wall time with fewer threads: the meeting itself needs the core as well."""


def thread_counts(cores: int) -> tuple[int, ...]:
    """Worth measuring: one core is left for the meeting, whose browser must not wait."""
    most = max(1, min(4, cores - 1))
    return tuple(range(1, most + 1))


def decodes_at_once(threads: int, cores: int) -> int:
    """How many decodes of so many threads may run side by side: one of each source where the cores suffice.

    With both sources talking, one core is still left to the meeting (CAP-9, ADR-036): on two they take turns.
    """
    return max(1, min(2, (cores - 1) // threads))


def best_threads(unit_ms: Mapping[int, float]) -> int:
    """The fewest threads that more of them hardly beat; `unit_ms` by thread count, not empty."""
    best = min(unit_ms)
    for threads in sorted(unit_ms):
        if unit_ms[threads] < _WORTH_A_THREAD * unit_ms[best]:
            best = threads
    return best


def choose_partials(
    model: str, unit_ms: float, smaller: Sequence[str], unit_ms_of: Callable[[str], float | None]
) -> tuple[str, CalibrationReason]:
    """Which model does the partials beside `model`, and why.

    `smaller`: installed ones, from large to small; each is measured only if it comes to that, None where it
    cannot be.
    """
    if unit_ms <= PARTIAL_UNIT_MS:
        return model, "keeps_up"
    if unit_ms > _HOPELESS_UNIT_MS:
        return model, "finals_only"
    for name in smaller:
        unit = unit_ms_of(name)
        if unit is not None and unit <= PARTIAL_UNIT_MS:
            return name, "smaller_partials"
    return model, "rare_partials"


def largest_that_keeps_up(
    sizes: Sequence[tuple[str, int]], unit_ms_of: Callable[[str], float | None]
) -> str | None:
    """The model for `auto` among those installed, as (name, bytes) from small to large; None of none.

    The smallest does when none keeps up. None is measured that the one before shows to be too slow.
    """
    best = sizes[0][0] if sizes else None
    measured: tuple[float, int] | None = None
    for name, size in sizes:
        # Decoding waits for the memory, so it costs about as much as there are weights to read.
        if measured is not None and measured[0] * size / max(1, measured[1]) > 2 * FINAL_UNIT_MS:
            break
        unit = unit_ms_of(name)
        if unit is None:
            continue
        if unit > FINAL_UNIT_MS:
            break
        best, measured = name, (unit, size)
    return best
