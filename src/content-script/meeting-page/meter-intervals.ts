import type { SpeakingInterval } from "../../shared/messages/meeting-page.ts";

/** A meter that moves this often within a second is somebody's voice (others measured 5.5 times a second); once or twice, a pointer over it. */
const CHANGES_TO_START = 3;
const START_WITHIN_MS = 800;
/** It stands still for so long between words. */
const STILL_MS = 600;
/** Faster than any meter: something else moves there. */
const MOST_CHANGES_PER_SECOND = 30;
/** Nobody speaks for so long without a pause of STILL_MS. */
const LONGEST_MS = 60_000;
/** What was no voice has to stand still for so long before it may be one. */
const DISTRUST_MS = 3000;
/** As many that move at once as that, and more than half of all, were moved by the page, not by voices. */
const MOVED_TOGETHER = 3;

interface Meter {
  /** When it moved lately, oldest first: at most CHANGES_TO_START. */
  recent: number[];
  movesSinceLook: number;
  startMs: number | null;
  /** That it began was returned by a look. */
  isReported: boolean;
  isDistrusted: boolean;
}

type Change = Omit<SpeakingInterval, "sign">;

/** When people were audible, by how often their meters move. Knows no page and no clock; times are milliseconds since the epoch. */
export class MeterIntervals {
  readonly #meters = new Map<string, Meter>();
  #lookedAtMs: number | null = null;

  /** The meters of these people moved at once, out of `all` that there are. */
  moved(keys: ReadonlySet<string>, all: number, atMs: number): void {
    if (keys.size >= MOVED_TOGETHER && keys.size * 2 > all) return;
    for (const key of keys) {
      const meter = this.#meters.get(key) ?? fresh();
      this.#meters.set(key, meter);
      meter.movesSinceLook += 1;
      meter.recent = [...meter.recent, atMs].slice(-CHANGES_TO_START);
      const [firstMs = 0] = meter.recent;
      const isVoice = meter.recent.length === CHANGES_TO_START && atMs - firstMs <= START_WITHIN_MS;
      if (isVoice && !meter.isDistrusted) meter.startMs ??= firstMs;
    }
  }

  /** Intervals that began, ended or were taken back since the last look. */
  look(atMs: number): readonly Change[] {
    const most =
      this.#lookedAtMs === null ? null : ((atMs - this.#lookedAtMs) * MOST_CHANGES_PER_SECOND) / 1000;
    this.#lookedAtMs = atMs;
    return [...this.#meters].flatMap(([key, meter]) => {
      const isTooFast = most !== null && meter.movesSinceLook > Math.max(most, 2 * CHANGES_TO_START);
      meter.movesSinceLook = 0;
      return changeOf(key, meter, isTooFast, atMs) ?? [];
    });
  }

  /** Nothing is seen from now on: what goes on ended with its last movement. */
  end(): readonly Change[] {
    const ended = [...this.#meters.keys()].flatMap((key) => this.gone(key));
    this.#lookedAtMs = null;
    return ended;
  }

  /** The meters of this person are another's by now. */
  gone(key: string): readonly Change[] {
    const { startMs = null, recent = [] } = this.#meters.get(key) ?? {};
    this.#meters.delete(key);
    return startMs === null ? [] : [{ key, startMs, endMs: recent.at(-1) ?? startMs }];
  }

  /** Those that go on. */
  get open(): readonly Change[] {
    return [...this.#meters].flatMap(([key, { startMs }]) =>
      startMs === null ? [] : { key, startMs, endMs: null },
    );
  }
}

function fresh(): Meter {
  return { recent: [], movesSinceLook: 0, startMs: null, isReported: false, isDistrusted: false };
}

function changeOf(key: string, meter: Meter, isTooFast: boolean, atMs: number): Change | null {
  const { recent, startMs, isDistrusted, isReported } = meter;
  const lastMs = recent.at(-1) ?? atMs;
  if (isTooFast || (startMs !== null && atMs - startMs > LONGEST_MS)) {
    Object.assign(meter, fresh(), { recent, isDistrusted: true });
    return startMs === null || !isReported ? null : { key, startMs, endMs: startMs };
  }
  if (isDistrusted) {
    if (atMs - lastMs >= DISTRUST_MS) Object.assign(meter, fresh());
    return null;
  }
  if (startMs === null) return null;
  if (atMs - lastMs > STILL_MS) {
    Object.assign(meter, fresh());
    return { key, startMs, endMs: lastMs };
  }
  if (isReported) return null;
  meter.isReported = true;
  return { key, startMs, endMs: null };
}
