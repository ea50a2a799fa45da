import { type Figure, figure, spread } from "../figure.ts";
import type { Measurement } from "./measure/measurement.ts";

const SHARES = { p50: 0.5, p95: 0.95 };

/** A measurement as figures, each name behind the label of what was measured. */
export function figuresOf(label: string, measurement: Measurement): Figure[] {
  return [
    ...delayFigures(measurement),
    ...accuracyFigures(measurement),
    ...singlePassFigures(measurement),
    ...steadinessFigures(measurement),
    ...costFigures(measurement),
  ].map((found) => ({ ...found, name: `${label}: ${found.name}` }));
}

function delayFigures({ delays }: Measurement): Figure[] {
  return [
    ...spread("first partial", delays.firstPartialMs, "ms", SHARES),
    ...spread("word first seen", delays.firstSeenMs, "ms", SHARES),
    ...spread("word stable", delays.stableMs, "ms", SHARES),
    ...spread("end of speech to final", delays.finalMs, "ms", SHARES),
  ];
}

function accuracyFigures({ accuracy }: Measurement): Figure[] {
  return [
    figure("words spoken", accuracy.spoken, "words"),
    figure("word error rate", share(accuracy.wrong, accuracy.spoken), "share"),
    figure("words in non-speech", accuracy.inNonSpeech, "words"),
    figure("words of echo at the microphone", accuracy.inEcho, "words"),
  ];
}

function singlePassFigures({ againstSinglePass: against, accuracy }: Measurement): Figure[] {
  if (against === null) return [];
  return [
    figure("word error rate of the single pass", share(against.singlePassWrong, accuracy.spoken), "share"),
    figure("recall against the single pass", share(against.common, against.singlePassWords), "share"),
    figure("precision against the single pass", share(against.common, against.shown), "share"),
    figure("words lost at utterance edges", against.lostAtEdges, "words"),
    figure("words misheard at utterance edges", against.misheardAtEdges, "words"),
  ];
}

function steadinessFigures({ steadiness }: Measurement): Figure[] {
  return [
    figure("normalised erasure", share(steadiness.erased, steadiness.stayed), "share"),
    figure("changed finals", steadiness.changedFinals, "captions"),
    figure("stable words changed", share(steadiness.brokenClaims, steadiness.claimedStable), "share"),
  ];
}

function costFigures({ cost }: Measurement): Figure[] {
  return [
    figure("CPU per meeting minute", cost.cpuSecondsPerAudioMinute, "CPU s/min"),
    figure("memory at start", megabytes(cost.firstRssBytes), "MB"),
    figure("memory at end", megabytes(cost.lastRssBytes), "MB"),
    figure("peak memory", megabytes(cost.peakRssBytes), "MB"),
    figure("memory slope", megabytes(cost.rssBytesPerHour), "MB/h"),
  ];
}

/** As the target has it. */
function megabytes(bytes: number | null): number | null {
  return bytes === null ? null : bytes / 1e6;
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
