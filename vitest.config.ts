import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "tests/{protocol,shared,background,offscreen,ui,native-host,scripts,bench}/**/*.test.{ts,tsx}",
            "tests/coverage.test.ts",
          ],
        },
      },
      {
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/e2e/build.setup.ts"],
          // One browser at a time: two cores play, capture and transcribe in real time.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
