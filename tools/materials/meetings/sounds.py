"""What meetings sound like when nobody speaks (pure)."""

from collections.abc import Callable

import numpy as np
from espeak import SAMPLE_RATE, Sound

Generator = np.random.Generator

_ROOM_LEVEL = 0.0003
"""Root mean square, of full scale: -70 dB."""
_NOISE_LEVEL = 0.02
_MUSIC_PEAK = 0.25
_CLICK_PEAK = 0.2


def room(generator: Generator, samples: int) -> Sound:
    """The faint noise of every microphone and line."""
    return _white(generator, samples, _ROOM_LEVEL)


def noise(generator: Generator, samples: int) -> Sound:
    """White noise, then pink."""
    half = samples // 2
    return np.concatenate([_white(generator, half, _NOISE_LEVEL), _pink(generator, samples - half)])


def music(generator: Generator, samples: int) -> Sound:
    """Four chords in a circle and a melody above them, one beat every half second."""
    beat = SAMPLE_RATE // 2
    chords = ((0, 4, 7), (9, 12, 16), (5, 9, 12), (7, 11, 14))
    track = np.zeros(samples + 4 * beat, np.float32)
    for index, start in enumerate(range(0, samples, beat)):
        chord = chords[index // 4 % len(chords)]
        if index % 4 == 0:
            for note in chord:
                track[start : start + 4 * beat] += 0.5 * _note(note - 12, 4 * beat)
        melody = int(generator.choice(chord)) + 12
        track[start : start + beat] += _note(melody, beat)
    track = track[:samples]
    return (track * np.float32(_MUSIC_PEAK / np.abs(track).max())).astype(np.float32)


def typing(generator: Generator, samples: int) -> Sound:
    """Bursts of keys at about seven a second, each a click of 12 ms."""
    track = np.zeros(samples, np.float32)
    length = SAMPLE_RATE * 12 // 1000
    fall = np.exp(-np.arange(length) / (length / 6))
    position = 0
    while position + length < samples:
        click = generator.normal(0, 1, length) * fall
        click *= _CLICK_PEAK * generator.uniform(0.3, 1) / np.abs(click).max()
        track[position : position + length] += click.astype(np.float32)
        pause = generator.uniform(0.6, 2) if generator.random() < 0.05 else generator.uniform(0.08, 0.22)
        position += int(pause * SAMPLE_RATE)
    return track


def silence(_generator: Generator, samples: int) -> Sound:
    """Nothing at all."""
    return np.zeros(samples, np.float32)


KINDS: dict[str, Callable[[Generator, int], Sound]] = {
    "silence": silence,
    "noise": noise,
    "music": music,
    "typing": typing,
}


def _note(half_tones: int, samples: int) -> Sound:
    """Half tones above middle C: six partials, a soft start and a slow fall."""
    frequency = 261.63 * 2 ** (half_tones / 12)
    time = np.arange(samples) / SAMPLE_RATE
    wave = sum(np.sin(2 * np.pi * frequency * n * time) / n**1.5 for n in range(1, 7))
    return (wave * np.minimum(1, time / 0.02) * np.exp(-2 * time)).astype(np.float32)


def _white(generator: Generator, samples: int, level: float) -> Sound:
    return generator.normal(0, level, samples).astype(np.float32)


def _pink(generator: Generator, samples: int) -> Sound:
    """White noise whose power falls with the frequency."""
    spectrum = np.fft.rfft(generator.normal(0, 1, samples))
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 1))
    wave = np.fft.irfft(spectrum, samples)
    return (wave * (_NOISE_LEVEL / wave.std())).astype(np.float32)
