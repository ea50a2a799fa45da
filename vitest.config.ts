import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "tests/{protocol,i18n,shared,background,offscreen,ui,popup,sidepanel,overlay,welcome,native-host,tools}/**/*.test.{ts,tsx}",
            "tests/*.test.ts",
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
      {
        test: {
          name: "real-speech",
          include: ["tests/real-speech/**/*.test.ts"],
          fileParallelism: false,
          // Human speech through real weights, on a machine that may be busy; and at first 150 MB from the package index.
          testTimeout: 900_000,
          hookTimeout: 1_800_000,
        },
      },
    ],
  },
});
