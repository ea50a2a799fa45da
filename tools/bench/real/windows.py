"""Which window a model of 30 s bears, with and without timestamp tokens (ADR-033).

    python windows.py --model DIR --corpus DIR [--corpus DIR …] [--every N] --out DIR

Every Nth clip once whole, by a beam of 5, as a final; and cut off after some seconds, greedily, as partials.
No second decode, no prompt. Writes `033-windows.csv` into `--out`; what it holds already is not measured
again.
"""

import argparse
import csv
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import ctranslate2
import jiwer
import numpy as np
from accuracy import repeats
from faster_whisper import WhisperModel
from faster_whisper.audio import decode_audio
from faster_whisper.tokenizer import Tokenizer
from tokens import tokens

_RATE = 16_000
_HOP = 160
_PAD_SECONDS = 1.28
_FLOORS_SECONDS = (5, 10, 15, 20, 30)
_CUTS_SECONDS = (0.8, 1.4, 2.0, 2.8, 3.6, 4.6)
_LONGEST_SECONDS = 14.0
_SILENT, _RANGE = -1.5, 2.0
"""Of log-mel frames: the least there is, and the least beside the loudest."""


@dataclass
class Row:
    """Clips of one language in one kind of window; errors in words, or characters where none are spaced."""

    kind: str
    language: str
    window_seconds: int
    timestamps: bool
    clips: int = 0
    speech_seconds: float = 0.0
    spoken: int = 0
    wrong: int = 0
    doubled: int = 0
    cpu_seconds: float = 0.0


class Decoder:
    """One model on one thread."""

    def __init__(self, directory: str) -> None:
        self._whisper = WhisperModel(directory, device="cpu", compute_type="int8", cpu_threads=1)

    def text(self, sound: np.ndarray, language: str, floor: int, beam: int, *, timestamps: bool) -> str:
        """What is said in float32[n], in a window of `floor` seconds or as many as the speech needs."""
        tokenizer = Tokenizer(
            self._whisper.hf_tokenizer, self._whisper.model.is_multilingual, "transcribe", language
        )
        seconds = len(sound) / _RATE
        frames = 100 * min(max(int(np.ceil(seconds + _PAD_SECONDS)), floor), 30)
        prompt = [*tokenizer.sot_sequence, *([] if timestamps else [tokenizer.no_timestamps])]
        room = int(10 * seconds) + 22
        (result,) = self._whisper.model.generate(
            self._mel(sound, frames), [prompt], beam_size=beam, max_length=2 * room
        )
        return tokenizer.decode([token for token in result.sequences_ids[0] if token < tokenizer.eot])

    def _mel(self, sound: np.ndarray, frames: int) -> ctranslate2.StorageView:
        mel = self._whisper.feature_extractor(np.pad(sound, (0, 800)))[:, :frames]
        window = np.full((1, len(mel), frames), max(_SILENT, float(mel.max()) - _RANGE), np.float32)
        window[0, :, : mel.shape[1]] = mel
        return ctranslate2.StorageView.from_array(window)


def measure(decoder: Decoder, clips: Sequence[dict], floor: int, *, timestamps: bool) -> Iterator[Row]:
    """One row for whole clips and one for clips that are cut off; of one language."""
    language = clips[0]["language"]
    whole = Row("whole", language, floor, timestamps)
    cut_off = Row("cut off", language, floor, timestamps)
    for clip in clips:
        sound = decode_audio(clip["file"], _RATE)
        spoken = tokens(clip["text"], language)
        _add(whole, spoken, _decoded(whole, decoder, sound, 5))
        for seconds in _CUTS_SECONDS:
            if (part := sound[: int(seconds * _RATE)]).size < sound.size - _RATE // 5:
                said = _decoded(cut_off, decoder, part, 1)
                _add(cut_off, _best_prefix(spoken, said), said)
    yield from (whole, cut_off)


def _decoded(row: Row, decoder: Decoder, sound: np.ndarray, beam: int) -> tuple[str, ...]:
    began = time.process_time()
    text = decoder.text(sound, row.language, row.window_seconds, beam, timestamps=row.timestamps)
    row.cpu_seconds += time.process_time() - began
    row.speech_seconds += len(sound) / _RATE
    return tokens(text, row.language)


def _add(row: Row, spoken: Sequence[str], said: Sequence[str]) -> None:
    row.clips += 1
    row.spoken += len(spoken)
    row.wrong += _wrong(spoken, said)
    row.doubled += max(0, len(repeats(said)) - len(repeats(spoken)))


def _best_prefix(spoken: Sequence[str], said: Sequence[str]) -> Sequence[str]:
    """The beginning of `spoken` that `said` comes closest to: nobody noted which words a cut left."""
    return min((spoken[:end] for end in range(1, len(spoken) + 1)), key=lambda part: _wrong(part, said))


def _wrong(spoken: Sequence[str], said: Sequence[str]) -> int:
    if not spoken or not said:
        return len(spoken) + len(said)
    found = jiwer.process_words(" ".join(spoken), " ".join(said))
    return found.substitutions + found.deletions + found.insertions


def _clips(corpora: Sequence[Path], every: int) -> dict[str, list[dict]]:
    """Clips by language, the shortest window of which can still differ."""
    found: dict[str, list[dict]] = {}
    for corpus in corpora:
        for clip in json.loads((corpus / "clips.json").read_text("utf-8"))[::every]:
            if clip["seconds"] <= _LONGEST_SECONDS:
                file = str(corpus / "clips" / f"{clip['name']}.flac")
                found.setdefault(clip["language"], []).append({**clip, "file": file})
    return found


def main() -> None:
    """Measures, and writes after every kind of window."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--corpus", type=Path, action="append", required=True)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    decoder, table = Decoder(given.model), given.out / "033-windows.csv"
    all_clips = _clips(given.corpus, given.every)
    rows = _read(table)
    known = {(row.language, row.window_seconds, row.timestamps) for row in rows}
    for floor in _FLOORS_SECONDS:
        for timestamps in (False, True):
            for language, clips in all_clips.items():
                if (language, floor, timestamps) not in known:
                    rows += measure(decoder, clips, floor, timestamps=timestamps)
                    _write(table, rows)


def _read(table: Path) -> list[Row]:
    if not table.exists():
        return []
    with table.open(newline="") as file:
        return [
            Row(
                each["kind"],
                each["language"],
                int(each["window_seconds"]),
                each["timestamps"] == "True",
                int(each["clips"]),
                float(each["speech_seconds"]),
                int(each["spoken"]),
                int(each["wrong"]),
                int(each["doubled"]),
                float(each["cpu_seconds"]),
            )
            for each in csv.DictReader(file)
        ]


def _write(table: Path, rows: Iterable[Row]) -> None:
    with table.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in fields(Row))
        for row in rows:
            writer.writerow(round(value, 1) if isinstance(value, float) else value for value in astuple(row))


if __name__ == "__main__":
    main()
