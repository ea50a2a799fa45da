import { existsSync } from "node:fs";
import { join } from "node:path";
import { AUDIO_SOURCES, type AudioSource } from "../../protocol/audio.ts";
import { EarshotError } from "../../protocol/errors.ts";
import type { RecentCaption } from "../../protocol/requests.ts";
import { DurableFile } from "../disk/durable-files.ts";
import { KeySlots } from "../keys/key-slots.ts";
import type { FolderSeal } from "../keys/sealing.ts";
import {
  type GapEvent,
  isNumbered,
  type JournalEvent,
  journalEvent,
  type NumberedEvent,
  settles,
} from "./journal-event.ts";
import { type Line, type Place, RecordFile, type RecordFormat, readRecords } from "./record-file.ts";
import { EVENT_KEYS_NAME, EVENTS_NAME, type EventFiles } from "./session-files.ts";
import { gapIfStruck, type SampleRange, struckSpans } from "./strike-at-host.ts";

/** Days of talk. More is written only by a sidecar that makes up finals without end. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Of the acknowledged number: always as long, so that rewriting it in place leaves nothing of the one before. */
const MARK_DIGITS = 16;
const KEYS_PLACE = "events keys";

/**
 * A session's texts, gaps and settled spans. The number of a text or gap is its place among those in the
 * file, and stands beside its record, so that it is the same after any restart, and though another record is damaged; a line
 * that was torn or taken back never counted.
 */
export class EventLog {
  readonly #session: string;
  readonly #files: EventFiles;
  readonly #keys: KeySlots;
  readonly #file: RecordFile<JournalEvent>;
  readonly #damaged = new DamagedNumbers();
  readonly #maxBytes: number;
  /** Where the record of each number stands; null where it is damaged. */
  readonly #numbered: (Place | null)[] = [];
  readonly #gaps = new Set<string>();
  readonly #settled: Record<AudioSource, number> = { tab: 0, mic: 0 };
  readonly #recent: Record<AudioSource, RecentCaption | null> = { tab: null, mic: null };
  #voicesUsed = 0;
  #damagedRecords = 0;
  #observe: ((event: JournalEvent) => void) | null = null;

  constructor(files: EventFiles, seal: FolderSeal, maxBytes = MAX_BYTES) {
    this.#maxBytes = maxBytes;
    this.#files = files;
    this.#session = seal.session;
    this.#keys = new KeySlots(files.keys, KEYS_PLACE, seal);
    this.#file = new RecordFile(files.records, eventsFormat(seal, this.#keys));
    this.#countNewLines();
  }

  /** How many numbered events there are, which is the number of the next. */
  get nextNumber(): number {
    return this.#numbered.length;
  }

  /** Records that could not be read back. */
  get damagedRecords(): number {
    return this.#damagedRecords;
  }

  get isEmpty(): boolean {
    return this.#file.bytes === 0;
  }

  /** The sample up to which a source need not be transcribed again. */
  settled(source: AudioSource): number {
    return this.#settled[source];
  }

  /** The last final of each source; null where there is none. */
  get recent(): Readonly<Record<AudioSource, RecentCaption | null>> {
    return this.#recent;
  }

  /** The ids of voices that lines have been given, as far as the file says it. */
  get voicesUsed(): number {
    return this.#voicesUsed;
  }

