"""The others' words are taken out of the microphone, the user's stay (WHO-3)."""

import numpy as np
import pytest

from earshot_stt.echo.echo_canceller import EchoCanceller
from earshot_stt.echo.positioned_audio import PositionedAudio
from earshot_stt.wire.audio import FRAME_SAMPLES, SAMPLE_RATE, Samples
from support.echo_scenes import NEAR_FROM, SECONDS, EchoScene, decibels, echo_scene, frames_of

_SEEDS = (1, 2)
_FRAMES_PER_SECOND = SAMPLE_RATE // FRAME_SAMPLES


def _cleaned(scene: EchoScene, canceller: EchoCanceller | None = None, since: int = 0) -> Samples:
    """The microphone from frame `since` on as the canceller gives it, frame by frame."""
    canceller = canceller or EchoCanceller()
    cleaned = scene.mic.copy()
    for seq, (tab, mic) in enumerate(zip(frames_of(scene.tab), frames_of(scene.mic), strict=True)):
        if seq >= since:
            start = seq * FRAME_SAMPLES
            canceller.reference.put(start, tab)
            cleaned[start : start + FRAME_SAMPLES] = canceller.cancel(start, mic)
    return cleaned


@pytest.mark.parametrize("seed", _SEEDS)
@pytest.mark.parametrize("delay_ms", [60, 250])
def test_an_echo_is_cancelled_and_what_is_said_meanwhile_stays(seed: int, delay_ms: int) -> None:
    """WHO-3: 15 dB of the echo at -10 dB go; the voice is 15 dB above what is left while both speak."""
    scene = echo_scene(seed, delays_ms=(delay_ms,))

    residue = scene.residue(_cleaned(scene))

    assert decibels(scene.echo, 6, NEAR_FROM) - decibels(residue, 6, NEAR_FROM) >= 15
    assert decibels(scene.near, NEAR_FROM, SECONDS - 1) - decibels(residue, NEAR_FROM, SECONDS - 1) >= 15


@pytest.mark.parametrize("seed", _SEEDS)
def test_with_a_headset_no_sample_is_changed(seed: int) -> None:
    """WHO-3: not one bit, however long both speak."""
    scene = echo_scene(seed, echo_db=None, near_from=1)
    canceller = EchoCanceller()

    assert np.array_equal(_cleaned(scene, canceller), scene.mic)
    assert canceller.delay_samples is None


def test_while_the_tab_is_silent_no_sample_is_changed() -> None:
    """WHO-3: also once an echo is known."""
    scene = echo_scene(1)
    canceller = EchoCanceller()
    _cleaned(scene, canceller)
    assert canceller.delay_samples is not None

    for seq in range(200, 220):
        start = seq * FRAME_SAMPLES
        canceller.reference.put(start, np.zeros(FRAME_SAMPLES, np.int16))
        spoken = scene.mic[(seq - 40) * FRAME_SAMPLES :][:FRAME_SAMPLES]
        cleaned = canceller.cancel(start, spoken)
        # The first half second holds what is still reverberating.
        assert seq < 205 or np.array_equal(cleaned, spoken)


@pytest.mark.parametrize("seed", _SEEDS)
def test_a_delay_that_jumps_is_found_again(seed: int) -> None:
    """WHO-3: within four seconds, by 40 ms, and by more than the filter is long."""
    for late in (100, 400):
        scene = echo_scene(seed, delays_ms=(60, late), near_from=SECONDS)

        residue = scene.residue(_cleaned(scene))

        assert decibels(scene.echo, 15, SECONDS) - decibels(residue, 15, SECONDS) >= 12


@pytest.mark.parametrize("seed", _SEEDS)
def test_a_process_that_goes_on_learns_from_the_context(seed: int) -> None:
    """IPC-10, WHO-3: of the ten seconds that the host sends again, before the first word that counts."""
    scene = echo_scene(seed, near_from=SECONDS)

    residue = scene.residue(_cleaned(scene, since=20))

    assert decibels(scene.echo, 12, SECONDS) - decibels(residue, 12, SECONDS) >= 15


