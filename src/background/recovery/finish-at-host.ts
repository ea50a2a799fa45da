import { EarshotError } from "../../../protocol/errors.ts";
import type { Result } from "../../../protocol/requests.ts";
import { type SampleRange, struckRanges } from "../../shared/struck.ts";
import type { NativeLink } from "../host/native-link.ts";

type Link = Pick<NativeLink, "request">;

/** A meeting that was cut off, while the host works on it. */
export interface Finishing {
  readonly session: string;
  /**
   * False when it gave way.
   * @throws {EarshotError} why the host cannot finish it
   */
  readonly isFinished: Promise<boolean>;
  /** Ends the wait for it and gets the host free. Resolves within the host's next answer. */
  readonly giveWay: () => Promise<void>;
}

type BeforeStop = (struck: readonly SampleRange[]) => Promise<void>;

/**
 * Resumes a session and stops it, as if the user had pressed Stop.
 *
 * @param beforeStop is done in between, and told what the host has struck before anything else that the host says is taken in
 */
export function finishAtHost(link: Link, session: string, beforeStop: BeforeStop): Finishing {
  const leaving = new AbortController();
  const gaveWay = new Promise<false>((resolve) => {
    leaving.signal.addEventListener("abort", () => resolve(false));
  });
  const opening = link.request("resume_session", { session, sources: ["tab", "mic"] });
  return {
    session,
    isFinished: Promise.race([stopOnceOpen(link, session, opening, beforeStop), gaveWay]),
    async giveWay() {
      leaving.abort();
      try {
        await opening;
        await link.request("abandon_session", { session });
      } catch (error) {
        // A host that is gone, or could not open it, does not work on it either.
        console.warn("Earshot had nothing to put aside:", EarshotError.from(error).code);
      }
    },
  };
}

async function stopOnceOpen(
  link: Link,
  session: string,
  opening: Promise<Result<"resume_session">>,
  beforeStop: BeforeStop,
): Promise<true> {
  try {
    const resumed = await opening;
    await beforeStop(struckRanges(resumed));
    await link.request("stop_session", { session, next: resumed.next });
  } catch (cause) {
    // The host had finished it, and the browser ended before it could note that.
    if (EarshotError.from(cause).code !== "session_unknown") throw cause;
  }
  return true;
}
