import { writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type LocalServer, serveFolder } from "../../../tools/driver/local-server.ts";
import { DEMO } from "../../../tools/runtime/paths.ts";
import { temporaryFolder } from "../../native-host/temporary-folder.ts";

/** What is answered to a path as it stands, which `fetch` would tidy up. */
function statusOf(server: LocalServer, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    request({ hostname, port, path }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

describe("the demo's web server", () => {
  let server: LocalServer | null = null;

  afterEach(async () => {
    await server?.close();
    server = null;
  });

  it("serves the meeting page on this computer only", async () => {
    server = await serveFolder(DEMO);

    const answer = await fetch(`${server.url}meeting.html`);

    expect(new URL(server.url).hostname).toBe("127.0.0.1");
    expect(answer.headers.get("content-type")).toMatch(/^text\/html; ?charset=utf-8$/u);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.text()).toContain("demo meeting");
  });

  it.each(["/../package.json", "/..%2fpackage.json", "/%2e%2e/package.json", "/audio", "/", "/%E0%A4%A"])(
    "has nothing at %s",
    async (path) => {
      server = await serveFolder(DEMO);

      expect(await statusOf(server, path)).toBe(404);
    },
  );

  it("serves a file from elsewhere only under the name it was given", async () => {
    const elsewhere = join(temporaryFolder(), "some.wav");
    writeFileSync(elsewhere, "sound");
    server = await serveFolder(DEMO, { "tab.wav": elsewhere });

    const answer = await fetch(`${server.url}tab.wav?again`);

    expect(answer.headers.get("content-type")).toBe("audio/wav");
    expect(await answer.text()).toBe("sound");
    expect(await statusOf(server, "/some.wav")).toBe(404);
  });
});
