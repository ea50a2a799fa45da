import { type Figure, figure, spread } from "../../measure/figure.ts";
import type { Measurement } from "./measurement.ts";
import type { Cuts } from "./single-pass.ts";

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
    ...spread("end of any utterance to final", delays.anyFinalMs, "ms", SHARES),
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

/** The pass that is cut where utterances truly end is no engine's: it tells what better cuts could still gain. */
const PASS_NAMES: Readonly<Record<Cuts, string>> = {
  found: "the single pass",
  told: "the single pass with true cuts",
};

function singlePassFigures({ againstSinglePass, accuracy: { spoken } }: Measurement): Figure[] {
  if (againstSinglePass === null) return [];
  return (["found", "told"] as const).flatMap((cuts) => {
    const against = againstSinglePass[cuts];
    const name = PASS_NAMES[cuts];
    return [
      figure(`word error rate of ${name}`, share(against.singlePassWrong, spoken), "share"),
      figure(`recall against ${name}`, share(against.kept, against.singlePassRight), "share"),
      figure(`precision against ${name}`, share(against.borneOut, against.shown), "share"),
      figure(`words lost at edges against ${name}`, against.lostAtEdges, "words"),
      figure(`words misheard at edges against ${name}`, against.misheardAtEdges, "words"),
    ];
  });
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
