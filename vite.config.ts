import { crx } from "@crxjs/vite-plugin";
import preact from "@preact/preset-vite";
import { defineConfig } from "vite";
import manifest from "./manifest.config.ts";

export default defineConfig({
  plugins: [preact(), crx({ manifest })],
  publicDir: "src/public",
  build: {
    outDir: "dist/extension",
    emptyOutDir: true,
    target: "chrome116",
    // Readable in the browser's developer tools: these programs ask for trust.
    minify: false,
    modulePreload: { polyfill: false },
    rollupOptions: {
      // Pages that the manifest does not name.
      input: { offscreen: "src/offscreen/index.html", welcome: "src/welcome/index.html" },
    },
  },
});
