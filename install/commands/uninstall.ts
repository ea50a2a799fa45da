import { lstatSync, readlinkSync, rmSync } from "node:fs";
import { dirname, isAbsolute, join, relative } from "node:path";
import { isLocked } from "../../native-host/journal/session-lock.ts";
import table from "../../protocol/models.json" with { type: "json" };
import { VERSIONS } from "../app.ts";
import { type Context, foreignUser, surroundingsOf } from "../context.ts";
import { namesIn, realOf } from "../folder.ts";
import { InstallError, messageOf, reported } from "../install-error.ts";
import { unregister } from "../registration.ts";
import { everyTarget, nameOf } from "../targets.ts";
import { printOutcomes, reportedOutcome } from "./install.ts";

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
  /** Where its place is a link: what that leads to, and whether others' things are in there, which stay. */
  readonly leads_to?: string;
  readonly is_shared?: boolean;
}

/** Names that host, sidecar and doctor give what they write into the folder of data. */
const OURS_IN_DATA = /^(?:cache|keys|logs|sessions|\.doctor-.+)$/u;
/** As above, of models: a folder of downloads may be one that other programs share. */
const OURS_IN_MODELS = new Set([
  "earshot-checked-models.json",
  "earshot-measurements.json",
  ...table.models.map(({ repository }) => `models--${repository.replace("/", "--")}`),
]);

/** One of them that was to be deleted. */
interface Deleted extends Kept {
  /** Null when it is gone. */
  readonly failure: InstallError | null;
}

/**
 * Removes what was registered for this user; data and models stay unless asked for.
 *
 * @param remove deletes a folder with all that is in it, or a link; tests give another
 * @returns the exit code
 */
export function uninstall(
  context: Context,
  options: UninstallOptions = {},
  remove: (path: string) => void = removeAll,
): number {
  const { app, computer, print } = context;
  const foreign = foreignUser(computer);
  if (foreign !== null) throw foreign;
  refuseRunningMeeting(join(app.data, "sessions"));
  const kept = keptFolders(context);
  const isPurge = options.isPurge === true;
  const isDryRun = options.isDryRun === true;
  if (isPurge && options.isConfirmed !== true && !isDryRun)
    throw new InstallError(
      "not_confirmed",
      `This would delete for good: ${kept.map(described).join("; ")}.`,
      "Add --yes if you want that, or leave --purge out to keep it.",
    );

  const { outcomes, left } = unregister(everyTarget(computer, "user"), surroundingsOf(context), isDryRun);
  const started = { what: "what browsers started", folder: app.hostFolder, bytes: 0 };
  const isUnregistered = outcomes.every(({ failure }) => failure === null);
  const deleted = (isPurge ? [started, ...kept] : [started])
    .map((each): Deleted => ({ ...each, failure: isDryRun ? null : deleteFolder(each, context, remove) }))
    // Its own folder is nothing that a person knows of, as long as it goes.
    .filter(({ folder, failure }) => folder !== app.hostFolder || failure !== null);
  // A browser that still names this copy is to find it.
  if (isUnregistered) deleted.push(...deletePrograms(context, isDryRun, remove));
  if (options.isJson === true) {
    const removed = outcomes.map(reportedOutcome);
    const gone = deleted.map(({ failure, ...each }) => ({ ...each, error: reported(failure) }));
    const others = left.map(({ target, program }) => ({
      browsers: target.browsers,
      place: nameOf(target.place),
      starts: program,
    }));
    print(
      JSON.stringify(
        { dry_run: isDryRun, removed, left: others, deleted: gone, kept: isPurge ? [] : kept },
        null,
        2,
      ),
    );
  } else {
    print(isDryRun ? "Nothing is removed. These would be:" : "Removed:");
    if (outcomes.length === 0) print("  no registration: there was none");
    printOutcomes(context, outcomes);
    for (const { target, program } of left)
      print(`  left: ${target.browsers.join(", ")} starts another copy of Earshot, ${program}`);
    for (const each of deleted)
      if (each.failure === null) print(`✓ ${described(each)}`);
      else print(`✗ ${described(each)}: ${each.failure.message}\n  → ${each.failure.remedy}`);
    if (!isPurge) for (const each of kept) print(`  kept: ${described(each)}`);
    print(
      `\nThe extension and its transcripts are the browser's: remove it there, and export first what you want to keep. Still there as well: in the system's keychain a key of the service "earshot", if there is one${stillThere(context)}.`,
    );
  }
  return [...outcomes, ...deleted].every(({ failure }) => failure === null) ? 0 : 1;
}

