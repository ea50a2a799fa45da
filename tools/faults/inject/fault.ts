import type { SeededRandom } from "../seeded-random.ts";
import type { Mark, Stage } from "../test-bed.ts";

/** One way to break the product. */
export interface Fault {
  /** For the command line. */
  readonly id: string;
  readonly name: string;
  /** What is done, for a person who reads the table. */
  readonly what: string;
  /** How often in one meeting, and how long it keeps things broken at most: the next one waits for that. */
  readonly perMeeting: number;
  readonly brokenMs: number;
  /** False where the time to recover is no promise, but follows from the fault. */
  readonly isRecoveryPromised: boolean;
  /** The data directory must be a file system of its own. */
  readonly needsSmallDisk?: true;
  /** The meeting is over with it; its rest is transcribed at the browser's next start. */
  readonly endsBrowser?: true;
  /** Breaks it; resolves with the moment from which it could be whole again. */
  strike(stage: Stage, random: SeededRandom): Promise<Mark>;
}
