import type { Surveyed } from "../../../install/doctor/finding.ts";
import type { SystemFacts } from "../../../install/supported-system.mjs";
import type { Computer } from "../../../install/targets.ts";
import type { FakeHome } from "../fake-home.ts";

/** What the doctor is shown instead of this machine. */
export interface Shown {
  readonly computer?: Partial<Computer>;
  readonly system?: Partial<SystemFacts>;
  readonly processes?: Surveyed["processes"];
  /** How long the test waits for what never answers. */
  readonly patience?: Partial<Pick<Surveyed, "answerMs" | "recogniserMs" | "speechMs">>;
}

/** One way in which a set-up breaks; `break` is done to one that works. */
export interface BrokenHome {
  readonly what: string;
  readonly break: (home: FakeHome) => Shown | void;
  /** What its row says. */
  readonly says?: RegExp;
}
