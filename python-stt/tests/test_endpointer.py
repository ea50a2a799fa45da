"""Where speech begins and ends (STT-2, IPC-6)."""

from hypothesis import given
from hypothesis import strategies as st

from earshot_stt.endpointer import Endpointer, SilencePassed, SpeechBegan, SpeechEnded, Stretch
from earshot_stt.limits import EngineLimits

_WINDOW = 512
_LIMITS = EngineLimits(soft=40 * _WINDOW, hard=80 * _WINDOW, cut_search=20 * _WINDOW)
_VERDICTS = st.lists(
    st.tuples(st.sampled_from([0.0, 0.3, 0.4, 0.9]), st.integers(1, 60)).map(lambda run: [run[0]] * run[1]),
    max_size=30,
).map(lambda runs: [probability for run in runs for probability in run])


def _stretches(
    probabilities: list[float], energies: list[float] | None = None, start: int = 0, settled: int = 0
) -> list[Stretch]:
    endpointer = Endpointer(start, max(start, settled), _WINDOW)
    told: list[Stretch] = []
    for index, probability in enumerate(probabilities):
        keep_from = endpointer.keep_from
        energy = 1.0 if energies is None else energies[index]
        new = endpointer.judge(probability, energy, _LIMITS)
        assert all(stretch.start >= keep_from for stretch in new if isinstance(stretch, SpeechBegan))
        told += new
    return told + endpointer.finish(start + len(probabilities) * _WINDOW + 100)


def test_speech_begins_before_its_first_loud_window_and_ends_behind_its_last() -> None:
    """STT-2: 320 ms before, 200 ms behind, so that no first and no last sound is lost."""
    told = _stretches([0.0] * 20 + [0.9] * 10 + [0.0] * 30)

    start, end = 20 * _WINDOW - 5120, 30 * _WINDOW + 3200
    assert told == [
        SilencePassed(0, start),
        SpeechBegan(start, voiced_from=20 * _WINDOW),
        SpeechEnded(end, voiced_until=30 * _WINDOW),
        SilencePassed(end, 60 * 512 + 100),
    ]


def test_one_loud_window_is_no_speech() -> None:
    """STT-2, IPC-6: a click."""
    assert _stretches([0.0] * 20 + [0.9] + [0.0] * 20) == [SilencePassed(0, 41 * 512 + 100)]


def test_speech_without_a_pause_is_cut_where_it_is_quietest() -> None:
    """STT-2: the two utterances share the border, so nothing is lost and nothing heard twice."""
    energies = [5.0] * 100
    energies[70] = energies[71] = 0.5

    told = _stretches([0.9] * 100, energies)

    cut = 71 * _WINDOW
    assert told[:3] == [SpeechBegan(0, 0), SpeechEnded(cut, cut), SpeechBegan(cut, cut)]


@given(_VERDICTS, st.integers(0, 10**9), st.integers(0, 100_000))
def test_stretches_tile_the_source_whatever_is_heard(
    probabilities: list[float], start: int, settled: int
) -> None:
    """IPC-6, IPC-7, IPC-10: each sample is in one stretch, settled ones in none, none is over the limit."""
    end = start + len(probabilities) * _WINDOW + 100
    position, opened = start + settled, None
    for stretch in _stretches(probabilities, start=start, settled=position):
        match stretch:
            case SilencePassed(start=begin, end=end):
                assert opened is None
                assert begin == position < end
                position = end
            case SpeechBegan(start=begin, voiced_from=voiced_from):
                assert opened is None
                assert position == begin <= voiced_from
                opened = begin
            case SpeechEnded(end=end):
                assert opened is not None
                assert 0 < end - opened <= _LIMITS.hard
                position, opened = end, None
    assert opened is None
    assert position == max(end, start + settled)


@given(_VERDICTS, st.integers(0, 1_000))
def test_going_on_behind_any_settled_stretch_tells_the_rest_alike(
    probabilities: list[float], onset: int
) -> None:
    """IPC-10: but for an utterance cut off in full voice, whose rest must be voiced again to go on."""
    whole = _stretches(probabilities)
    for at, stretch in enumerate(whole):
        is_cut = isinstance(stretch, SpeechEnded) and stretch.end == stretch.voiced_until
        if isinstance(stretch, SpeechBegan) or is_cut:
            continue
        context = max(0, stretch.end - onset) // _WINDOW
        rest = _stretches(probabilities[context:], start=context * _WINDOW, settled=stretch.end)
        assert rest == whole[at + 1 :]
