import { setTimeout as delay } from "node:timers/promises";
import { AUDIO_SOURCES } from "../../../protocol/audio.ts";
import type { Diagnostics } from "../../../src/shared/status.ts";
import type { Earshot } from "../../driver/browser/earshot.ts";

const LOOK_EVERY_MS = 1000;

/** Asks for the diagnostics report again and again, and checks the sums that must hold in every one (IPC-12). */
export class LedgerWatch {
  reports = 0;
  /** Reports that did not come: the worker was being stopped. */
  unanswered = 0;
  readonly violations: string[] = [];
  latest: Diagnostics | null = null;
  #stop: AbortController | null = null;
  #watching: Promise<void> = Promise.resolve();

  watch(earshot: Earshot): void {
    this.#stop = new AbortController();
    this.#watching = this.#look(earshot, this.#stop.signal);
  }

  /** Looks once more, then no longer. */
  async finish(): Promise<void> {
    this.#stop?.abort();
    await this.#watching;
  }

  async #look(earshot: Earshot, signal: AbortSignal): Promise<void> {
    const ended = aborted(signal);
    while (!signal.aborted) {
      await this.#ask(earshot);
      await Promise.race([delay(LOOK_EVERY_MS), ended]);
    }
    await this.#ask(earshot);
  }

  async #ask(earshot: Earshot): Promise<void> {
    try {
      this.#check(await earshot.diagnostics());
    } catch {
      // The worker or the browser was stopped under the question; the next one is answered or counted here again.
      this.unanswered += 1;
    }
  }

  #check(report: Diagnostics): void {
    this.reports += 1;
    this.latest = report;
    this.violations.push(...ledgerViolations(report));
  }
}

/** What does not add up in a report; empty when all is well. */
export function ledgerViolations({ capture, host }: Diagnostics): string[] {
  return AUDIO_SOURCES.flatMap((source) => {
    const { captured, acknowledged, queued, dropped } = capture[source];
    const found: string[] = [];
    if (captured !== acknowledged + queued + dropped)
      found.push(`${source}: ${captured} captured, ${acknowledged} + ${queued} + ${dropped} accounted for`);
    const counted = host?.sources[source];
    if (counted === undefined) return found;
    if (counted.sent > counted.journalled)
      found.push(`${source}: ${counted.sent} sent of ${counted.journalled} journalled`);
    if (counted.consumed > counted.sent)
      found.push(`${source}: ${counted.consumed} consumed of ${counted.sent} sent`);
    return found;
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
