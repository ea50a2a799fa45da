import { EarshotError } from "../../protocol/errors.ts";
import type { Result } from "../../protocol/requests.ts";
import { PROTOCOL_VERSION } from "../../protocol/version.ts";
import { systemLauncherOf } from "../context.ts";
import { type Finding, failInstallation, failRegistration, note, ok, type Surveyed } from "./finding.ts";
import { RecogniserWatch, reachRecogniser, recogniserFault, slowRecogniser } from "./recogniser.ts";
import { RegisteredHost, within } from "./registered-host.ts";
import type { Registered } from "./registration-checks.ts";

const TITLE = "Helper";

/** What came of starting a host. */
type Outcome =
  | {
      readonly kind: "answered";
      readonly afterMs: number;
      readonly endedInTime: boolean;
      /** Null where it names none. */
      readonly release: string | null;
      readonly sessions: Result<"list_sessions">;
    }
  | { readonly kind: "failed"; readonly why: string; readonly cause: "host" | "recogniser" };

/** The rows of all programs, and those of them that are well. */
export interface ChainReport {
  readonly findings: readonly Finding[];
  readonly answering: readonly string[];
  /** Of the first of them; null where it names none. */
  readonly release: string | null;
  /** What it lists of the disk; null where none answers. */
  readonly sessions: Result<"list_sessions"> | null;
}

/** Starts the registered program as a browser does, and asks what the extension asks first. */
export async function checkChain(registered: Registered, surveyed: Surveyed): Promise<Finding> {
  return chainFinding(registered, await startHost(registered.program, surveyed), surveyed);
}

/** As `checkChain`, a row for each browser; a program that several of them start, or one by two places, is started once. */
export async function checkChains(
  registered: readonly Registered[],
  surveyed: Surveyed,
): Promise<ChainReport> {
  const outcomes = new Map<string, Outcome>();
  const findings = new Map<string, Finding>();
  for (const each of registered) {
    const outcome = outcomes.get(each.program) ?? (await startHost(each.program, surveyed));
    outcomes.set(each.program, outcome);
    findings.set(`${each.id} ${each.program}`, chainFinding(each, outcome, surveyed));
  }
  const answering = [...outcomes].flatMap(([program, { kind }]) => (kind === "answered" ? [program] : []));
  const first = [...outcomes.values()].find((outcome) => outcome.kind === "answered");
  return {
    findings: [...findings.values()],
    answering,
    release: first?.release ?? null,
    sessions: first?.sessions ?? null,
  };
}

function chainFinding({ id, name, program }: Registered, outcome: Outcome, surveyed: Surveyed): Finding {
  const findingId = `chain.${id}`;
  if (outcome.kind === "failed") {
    // What a package has registered for all users, a user cannot write again.
    const isOurs = program !== systemLauncherOf(surveyed.app);
    const make = outcome.cause === "host" && isOurs ? failRegistration : failInstallation;
    return make(surveyed, findingId, TITLE, `${name}: ${program} ${outcome.why}.`);
  }
  const answered = `${name}: it and its recognition answer after ${(outcome.afterMs / 1000).toFixed(1)} s`;
  return outcome.endedInTime
    ? ok(findingId, TITLE, answered)
    : note(findingId, TITLE, `${answered}, and it took over two seconds to end.`, null);
}

async function startHost(program: string, surveyed: Surveyed): Promise<Outcome> {
  const startMs = performance.now();
  const watch = new RecogniserWatch();
  const { computer } = surveyed;
  const host = new RegisteredHost({ program, computer, onEvent: (event) => watch.receive(event) });
  const met = await conversation(host, program, watch, surveyed);
  const afterMs = performance.now() - startMs;
  const endedInTime = await host.close();
  return met.kind === "failed" ? met : { ...met, afterMs, endedInTime };
}

type Met =
  | Extract<Outcome, { kind: "failed" }>
  | Pick<Extract<Outcome, { kind: "answered" }>, "kind" | "release" | "sessions">;

/** @returns whether the host and the process that recognises have answered */
async function conversation(
  host: RegisteredHost,
  program: string,
  watch: RecogniserWatch,
  { app, answerMs, recogniserMs }: Surveyed,
): Promise<Met> {
  try {
    const asked = { extension_version: PROTOCOL_VERSION, supported_versions: [PROTOCOL_VERSION] };
    const questions = Promise.all([
      host.request("protocol_version_check", asked),
      host.request("get_health", {}),
    ]);
    const answers = await within(answerMs, questions);
    if (answers === null) return ofHost(`did not answer within ${answerMs / 1000} s`);
    const [{ product_version: release = null }, health] = answers;
    watch.take(health.recogniser);
    const reached = await within(
      recogniserMs,
      reachRecogniser(host, watch).then(() => true),
    );
    if (reached !== null && watch.report?.state !== "failed") {
      const sessions = await within(answerMs, host.request("list_sessions", {}));
      if (sessions === null) return ofHost(`does not list its meetings within ${answerMs / 1000} s`);
      return { kind: "answered", release, sessions };
    }
    const { why, isOutOfDate } =
      reached === null ? slowRecogniser(watch, recogniserMs) : await recogniserFault(program, watch, app);
    return { kind: "failed", why: `answers, and ${why}`, cause: isOutOfDate ? "host" : "recogniser" };
  } catch (error) {
    if (error instanceof EarshotError) return ofHost(host.wordsOf(error));
    throw error;
  }
}

function ofHost(why: string): Extract<Outcome, { kind: "failed" }> {
  return { kind: "failed", why, cause: "host" };
}
