import type { AudioSource } from "../../../protocol/audio.ts";

/** How a sidecar is to start: as it is, not at all, or as one of another major version. */
export type StartPlan = "normal" | "exit-1" | "version-2";

/** Fault suite → faulty sidecar, after its start plan. */
export type Order =
  /** Lets audio in so many times slower than real time; 1 ends it. */
  | { readonly type: "throttle"; readonly factor: number }
  /** Writes these lines, bytes in base64, to its host. */
  | { readonly type: "print"; readonly lines: readonly string[] };

/** Faulty sidecar → fault suite. */
export type Report =
  | { readonly type: "started"; readonly pid: number; readonly hostPid: number }
  | { readonly type: "spawned"; readonly sidecarPid: number }
  /** Its model is loaded. */
  | { readonly type: "ready" }
  /** It has taken in every frame below `nextSeq`. */
  | { readonly type: "consumed"; readonly source: AudioSource; readonly nextSeq: number };