/** What its own installer has put into a user's home; nothing of what came otherwise. */
function deletePrograms(
  { app, computer }: Context,
  isDryRun: boolean,
  remove: (path: string) => void,
): Deleted[] {
  // On Windows this very program is one of them: the set-up's own uninstaller, which runs this command first, removes them.
  if (app.channel !== "installer" || computer.platform === "win32") return [];
  const base = dirname(app.record);
  const command = join(computer.home, ".local/bin/earshot");
  const paths = [
    ...(leadsInto(base, command) ? [command] : []),
    ...["current", "extension", VERSIONS].map((name) => join(base, name)),
  ];
  const bytes = bytesIn(join(base, VERSIONS));
  const programs = { what: "Earshot's programs", folder: join(base, VERSIONS), bytes };
  if (isDryRun) return [{ ...programs, failure: null }];
  try {
    for (const path of paths) remove(path);
    if (namesIn(base).length === 0) remove(base);
    return [{ ...programs, failure: null }];
  } catch (error) {
    const remedy = `Delete ${base} by yourself.`;
    const failure = new InstallError("unwritable", messageOf(error), remedy, { cause: error });
    return [{ ...programs, failure }];
  }
}

/** Whether it is a link into that folder; also one to what is gone. */
function leadsInto(folder: string, path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isSymbolicLink() === true && readlinkSync(path).startsWith(`${folder}/`);
}

/** What is not this command's to remove, after the words for what is. */
function stillThere({ app: { channel, root }, computer: { platform } }: Context): string {
  if (channel === "installer" && platform === "win32")
    return ", and Earshot's programs: remove Earshot in Settings, Apps";
  if (channel === "checkout")
    return `, and the browser profile of npm start in ${join(root, ".earshot/profile")}`;
  if (channel === "system")
    return ", and Earshot itself, for all users: sudo apt remove earshot, or sudo dnf remove earshot";
  return channel === "folder" ? `, and the folder ${root}` : "";
}

/** @returns why it is not gone; null when it is */
function deleteFolder(
  { folder }: Kept,
  context: Context,
  remove: (path: string) => void,
): InstallError | null {
  try {
    const real = realOf(folder);
    if (isAbove(real, context)) throw new Error(`it leads to ${real}, which holds more than Earshot's`);
    // A link in its place: what of ours it leads to is meant, and then the link.
    if (isLink(folder)) {
      for (const name of oursIn(folder, context)) remove(join(real, name));
      if (namesIn(real).length === 0) remove(real);
    }
    remove(folder);
    if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) return null;
    throw new Error("it is still there");
  } catch (error) {
    return new InstallError("unwritable", messageOf(error), `Delete ${folder} by yourself.`, {
      cause: error,
    });
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function oursIn(folder: string, { app }: Context): string[] {
  const isOurs = (name: string): boolean =>
    folder === app.models ? OURS_IN_MODELS.has(name) : folder !== app.data || OURS_IN_DATA.test(name);
  return namesIn(folder).filter(isOurs);
}

/** Whether the person's home or this copy lies within it. */
function isAbove(real: string, { app, computer }: Context): boolean {
  return [computer.home, app.root].some((each) => {
    const way = relative(real, realOf(each));
    // From one drive of Windows to another there is none.
    return !way.startsWith("..") && !isAbsolute(way);
  });
}

function removeAll(path: string): void {
  rmSync(path, { recursive: true, force: true });
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

function keptFolders(context: Context): Kept[] {
  const { app } = context;
  // What is not deleted is not counted either.
  const sizeOf = (folder: string): number => {
    if (isAbove(realOf(folder), context)) return 0;
    return isLink(folder) ? bytesIn(folder, oursIn(folder, context)) : bytesIn(folder);
  };
  const behind = (folder: string): Pick<Kept, "leads_to" | "is_shared"> => {
    if (!isLink(folder)) return {};
    const isShared = namesIn(folder).length > oursIn(folder, context).length;
    return { leads_to: realOf(folder), is_shared: isShared };
  };
  const sessions = namesIn(join(app.data, "sessions")).length;
  const meetings =
    sessions === 0 ? "" : `, with the sound of ${sessions} unfinished meeting${sessions === 1 ? "" : "s"}`;
  return [
    { what: `data: logs, keys, journals${meetings}`, folder: app.data, bytes: sizeOf(app.data) },
    { what: "downloaded models", folder: app.models, bytes: sizeOf(app.models) },
  ]
    .filter(({ folder }) => lstatSync(folder, { throwIfNoEntry: false }) !== undefined)
    .map((each) => ({ ...each, ...behind(each.folder) }));
}

function described({ what, folder, bytes, leads_to: real, is_shared: isShared }: Kept): string {
  const others = isShared === true ? ", where what is not Earshot's stays" : "";
  const place = real === undefined ? folder : `${folder}, which leads to ${real}${others}`;
  return `${what} (${(bytes / 1e6).toFixed(1)} MB, ${place})`;
}

/** Links below it are not followed: what they lead to stays. */
function bytesIn(folder: string, names = namesIn(folder)): number {
  return names.reduce((sum, name) => {
    const path = join(folder, name);
    const found = lstatSync(path, { throwIfNoEntry: false });
    return sum + (found?.isDirectory() === true ? bytesIn(path) : (found?.size ?? 0));
  }, 0);
}
