import { expect } from "vitest";
import { FakeCapture } from "./fake-capture.ts";
import type { Run } from "./run.ts";

const captures = () => [...FakeCapture.running];

/** What must hold at any quiet moment, whatever was asked and killed before. */
export function expectWhole(run: Run): void {
  const { session } = run.status;
  const left = run.browser.session.get("active-session") as
    | { running: { session: string } | null }
    | undefined;
  if (session.name === "idle") {
    expect(run.browser.document, "a document that is not needed").toBeNull();
    expect(left?.running ?? null, "a session that is remembered and does not run").toBeNull();
    expect(captures(), "a capture that is not shown").toEqual([]);
  } else {
    expect(left?.running?.session).toBe(session.session);
    expect(captures()).toHaveLength(1);
    expect(run.browser.capturedSession).toBe(session.session);
    const isPaused = session.name === "paused";
    const source = session.tabId === null ? "mic" : "tab";
    expect(captures()[0]?.recorded.has(source), "what is recorded is what is shown").toBe(!isPaused);
  }
  for (const record of run.browser.database.records.values()) {
    const isOpen = record.completeness === "open";
    const isAtHost = run.browser.disk.has(record.session);
    if (isOpen) expect(isAtHost, "an open session that cannot be finished").toBe(true);
    const settled = run.browser.disk.settled.get(record.session) ?? 0;
    const lines = run.browser.database.lines.get(record.session) ?? [];
    if (!isOpen)
      expect(new Set(lines.map(({ utterance }) => utterance)).size, "words that were lost").toBe(settled);
  }
  for (const folder of run.browser.disk.sessions) {
    const isKnown = run.browser.database.records.has(folder) || run.browser.database.deleted.has(folder);
    expect(isKnown, "audio of an unknown session").toBe(true);
  }
}
