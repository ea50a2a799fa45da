import type { CaptionHub } from "./caption-hub.ts";
import type { CaptureEnvironment } from "./capture-environment.ts";
import type { SessionMemory } from "./session-memory.ts";
import type { StatusBoard } from "./status-board.ts";

/** What a session is told to and written into, from its start to its end. */
export interface SessionNeeds {
  readonly board: StatusBoard;
  readonly hub: CaptionHub;
  readonly memory: SessionMemory;
  readonly environment: CaptureEnvironment;
}
