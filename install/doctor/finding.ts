import { type Context, commandOf, missingProgram } from "../context.ts";
import type { SystemFacts } from "../supported-system.mjs";

/** What one question of the doctor found. */
export interface Finding {
  /** `reg.user.chrome`: what was looked at; stable, for support. */
  readonly id: string;
  /** `note`: nothing that hinders; `fail`: no captions, or soon none. */
  readonly state: "ok" | "note" | "fail";
  readonly title: string;
  readonly detail: string;
  /** What mends it; null where nothing has to be. */
  readonly remedy: string | null;
  /** Whether `--fix` does it. */
  readonly fixable: boolean;
}

/** What the doctor looks at beside the context; tests give other values. */
export interface Surveyed extends Context {
  readonly system: SystemFacts;
  /** Below it lies what is there for all users: `/`. */
  readonly root: string;
  /** This user's processes, a line each, as `ps` prints them. */
  readonly processes: () => readonly string[];
  /** How long a host may take to answer. */
  readonly answerMs: number;
  /** How long, after that, the process that recognises may: the first time its libraries are read from a slow disk. */
  readonly recogniserMs: number;
  /** How long two sentences may take, with the model that has to be loaded for it. */
  readonly speechMs: number;
}

export function ok(id: string, title: string, detail: string): Finding {
  return { id, state: "ok", title, detail, remedy: null, fixable: false };
}

export function note(id: string, title: string, detail: string, remedy: string | null): Finding {
  return { id, state: "note", title, detail, remedy, fixable: false };
}

export function fail(id: string, title: string, detail: string, remedy: string, fixable = false): Finding {
  return { id, state: "fail", title, detail, remedy, fixable };
}

/** A failure of what `--fix` writes again – unless the programs that it would name are not there: then they are made first. */
export function failRegistration(context: Context, id: string, title: string, detail: string): Finding {
  const { app } = context;
  const fixes = commandOf(app, "doctor --fix");
  if (missingProgram(context) === null) {
    const otherwise = `or ${commandOf(app, "install")}; ${commandOf(app, "logs")} shows what the helper noted last.`;
    return fail(id, title, detail, `Run ${fixes}, ${otherwise}`, true);
  }
  return app.channel === "checkout"
    ? fail(id, title, detail, `Run npm start once, which builds everything; then ${fixes}.`)
    : fail(id, title, detail, `Install Earshot again: ${commandOf(app, "update")} says how; then ${fixes}.`);
}

/** A failure of a part that the set-up puts in place, and registering does not. */
export function failInstallation({ app }: Context, id: string, title: string, detail: string): Finding {
  return fail(
    id,
    title,
    detail,
    app.channel === "checkout"
      ? "Run npm start, which installs what the recognition needs; if that does not help, delete the folder .venv first."
      : `Install Earshot again: ${commandOf(app, "update")} says how.`,
  );
}
