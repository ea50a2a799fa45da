import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FRAME_BYTES } from "../../../protocol/audio.ts";
import type { EventData } from "../../../protocol/events.ts";
import type { RecogniserReport } from "../../../protocol/reports.ts";
import { framesPcm } from "../frames.ts";
import { program, type RealHost } from "../real-host.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** The lives of one ailing sidecar, as they have left their traces in its folder. */
export class AilingSidecar {
  readonly #folder = temporaryFolder();

  /** The command of one that suffers `fault` in its first `times` lives. */
  command(fault: string, times = Infinity): string[] {
    return program("ailing-sidecar", this.#folder, fault, String(times));
  }

  get lives(): number {
    return readdirSync(this.#folder).filter((name) => name.endsWith(".pid")).length;
  }

  pidOf(life: number): number {
    return Number(readFileSync(join(this.#folder, `${life}.pid`), "utf8"));
  }

  /** What one life was given of the tab's audio to transcribe. */
  received(life: number): Buffer {
    return readFileSync(join(this.#folder, `${life}-tab.pcm`));
  }
}

/** The tab's audio from frame `from` on: what a sidecar has to transcribe when all before is settled. */
export function audioFrom(from: number, until = 40): Buffer {
  return framesPcm("tab", until).subarray(from * FRAME_BYTES);
}

/** Every death that the host reported. */
export function deaths(host: RealHost): EventData<"process_died">[] {
  return host.events().flatMap(({ event, data }) => (event === "process_died" ? [data] : []));
}

/** The states of the sidecar in the order they were reported, each once. */
export function sidecarStates(host: RealHost): string[] {
  const states = host
    .events()
    .flatMap(({ event, data }) => (event === "health" && data.recogniser ? [data.recogniser.state] : []));
  return states.filter((state, index) => state !== states[index - 1]);
}

/** The first report of the sidecar in that state. */
export async function sidecarReport(
  host: RealHost,
  state: RecogniserReport["state"],
): Promise<EventData<"health"> | null> {
  const message = await host.waitFor(
    (candidate) =>
      candidate.type === "event" &&
      candidate.event === "health" &&
      candidate.data.recogniser?.state === state,
  );
  return message.type === "event" && message.event === "health" ? message.data : null;
}
