import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as untilOthersHadTheirTurn } from "node:timers/promises";
import { AUDIO_SOURCES, FRAME_BYTES } from "../../protocol/audio.ts";
import { EarshotError } from "../../protocol/errors.ts";
import { sessionId } from "../../protocol/requests.ts";
import type { z } from "../../protocol/zod.ts";
import { syncFolder } from "../disk/durable-files.ts";
import { createSeal } from "../keys/sealing.ts";
import { EventLog } from "./event-log.ts";
import { isPlainFolder, PLAIN_RECORD_NAME, removeTrash, trashName } from "./folder-removal.ts";
import { FRAMES_PER_KEY, FrameFile } from "./frame-file.ts";
import type { JournalStore } from "./journal.ts";
import { journalEvent } from "./journal-event.ts";
import { RecordFile } from "./record-file.ts";
import { SessionFiles, sessionFolder } from "./session-files.ts";
import { isLocked, SessionLock } from "./session-lock.ts";
import { sessionRecord, writeSessionRecord } from "./session-record.ts";
import { breaksFormat, timelineBreak } from "./source-journal.ts";

/** Begins the name of a folder that is being sealed. */
const SEALING_PREFIX = ".sealing-";

/**
 * Seals the sessions that an earlier version left as plain files, beside the others' work. A kill at any moment leaves the plain
 * folder or the whole sealed one.
 *
 * @param failed is called with each that stays as it is, for the next host to try
 */
export async function sealPlainFolders(
  store: JournalStore,
  failed: (session: string, error: unknown) => void,
): Promise<void> {
  const sessions = join(store.dataDirectory, "sessions");
  const names = existsSync(sessions) ? readdirSync(sessions) : [];
  for (const session of names.filter((name) => sessionId.safeParse(name).success)) {
    const folder = sessionFolder(store.dataDirectory, session);
    try {
      if (isPlainFolder(folder) && !isLocked(folder)) await sealAlone(store, session, folder);
    } catch (error) {
      failed(session, error);
    }
  }
}

/** Whether a kill has interrupted a sealing. @param names of everything in the folder */
export function isSealingUnfinished(sessions: string, names: readonly string[]): boolean {
  return sealedHalfway(sessions, names).length > 0;
}

/** Finishes what a kill has interrupted. @param names of everything in the folder; @throws the system's error */
export function finishSealing(sessions: string, names: readonly string[]): void {
  for (const { sealed, folder } of sealedHalfway(sessions, names)) {
    // The plain folder goes last: without it the sealed one is whole, with it nobody has read the sealed one yet.
    if (existsSync(folder)) rmSync(sealed, { recursive: true, force: true });
    else renameSync(sealed, folder);
  }
}

/** Folders that are being sealed and that no living host is at. */
function sealedHalfway(
  sessions: string,
  names: readonly string[],
): readonly { readonly sealed: string; readonly folder: string }[] {
  return names
    .filter((name) => name.startsWith(SEALING_PREFIX))
    .map((name) => ({
      sealed: join(sessions, name),
      folder: join(sessions, name.slice(SEALING_PREFIX.length)),
    }))
    .filter(({ folder }) => !isLocked(folder));
}

/** Two hosts that seal one folder would each throw away what the other has made of it. */
async function sealAlone(store: JournalStore, session: string, folder: string): Promise<void> {
  const lock = new SessionLock(folder);
  lock.take();
  try {
    await sealFolder(store, session, folder, lock);
  } finally {
    // Where it was sealed, the lock went with the plain folder.
    if (isPlainFolder(folder)) lock.release();
  }
}

/** @throws session_already_running when another host has taken the folder meanwhile */
function renewLock(lock: SessionLock): void {
  lock.renew();
  if (lock.isTakenOver) throw new EarshotError("session_already_running", "another host works on it");
}

async function sealFolder(
  store: JournalStore,
  session: string,
  plain: string,
  lock: SessionLock,
): Promise<void> {
  const record = sessionRecord.parse(JSON.parse(readFileSync(join(plain, PLAIN_RECORD_NAME), "utf8")));
  const sessions = join(store.dataDirectory, "sessions");
  const sealed = join(sessions, `${SEALING_PREFIX}${session}`);
  const { journal } = store.keys.getOrCreate(session);
  mkdirSync(sealed, { mode: 0o700 });
  const seal = createSeal(sealed, session, journal);
  writeSessionRecord(sealed, seal, record);
  const files = new SessionFiles(sealed);
  try {
    for (const source of AUDIO_SOURCES) {
      const breaks = new RecordFile(files[source].breaks, breaksFormat(source, seal));
      for (const known of plainRecords(join(plain, `${source}-breaks.jsonl`), timelineBreak))
        breaks.append(known);
      await sealFrames(join(plain, `${source}.pcm`), new FrameFile(files[source], source, seal), lock);
      files.flush();
    }
    const events = new EventLog(files.events, seal);
    for (const event of plainRecords(join(plain, "events.jsonl"), journalEvent)) events.append(event);
    events.acknowledge(plainMark(plain));
    files.flush();
  } finally {
    await files.close();
  }
  syncFolder(sealed);
  renewLock(lock);
  replace(sessions, plain, sealed);
}

/** The plain bytes are overwritten, which on most disks is the end of them; after a kill the next host does it. */
function replace(sessions: string, plain: string, sealed: string): void {
  const leftover = join(sessions, trashName(true));
  renameSync(plain, leftover);
  renameSync(sealed, plain);
  syncFolder(sessions);
  removeTrash(leftover);
}

async function sealFrames(path: string, sealed: FrameFile, lock: SessionLock): Promise<void> {
  if (!existsSync(path)) return;
  const plain = await open(path, "r");
  try {
    const chunk = Buffer.alloc(FRAMES_PER_KEY * FRAME_BYTES);
    for (;;) {
      const { bytesRead } = await plain.read(chunk, 0, chunk.length, sealed.frames * FRAME_BYTES);
      const frames = Math.floor(bytesRead / FRAME_BYTES);
      for (let frame = 0; frame < frames; frame += 1)
        sealed.append(chunk.subarray(frame * FRAME_BYTES, (frame + 1) * FRAME_BYTES));
      if (frames === 0) break;
      renewLock(lock);
      await untilOthersHadTheirTurn();
    }
  } finally {
    await plain.close();
  }
}

/** Every whole record of a file of JSON lines; none when there is no such file. */
function plainRecords<T>(path: string, schema: z.ZodMiniType<T>): T[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line) => plainRecord(line, schema));
}

function plainRecord<T>(line: string, schema: z.ZodMiniType<T>): T[] {
  try {
    const record = schema.safeParse(JSON.parse(line));
    return record.success ? [record.data] : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function plainMark(folder: string): number {
  const path = join(folder, "acknowledged");
  const digits = existsSync(path) ? readFileSync(path, "latin1").trim() : "";
  return /^\d{1,16}$/.test(digits) ? Number(digits) : 0;
}
