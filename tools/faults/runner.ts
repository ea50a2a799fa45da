import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeFolder } from "../../native-host/runtime/system.ts";
import { type MeetingAudio, meetingAudio } from "../materials/demo-meeting.ts";
import { print } from "../runtime/progress.ts";
import { removeFolder } from "../runtime/remove-folder.ts";
import {
  browserKilled,
  diskFull,
  everythingKilled,
  type Fault,
  HOST_FAULTS,
  mountSmallDisk,
  unmountSmallDisk,
  workerStopped,
} from "./inject/faults.ts";
import { SIDECAR_FAULTS, slowSidecar } from "./inject/sidecar-faults.ts";
import { failureOf, keepHostLog, type PlannedInjection, playRound, type RoundResult } from "./round.ts";
import { SeededRandom } from "./seeded-random.ts";
import { TestBed } from "./test-bed.ts";

/** One meeting to be played: which faults, and how often the demo meeting is repeated for them. */
export interface PlannedMeeting {
  readonly name: string;
  readonly faults: readonly Fault[];
  /** Each fault this often, or as its own `perMeeting` says. */
  readonly isOncePerFault: boolean;
  /** So many undisturbed meetings come first in the same session. */
  readonly undisturbedMeetings?: number;
}

/** A meeting that was played; `result` is null when it could not be played to its end. */
export interface PlayedMeeting {
  readonly name: string;
  readonly round: number;
  readonly repeats: number;
  readonly plan: readonly { readonly fault: string; readonly atMs: number }[];
  readonly result: RoundResult | null;
  readonly failure: string | null;
}

/** What happens between a fault's end and the next fault: audio that must come through. */
const UNDISTURBED_MS = 8000;
/** The first fault comes after the first words. */
const FIRST_MS = 4000;
const SLOW_IN_ALL_MS = 20_000;
const MEETING_MS = 65_950;
/** What needs neither minutes nor another file system nor another browser. */
const SHORT: readonly string[] = [
  "sidecar-kill",
  "sidecar-exit",
  "sidecar-version",
  "sidecar-garbage",
  "sidecar-10-lines",
  "host-kill",
  "port-closed",
  "burst",
  "worker-stopped",
];

export function allFaults(slowMs: number): readonly Fault[] {
  return [
    ...SIDECAR_FAULTS,
    slowSidecar(slowMs),
    ...HOST_FAULTS,
    workerStopped,
    diskFull,
    browserKilled,
    everythingKilled,
  ];
}

/** Each fault in a meeting of its own, then all of them in one, the one that ends the browser last. */
export function fullSuite(faults: readonly Fault[], random: SeededRandom): PlannedMeeting[] {
  const alone = faults.map((fault) => ({ name: fault.name, faults: [fault], isOncePerFault: false }));
  const bearable = faults.filter((fault) => fault.endsBrowser !== true);
  if (bearable.length < 2) return alone;
  const all = random
    .shuffled(bearable)
    .map((fault) => (fault.id === "sidecar-slow" ? slowSidecar(SLOW_IN_ALL_MS) : fault));
  const last = faults.find((fault) => fault.endsBrowser === true);
  const together = last === undefined ? all : [...all, last];
  return [...alone, { name: "all in one session", faults: together, isOncePerFault: true }];
}

/** Several faults in one session of three meetings, the first of them undisturbed, for `npm test`. */
export function shortSuite(random: SeededRandom): PlannedMeeting {
  const faults = allFaults(0).filter(({ id }) => SHORT.includes(id));
  return { name: "in short", faults: random.shuffled(faults), isOncePerFault: true, undisturbedMeetings: 1 };
}

/** Plays meetings one after another; sounds and folders are its own. */
export class FaultRunner {
  readonly #folder = mkdtempSync(join(tmpdir(), "earshot-faults-"));
  readonly #evidence: string;
  readonly #prepared = new Map<number, MeetingAudio>();
  #played = 0;