@pytest.mark.parametrize("opened", [2, 3, 5])
def test_a_microphone_that_is_opened_late_is_cleaned_as_well(opened: int) -> None:
    """WHO-3: of what was not captured a filter would learn that there is no echo, for good."""
    scene = echo_scene(1, near_from=SECONDS)

    residue = scene.residue(_cleaned(scene, since=opened * _FRAMES_PER_SECOND))

    assert decibels(scene.echo, opened + 6, SECONDS) - decibels(residue, opened + 6, SECONDS) >= 15


def test_a_microphone_that_was_off_at_the_device_is_cleaned_as_before() -> None:
    """WHO-3: it gives zeros while the others talk on."""
    scene = echo_scene(1, near_from=SECONDS)
    scene.mic[8 * SAMPLE_RATE : 14 * SAMPLE_RATE] = 0

    residue = scene.residue(_cleaned(scene))

    assert decibels(scene.echo, 15, SECONDS) - decibels(residue, 15, SECONDS) >= 15


@pytest.mark.parametrize("echo_db", [0, -10, -20])
def test_loudspeakers_that_are_switched_on_again_are_cancelled_within_three_seconds(echo_db: int) -> None:
    """WHO-3: the filter has learnt meanwhile that there is no echo, and is sure of that."""
    scene = echo_scene(1, echo_db=echo_db, near_from=SECONDS)
    off, on = 7 * SAMPLE_RATE, 13 * SAMPLE_RATE
    scene.mic[off:on] -= np.rint(scene.echo[off:on] * 32_768).astype(np.int16)

    residue = scene.residue(_cleaned(scene))

    assert decibels(scene.echo, 16, SECONDS) - decibels(residue, 16, SECONDS) >= 10


@pytest.mark.parametrize("tones", [(499, 2221), (1601, 982), (201, 1387, 3230, 2053)])
def test_steady_tones_never_make_the_microphone_louder(tones: tuple[int, ...]) -> None:
    """WHO-3: on them a filter may diverge; the user's words behind them are there."""
    scene = echo_scene(1)
    at = np.arange(6 * SAMPLE_RATE, 11 * SAMPLE_RATE)
    tone = sum(np.sin(2 * np.pi * hertz * at / SAMPLE_RATE + hertz) for hertz in tones) / len(tones)
    scene.tab[at] = np.rint(tone * 3_000)
    scene.mic[at] = np.rint(tone * 1_000 + np.random.default_rng(3).standard_normal(len(at)) * 10)

    cleaned, captured = _cleaned(scene) / 32_768, scene.mic / 32_768

    for start in range(SECONDS):
        assert decibels(cleaned, start, start + 1) <= decibels(captured, start, start + 1) + 1
    words = decibels(scene.near, NEAR_FROM, SECONDS)
    assert abs(decibels(cleaned, NEAR_FROM, SECONDS) - words) <= 2


def test_an_echo_that_ends_is_no_longer_looked_for() -> None:
    """WHO-3: a headset that is put on is one again after a minute of the others."""
    with_echo, without = echo_scene(1), echo_scene(1, echo_db=None, near_from=1)
    canceller = EchoCanceller()
    rounds = [with_echo, without, without, without, without, with_echo]
    heard: list[bool] = []
    for number, scene in enumerate(rounds):
        for seq, (tab, mic) in enumerate(zip(frames_of(scene.tab), frames_of(scene.mic), strict=True)):
            start = (number * SECONDS * SAMPLE_RATE) + seq * FRAME_SAMPLES
            canceller.reference.put(start, tab)
            canceller.cancel(start, mic)
        heard.append(canceller.delay_samples is not None)

    assert heard == [True, True, True, True, False, True]


def test_audio_is_held_for_a_minute_and_a_half_at_most() -> None:
    """IPC-13: a tab that runs ahead of the microphone for hours."""
    audio = PositionedAudio()
    frame = np.full(FRAME_SAMPLES, 100, np.int16)
    for seq in range(2_000):
        audio.put(seq * FRAME_SAMPLES, frame)

    assert audio.end == 2_000 * FRAME_SAMPLES
    assert not audio.read(0, SAMPLE_RATE).any()
    assert audio.read(audio.end - SAMPLE_RATE, audio.end).all()
