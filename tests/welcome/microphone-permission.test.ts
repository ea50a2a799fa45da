import { expect, test } from "vitest";
import { refusal } from "../../src/welcome/microphone-permission.ts";

test.each([
  ["NotAllowedError", "prompt", "dismissed"],
  ["NotAllowedError", "denied", "denied"],
  ["NotFoundError", "prompt", "missing"],
  ["NotReadableError", "granted", "busy"],
] as const)(
  "CAP-5 the browser's %s with the permission at %s is reported as %s",
  (name, permission, state) => {
    expect(refusal(Object.assign(new Error("refused"), { name }), permission)).toBe(state);
  },
);
