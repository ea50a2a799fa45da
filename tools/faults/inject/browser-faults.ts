import { TargetType } from "puppeteer";
import type { Fault } from "./fault.ts";

export const workerStopped: Fault = {
  id: "worker-stopped",
  name: "service worker stopped",
  what: "the extension's worker is ended; its native port, and so host and recogniser, end with it",
  perMeeting: 3,
  brokenMs: 6000,
  isRecoveryPromised: true,
  async strike(stage) {
    const target = await stage.earshot.browser.waitForTarget(
      (candidate) =>
        candidate.type() === TargetType.SERVICE_WORKER && candidate.url().includes(stage.earshot.extensionId),
    );
    const worker = await target.worker();
    const mark = stage.mark();
    await worker?.close();
    return mark;
  },
};

/** Ends the meeting: what is left is done at the next start of the browser (see recover.ts). */
export const browserKilled: Fault = {
  id: "browser-kill",
  name: "browser kill -9",
  what: "the browser is killed and started again; recovery is the time to the finished transcript",
  perMeeting: 1,
  brokenMs: 0,
  isRecoveryPromised: false,
  endsBrowser: true,
  async strike(stage) {
    const mark = stage.mark();
    await stage.killBrowser();
    return mark;
  },
};

/** The same for all three programs at once. */
export const everythingKilled: Fault = {
  ...browserKilled,
  id: "all-kill",
  name: "all three kill -9",
  what: "browser, host and recogniser are killed at once and the browser is started again",
  async strike(stage) {
    const { hostPid, sidecarPid } = await stage.sidecar.running();
    const mark = stage.mark();
    process.kill(hostPid, "SIGKILL");
    process.kill(sidecarPid, "SIGKILL");
    await stage.killBrowser();
    return mark;
  },
};
