import { vi } from "vitest";

/** What takes longer hangs. A busy machine is late, and no test holds it to how late. */
export const HUNG_MS = 90_000;

/** What `probe` gives once it no longer throws: for what announces itself by no message. */
export function eventually<T>(probe: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(probe, HUNG_MS);
}
