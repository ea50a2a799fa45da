import type { Figure } from "../../../measure/figure.ts";
import type { Run } from "../feed.ts";
import type { Measurement } from "../measurement.ts";

/** `quick` says in minutes whether anything is off; `full` gives the figures of the target table. */
export type Scale = "quick" | "full";

/** One run of one engine, measured. */
export interface Observation {
  /** Which engine, as readers of tables know it. */
  readonly label: string;
  readonly run: Run;
  readonly measurement: Measurement;
}

/** What can be measured by itself. */
export interface Part {
  readonly title: string;
  readonly isQuick: boolean;
  measure(scale: Scale): Promise<readonly Figure[]>;
}
