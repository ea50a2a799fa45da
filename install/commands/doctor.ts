import { type Context, commandOf } from "../context.ts";
import { examine, fix, survey } from "../doctor/doctor.ts";
import type { Finding, Surveyed } from "../doctor/finding.ts";
import { printOutcomes } from "./install.ts";

export interface DoctorOptions {
  readonly isJson?: boolean;
  readonly isFix?: boolean;
  /** Whether the servers of models are asked, which uses the network. */
  readonly isNet?: boolean;
  /** What else was looked at, and printed already unless it is for a machine. */
  readonly before?: readonly Finding[];
}

/** `earshot doctor`. @returns 1 when something hinders captions */
export async function doctor(
  context: Context,
  options: DoctorOptions = {},
  look: (context: Context) => Surveyed = survey,
): Promise<number> {
  const { print } = context;
  const seen = look(context);
  let findings = await examine(seen, options.isNet);
  if (options.isFix === true && findings.some(({ state, fixable }) => state === "fail" && fixable)) {
    const outcomes = fix(seen, findings);
    if (options.isJson !== true) printOutcomes(context, outcomes);
    findings = await examine(seen, options.isNet);
  }
  const all = [...(options.before ?? []), ...findings];
  const failed = all.filter(({ state }) => state === "fail").length;
  if (options.isJson === true) print(JSON.stringify(all, null, 2));
  else {
    for (const finding of findings) print(lineOf(finding));
    print(failed === 0 ? wellDone(findings, context) : `\n${failed} of ${all.length} need mending.`);
  }
  return failed === 0 ? 0 : 1;
}

function wellDone(findings: readonly Finding[], { app }: Context): string {
  return findings.some(({ id, state }) => id.startsWith("reg.user.") && state === "ok")
    ? "\nEverything is in place."
    : `\nEverything is in place, but no browser of yours is registered: ${commandOf(app, "install")}`;
}

const SIGNS = { ok: "✓", note: "·", fail: "✗" } as const;

/** As a person reads it. */
export function lineOf({ id, state, title, detail, remedy }: Finding): string {
  const line = `${SIGNS[state]} ${title.padEnd(16)} ${detail}`;
  return remedy === null ? line : `${line}${state === "fail" ? ` [${id}]` : ""}\n  → ${remedy}`;
}