  /** @param evidence where the host's logs are kept */
  constructor(evidence: string) {
    this.#evidence = evidence;
  }

  async play(meeting: PlannedMeeting, round: number, random: SeededRandom): Promise<PlayedMeeting> {
    const { name, faults } = meeting;
    const needed = faults.reduce(
      (total, { brokenMs, perMeeting }) =>
        total + (brokenMs + UNDISTURBED_MS) * (meeting.isOncePerFault ? 1 : perMeeting),
      FIRST_MS,
    );
    const repeats = (meeting.undisturbedMeetings ?? 0) + Math.max(1, Math.ceil(needed / MEETING_MS));
    const audio = await this.#audioFor(repeats);
    const plan = planOf(meeting, audio.durationMs, random);
    const about = {
      name,
      round,
      repeats,
      plan: plan.map(({ fault, atMs }) => ({ fault: fault.name, atMs: Math.round(atMs) })),
    };
    print(`▸ ${name}${plan.length === 0 ? "" : ` at ${plan.map(({ atMs }) => seconds(atMs)).join(", ")}`} …`);
    const folder = join(this.#folder, `${(this.#played += 1)}`);
    const dataDirectory = join(folder, "data");
    makeFolder(dataDirectory);
    const isSmallDisk = faults.some((fault) => fault.needsSmallDisk === true);
    if (isSmallDisk && !mountSmallDisk(dataDirectory)) {
      return { ...about, result: null, failure: "not run: this user may not mount a tmpfs" };
    }
    try {
      return { ...about, ...(await this.#playOn(folder, dataDirectory, audio, plan, name, random)) };
    } finally {
      if (isSmallDisk) unmountSmallDisk(dataDirectory);
      await removeFolder(folder);
    }
  }

  async #audioFor(repeats: number): Promise<MeetingAudio> {
    const known = this.#prepared.get(repeats);
    if (known !== undefined) return known;
    const folder = join(this.#folder, `audio-${repeats}`);
    makeFolder(folder);
    const audio = await meetingAudio(repeats, folder);
    this.#prepared.set(repeats, audio);
    return audio;
  }

  async close(): Promise<void> {
    await removeFolder(this.#folder);
  }

  async #playOn(
    folder: string,
    dataDirectory: string,
    audio: MeetingAudio,
    plan: readonly PlannedInjection[],
    name: string,
    random: SeededRandom,
  ): Promise<Pick<PlayedMeeting, "result" | "failure">> {
    const bed = await TestBed.open(folder, dataDirectory, audio);
    try {
      return { result: await playRound(bed, plan, random), failure: null };
    } catch (error) {
      print(`  ✗ ${failureOf(error)}`);
      return { result: null, failure: failureOf(error) };
    } finally {
      makeFolder(this.#evidence);
      keepHostLog(bed, join(this.#evidence, `${this.#played}-${name.replaceAll(/\W+/gu, "-")}.host.jsonl`));
      await bed.close();
    }
  }
}

/** Moments at random; several faults of one meeting come in their order, one after another. */
function planOf(meeting: PlannedMeeting, durationMs: number, random: SeededRandom): PlannedInjection[] {
  const faults = meeting.faults.flatMap((fault) =>
    Array.from({ length: meeting.isOncePerFault ? 1 : fault.perMeeting }, () => fault),
  );
  const needed = faults.map(({ brokenMs }) => brokenMs + UNDISTURBED_MS);
  const firstMs = FIRST_MS + (meeting.undisturbedMeetings ?? 0) * MEETING_MS;
  const slack = durationMs - firstMs - needed.reduce((total, ms) => total + ms, 0);
  const delays = faults.map(() => random.between(0, Math.max(0, slack))).toSorted((a, b) => a - b);
  let atMs = firstMs;
  return faults.map((fault, index) => {
    const inject = { fault, atMs: atMs + (delays[index] ?? 0) };
    atMs += needed[index] ?? 0;
    return inject;
  });
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
