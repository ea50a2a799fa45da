import { defineConfig } from "vitest/config";

/** The end-to-end tests of which each feeds a view its messages itself: without a host, audio or real time. */
const VIEW_TESTS = "tests/e2e/**/*.view.test.ts";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "tests/{protocol,i18n,shared,background,offscreen,ui,popup,sidepanel,overlay,content-script,welcome,history,native-host,install,tools}/**/*.test.{ts,tsx}",
            "tests/*.test.ts",
          ],
          // Not how long a test may take, but after how long it hangs: no test waits for less than `tests/eventually.ts` says.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          exclude: [VIEW_TESTS],
          globalSetup: ["tests/e2e/build.setup.ts"],
          // One browser at a time: two cores play, capture and transcribe in real time.
          fileParallelism: false,
          testTimeout: 360_000,
          hookTimeout: 360_000,
        },
      },
      {
        test: {
          name: "views",
          include: [VIEW_TESTS],
          globalSetup: ["tests/e2e/build.setup.ts"],
          // Two browsers at a time, while no other runs: neither plays or captures anything, and one leaves much of two cores idle.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 360_000,
          hookTimeout: 360_000,
        },
      },
      {
        test: {
          name: "packages",
          include: ["tests/packages/**/*.test.ts"],
          // Two builds of all packages, each with everything that it is made of; at first 90 MB from the registries.
          testTimeout: 1_800_000,
          hookTimeout: 1_800_000,
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
