import { defineConfig } from "vite";

/** Builds the program `earshot` into one self-contained ES module that any Node >= 20 runs without `node_modules`. */
export default defineConfig({
  root: import.meta.dirname,
  ssr: { noExternal: true, target: "node" },
  build: {
    ssr: "index.ts",
    target: "node20",
    outDir: "../dist/install",
    emptyOutDir: true,
    minify: false,
    rolldownOptions: { output: { format: "es", entryFileNames: "earshot.mjs", codeSplitting: false } },
  },
});
