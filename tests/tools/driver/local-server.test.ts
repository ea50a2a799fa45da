import { describe, expect, it } from "vitest";
import { fileFor, serveFolder } from "../../../tools/driver/local-server.ts";
import { DEMO } from "../../../tools/runtime/paths.ts";

describe("the demo's web server", () => {
  it("serves the meeting page on this computer only", async () => {
    const server = await serveFolder(DEMO);

    const answer = await fetch(`${server.url}meeting.html`);

    expect(new URL(server.url).hostname).toBe("127.0.0.1");
    expect(await answer.text()).toContain("demo meeting");
    await server.close();
  });

  it.each(["/../package.json", "/..%2fpackage.json", "/%2e%2e/package.json", "/audio", "/", "/%E0%A4%A"])(
    "has nothing at %s",
    (path) => {
      expect(fileFor(DEMO, {}, path)).toBeNull();
    },
  );

  it("serves a file from elsewhere only under the name it was given", () => {
    expect(fileFor(DEMO, { "tab.wav": "/tmp/some.wav" }, "/tab.wav")).toBe("/tmp/some.wav");
    expect(fileFor(DEMO, { "tab.wav": "/tmp/some.wav" }, "/some.wav")).toBeNull();
  });
});
