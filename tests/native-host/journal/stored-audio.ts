import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EventLog } from "../../../native-host/journal/event-log.ts";
import { framesIn } from "../../../native-host/journal/frame-file.ts";
import { readRecords } from "../../../native-host/journal/record-file.ts";
import {
  breaksName,
  frameKeysName,
  framesName,
  SessionFiles,
} from "../../../native-host/journal/session-files.ts";
import { breaksFormat, type TimelineBreak } from "../../../native-host/journal/source-journal.ts";
import { type FolderSeal, openSeal } from "../../../native-host/keys/sealing.ts";
import type { AudioSource } from "../../../protocol/audio.ts";
import { SESSION } from "../frames.ts";
import { openedKeys } from "../keys/opened-keys.ts";

/** What opens a session's folder. */
async function sealOf(dataDirectory: string, session: string = SESSION): Promise<FolderSeal> {
  const keys = await openedKeys(dataDirectory);
  return openSeal(join(dataDirectory, "sessions", session), session, keys.get(session).journal);
}

/** All PCM of a source that is stored; a damaged frame is missing in it. */
export async function storedPcm(
  dataDirectory: string,
  source: AudioSource,
  session: string = SESSION,
): Promise<Buffer> {
  const folder = join(dataDirectory, "sessions", session);
  const read = (name: string): Buffer =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : Buffer.alloc(0);
  const files = { frames: read(framesName(source)), keys: read(frameKeysName(source)) };
  const seal = await sealOf(dataDirectory, session);
  return Buffer.concat(framesIn(source, files, seal).flatMap((pcm) => pcm ?? []));
}

export async function storedBreaks(dataDirectory: string, source: AudioSource): Promise<TimelineBreak[]> {
  const path = join(dataDirectory, "sessions", SESSION, breaksName(source));
  return readRecords(path, breaksFormat(source, await sealOf(dataDirectory)));
}

/** Names of the stored events, oldest first, of a session that nobody works on. */
export async function storedEvents(dataDirectory: string): Promise<string[]> {
  const files = new SessionFiles(join(dataDirectory, "sessions", SESSION));
  const log = new EventLog(files.events, await sealOf(dataDirectory));
  const names: string[] = [];
  log.observe(({ event }) => void names.push(event));
  await files.close();
  return names;
}