  /** Calls `observer` with every event there is, oldest first, and from now on every one that comes. @throws the system's error */
  observe(observer: (event: JournalEvent) => void): void {
    this.#countNewLines();
    for (const record of this.#file.all()) observer(record);
    this.#observe = observer;
  }

  hasGap({ data }: GapEvent): boolean {
    return this.#gaps.has(keyOf(data));
  }

  /**
   * @returns the event's number; null when it needs none
   * @throws journal_unwritable when the file is at its bound, and the system's error; then it is not stored
   */
  append(event: JournalEvent): number | null {
    if (this.#file.bytes > this.#maxBytes)
      throw new EarshotError("journal_unwritable", `the session's events are over ${this.#maxBytes} bytes`);
    this.#countNewLines();
    const number = isNumbered(event) ? this.nextNumber : null;
    const place = this.#file.append(event, number);
    this.#count(event, { ...place, label: number });
    return number;
  }

  /**
   * Puts other events in the place of those stored, each under the number of the one it replaces, and destroys the key that the
   * file was sealed by: no copy of its bytes opens any more. On the disk when it returns; after a crash it is to be done
   * again. The observer is not called.
   *
   * @param change numbered events stay numbered; @throws the system's error
   */
  rewrite(change: (event: JournalEvent) => JournalEvent): void {
    this.#countNewLines();
    const next = this.#keys.count;
    this.#keys.getOrCreate(next);
    this.#files.keys.flush();
    this.#file.rewrite(change);
    for (let generation = 0; generation < next; generation += 1) this.#keys.destroy(generation);
    const observe = this.#observe;
    this.#observe = null;
    this.#numbered.length = 0;
    this.#recent.tab = null;
    this.#recent.mic = null;
    this.#countNewLines();
    this.#observe = observe;
  }

  /**
   * Puts a gap in the place of every line that reaches into the range; as `rewrite`, whose key is destroyed.
   * @throws the system's error
   */
  strike(range: SampleRange): void {
    const spans = this.struckSpans(range);
    this.rewrite((event) => gapIfStruck(event, range, spans));
  }

  /** What is, or was, struck of each source with a range. @throws the system's error */
  struckSpans(range: SampleRange): Readonly<Record<AudioSource, SampleRange>> {
    return struckSpans(this.#file.all(), range);
  }

  /** The numbered events from number `from` up to, but without, `to`; a gap for each that is damaged. */
  numbered(from: number, to: number): NumberedEvent[] {
    return this.#numbered.slice(from, to).map((place, index) => {
      const event = place && this.#file.readAt(place);
      return event !== null && isNumbered(event) ? event : this.#gapOf(from + index);
    });
  }

  /** Never more than there are: a mark that outlived its events, in a power cut, is not believed. */
  get acknowledged(): number {
    const mark = readMark(this.#files.acknowledged);
    return mark > this.nextNumber ? 0 : mark;
  }

  /** Everything below `nextNumber` need not be delivered again. @throws the system's error */
  acknowledge(nextNumber: number): void {
    this.#files.acknowledged.write(Buffer.from(`${String(nextNumber).padStart(MARK_DIGITS, "0")}\n`), 0);
  }

  /** What stands in the place of an event that cannot be read back. */
  #gapOf(number: number): GapEvent {
    const at = this.#settled.tab;
    const damage = this.#damaged.damage(number) ?? { source: "tab", start_sample: at, end_sample: at };
    return { event: "gap", data: { session: this.#session, ...damage, reason: "damaged" } };
  }

  #countNewLines(): void {
    for (const { record, isDamaged, ...line } of this.#file.newLines()) {
      if (isDamaged) this.#damagedRecords += 1;
      else if (record !== null) this.#count(record, line);
    }
  }

  #count(event: JournalEvent, { label, ...place }: Place & Pick<Line<JournalEvent>, "label">): void {
    // Numbers that are passed over belong to damaged records.
    if (label !== null) {
      this.#damaged.open(this.#numbered.length, label, this.#settled);
      while (this.#numbered.length < label) this.#numbered.push(null);
    }
    this.#damaged.close(event.data.source, event.data.start_sample);
    if (event.event === "gap") this.#gaps.add(keyOf(event.data));
    if (event.event === "final_text") this.#recent[event.data.source] = recentCaption(event.data);
    if (event.event === "speaker") {
      this.#voicesUsed = Math.max(this.#voicesUsed, Number(event.data.speaker.slice(1)));
    }
    if (settles(event)) {
      const { source, end_sample } = event.data;
      this.#settled[source] = Math.max(this.#settled[source], end_sample);
    }
    if (label !== null) this.#numbered[label] = place;
    this.#observe?.(event);
  }
}

/** Up to which sample each source is settled in a folder that nobody works on. */
export function readSettled(folder: string, seal: FolderSeal): Record<AudioSource, number> {
  const settled = { tab: 0, mic: 0 };
  const keysPath = join(folder, EVENT_KEYS_NAME);
  if (!existsSync(keysPath)) return settled;
  const keys = new DurableFile(keysPath);
  const format = eventsFormat(seal, new KeySlots(keys, KEYS_PLACE, seal));
  for (const event of readRecords(join(folder, EVENTS_NAME), format)) {
    const { source, end_sample } = event.data;
    if (settles(event)) settled[source] = Math.max(settled[source], end_sample);
  }
  void keys.close();
  return settled;
}

function readMark(file: DurableFile): number {
  if (file.bytes < MARK_DIGITS) return 0;
  const digits = file.read(MARK_DIGITS, 0).toString("latin1");
  return /^\d+$/.test(digits) ? Number(digits) : 0;
}

function eventsFormat(seal: FolderSeal, keys: KeySlots): RecordFormat<JournalEvent> {
  return {
    name: "events",
    schema: journalEvent,
    seal,
    keys: {
      current: () => {
        const generation = Math.max(0, keys.count - 1);
        return { generation, key: keys.getOrCreate(generation) };
      },
      get: (generation) => keys.get(generation)[0] ?? null,
    },
  };
}

function recentCaption({
  text,
  language,
  end_sample,
}: Extract<JournalEvent, { event: "final_text" }>["data"]): RecentCaption {
  return { text, language, end_sample };
}

/** Two of the same start say different things: what was struck, and why there was no audio before. */
function keyOf({ source, start_sample, reason }: GapEvent["data"]): string {
  return `${source} ${start_sample} ${reason}`;
}

/** Where the words may have been that a damaged record held. */
interface Damage {
  readonly source: AudioSource;
  readonly start_sample: number;
  readonly end_sample: number;
}

interface DamagedRun {
  readonly first: number;
  /** Of the first number after it. */
  readonly end: number;
  readonly settled: Readonly<Record<AudioSource, number>>;
  /** Where each source went on. */
  readonly next: Partial<Record<AudioSource, number>>;
}

/**
 * Numbers whose records are damaged. What such a record said, and of which source, is unknown; the records before and after
 * it show which span of each source no record accounts for, and the longer one is taken.
 */
class DamagedNumbers {
  readonly #damaged: DamagedRun[] = [];

  /** The numbers from `first` up to, but without, `end` are missing, none if they are equal. */
  open(first: number, end: number, settled: Readonly<Record<AudioSource, number>>): void {
    if (first < end) this.#damaged.push({ first, end, settled: { ...settled }, next: {} });
  }

  /** A record is of a span that begins there. */
  close(source: AudioSource, startSample: number): void {
    for (const { next } of this.#damaged) next[source] ??= startSample;
  }

  /** @returns null for a number that was whole when it was counted */
  damage(number: number): Damage | null {
    const run = this.#damaged.find(({ first, end }) => first <= number && number < end);
    if (run === undefined) return null;
    const { settled, next } = run;
    const spans = AUDIO_SOURCES.map((source) => {
      const start_sample = settled[source];
      return { source, start_sample, end_sample: Math.max(start_sample, next[source] ?? 0) };
    });
    return spans.reduce((longest, each) => (lengthOf(each) > lengthOf(longest) ? each : longest));
  }
}

function lengthOf({ start_sample, end_sample }: Damage): number {
  return end_sample - start_sample;
}
