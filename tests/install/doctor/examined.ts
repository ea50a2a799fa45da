import { cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { doctor } from "../../../install/commands/doctor.ts";
import type { Context } from "../../../install/context.ts";
import type { Finding, Surveyed } from "../../../install/doctor/finding.ts";
import { HUNG_MS } from "../../eventually.ts";
import { bundleHost } from "../../native-host/bundle-host.ts";
import { FakeHome } from "../fake-home.ts";
import type { Shown } from "./broken-home.ts";

const SYSTEM = { arch: "x64", release: "6.1.0", glibc: "2.36", kernel: "Linux version 6.1.0" };

let bundle = "";

/** Before the tests of a file that has well homes. */
export async function buildHost(): Promise<void> {
  bundle = await bundleHost();
}

/** A home in which all is well, with the host as it is shipped. */
export async function wellHome(): Promise<FakeHome> {
  const home = new FakeHome("chromium");
  mkdirSync(dirname(home.app.hostProgram), { recursive: true });
  cpSync(bundle, home.app.hostProgram);
  expect((await home.run("install")).code).toBe(0);
  home.withoutKeychain();
  home.standIn("reciting-sidecar", "I think the budget report is almost ready.");
  cpSync(join(import.meta.dirname, "../../../demo-model/speech.wav"), join(home.app.demoModel, "speech.wav"));
  return home;
}

/** What the doctor sees of it. */
export function surveyedAs(home: FakeHome, shown?: Shown | void, context: Context = home.context): Surveyed {
  return {
    ...context,
    computer: { ...context.computer, ...shown?.computer },
    system: { ...SYSTEM, ...shown?.system },
    root: home.root,
    processes: shown?.processes ?? (() => []),
    answerMs: HUNG_MS,
    recogniserMs: HUNG_MS,
    speechMs: HUNG_MS,
    ...shown?.patience,
  };
}

/** What the doctor finds in it. */
export async function examined(
  home: FakeHome,
  shown: Shown | void,
  options: { isFix?: boolean; isJson?: boolean } = {},
): Promise<{ code: number; findings: Finding[]; text: string }> {
  const survey = (context: Context): Surveyed => surveyedAs(home, shown, context);
  const lines: string[] = [];
  const context = { ...home.context, print: (line: string) => void lines.push(line) };
  const isJson = options.isJson !== false;
  const code = await doctor(context, { isJson, isFix: options.isFix === true }, survey);
  const text = lines.join("\n");
  return { code, findings: isJson ? (JSON.parse(text) as Finding[]) : [], text };
}

export function failing(findings: readonly Finding[]): string[] {
  return findings.filter(({ state }) => state === "fail").map(({ id }) => id);
}

export function rowOf(findings: readonly Finding[], id: string): Finding | undefined {
  return findings.find((finding) => finding.id === id);
}
