import type { CaptureEnvironment } from "../browser/capture-environment.ts";
import type { CaptionHub } from "../transcript/caption-hub.ts";
import type { StatusBoard } from "../views/status-board.ts";
import type { SessionMemory } from "./session-memory.ts";

/** What a session is told to and written into, from its start to its end. */
export interface SessionNeeds {
  readonly board: StatusBoard;
  readonly hub: CaptionHub;
  readonly memory: SessionMemory;
  readonly environment: CaptureEnvironment;
}
