import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { isLocked } from "../../native-host/journal/session-lock.ts";
import { type Context, foreignUser, surroundingsOf } from "../context.ts";
import { InstallError } from "../install-error.ts";
import { readManifest } from "../manifest.ts";
import { type Outcome, readRecord, unregister } from "../registration.ts";
import { everyTarget, nameOf } from "../targets.ts";
import { printOutcomes } from "./install.ts";

export interface UninstallOptions {
  /** Deletes data and models as well. */
  readonly isPurge?: boolean;
  /** Whether the person has said that they want that. */
  readonly isConfirmed?: boolean;
  readonly isDryRun?: boolean;
  readonly isJson?: boolean;
}

/** What use has left behind, beside the programs. */
interface Kept {
  readonly what: string;
  readonly folder: string;
  readonly bytes: number;
}

/** Removes what was registered for this user; data and models stay unless asked for. @returns the exit code */
export function uninstall(context: Context, options: UninstallOptions = {}): number {
  const { app, computer, print } = context;
  const foreign = foreignUser(computer);
  if (foreign !== null) throw foreign;
  refuseRunningMeeting(join(app.data, "sessions"));
  const kept = keptFolders(context);
  const isPurge = options.isPurge === true;
  if (isPurge && options.isConfirmed !== true && options.isDryRun !== true)
    throw new InstallError(
      "not_confirmed",
      `This would delete for good: ${kept.map(described).join("; ")}.`,
      "Add --yes if you want that, or leave --purge out to keep it.",
    );

  const outcomes = options.isDryRun === true ? wouldRemove(context) : remove(context, isPurge ? kept : []);
  if (options.isJson === true) {
    const removed = outcomes.map(({ target, failure }) => ({
      browsers: target.browsers,
      place: nameOf(target.place),
      error:
        failure === null ? null : { code: failure.code, message: failure.message, remedy: failure.remedy },
    }));
    const left = isPurge ? [] : kept;
    print(JSON.stringify({ dry_run: options.isDryRun === true, removed, kept: left }, null, 2));
  } else {
    print(options.isDryRun === true ? "Nothing is removed. These would be:" : "Removed:");
    if (outcomes.length === 0) print("  no registration: there was none");
    printOutcomes(context, outcomes);
    for (const each of kept) print(`${isPurge ? "✓" : "  kept:"} ${described(each)}`);
    print(
      "\nThe extension and its transcripts are the browser's: remove it there, and export first what you want to keep.",
    );
  }
  return outcomes.every(({ failure }) => failure === null) ? 0 : 1;
}

function remove(context: Context, folders: readonly Kept[]): Outcome[] {
  const outcomes = unregister(everyTarget(context.computer, "user"), surroundingsOf(context));
  rmSync(context.app.hostFolder, { recursive: true, force: true });
  for (const { folder } of folders) rmSync(folder, { recursive: true, force: true });
  return outcomes;
}

function wouldRemove(context: Context): Outcome[] {
  const known = readRecord(context.app.record)?.targets ?? [];
  const names = new Set<string>();
  return [...known, ...everyTarget(context.computer, "user")].flatMap((target) => {
    const name = nameOf(target.place);
    const isNew = !names.has(name);
    names.add(name);
    const isThere =
      target.place.kind === "manifest"
        ? readManifest(target.place.file).kind !== "absent"
        : context.registry.read(target.place.key) !== null;
    return isNew && isThere ? [{ target, failure: null }] : [];
  });
}

/** @throws meeting_running: what a host is writing into is nobody's to remove */
function refuseRunningMeeting(sessions: string): void {
  const running = namesIn(sessions).some((name) => isLocked(join(sessions, name)));
  if (!running) return;
  throw new InstallError(
    "meeting_running",
    "A meeting is being recorded.",
    "Stop it, wait until its last words are there, then uninstall.",
  );
}

function keptFolders({ app }: Context): Kept[] {
  const sessions = namesIn(join(app.data, "sessions")).length;
  const meetings =
    sessions === 0 ? "" : `, with the sound of ${sessions} unfinished meeting${sessions === 1 ? "" : "s"}`;
  return [
    { what: `data: logs, keys, journals${meetings}`, folder: app.data, bytes: bytesIn(app.data) },
    { what: "downloaded models", folder: app.models, bytes: bytesIn(app.models) },
  ].filter(({ bytes }) => bytes > 0);
}

function described({ what, folder, bytes }: Kept): string {
  return `${what} (${(bytes / 1e6).toFixed(1)} MB, ${folder})`;
}

function namesIn(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder) : [];
}

function bytesIn(folder: string): number {
  return namesIn(folder).reduce((sum, name) => {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    return sum + (found?.isDirectory() === true ? bytesIn(path) : (found?.size ?? 0));
  }, 0);
}
