import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually, HUNG_MS } from "../../eventually.ts";
import { HostileMeeting } from "./hostile-meeting.ts";
import { pointAtOverlayButton } from "./overlay-access.ts";

declare global {
  /** Of pages/hostile.js. */
  var plunder: (words: readonly string[]) => { readonly text: string; readonly found: readonly string[] };
}

/** The cases follow one another in one meeting. */
describe("a hostile meeting page", () => {
  let meeting: HostileMeeting;

  beforeAll(async () => {
    meeting = await HostileMeeting.open();
  });
  afterAll(() => meeting.close());

  test("SEC-3 no script of the page reads a word: names, prototypes, search, selection, copies, hit tests", async () => {
    expect(meeting.words.length).toBeGreaterThan(1);

    const { text, found } = await meeting.page.evaluate(
      (wanted) => globalThis.plunder(wanted),
      meeting.words,
    );

    expect(found).toEqual([]);
    for (const word of meeting.words) expect(text.toLowerCase()).not.toContain(word.toLowerCase());
    expect(text).not.toContain("chrome-extension:");
    await meeting.until("shown");
    await meeting.drawn();
  });

  test("SEC-3 the page's fonts spell nothing", async () => {
    await meeting.page.evaluate(() => {
      const families =
        "system-ui,-apple-system,Segoe UI,Roboto,Hiragino Sans,Yu Gothic UI,Noto Sans JP,Noto Sans CJK JP,Meiryo,IPAGothic,sans-serif,serif,DejaVu Sans";
      // A to z, with what lies between.
      const codes = Array.from({ length: 58 }, (_, index) => (65 + index).toString(16));
      const rules = families
        .split(",")
        .flatMap((family) =>
          codes.map(
            (code) =>
              `@font-face { font-family: "${family}"; src: url("/font-${code}.woff2"); unicode-range: U+${code}; }`,
          ),
        );
      const style = document.createElement("style");
      style.textContent = rules.join("\n");
      document.head.append(style);
    });
    // Words that come after the fonts.
    await meeting.page.$eval("#voice", async (voice) => {
      const audio = voice as HTMLAudioElement;
      audio.currentTime = 0;
      await audio.play();
    });
    const before = meeting.earshot.view.transcript?.segments.length ?? 0;
    await meeting.earshot.view.until("another caption", HUNG_MS, () =>
      (meeting.earshot.view.transcript?.segments.filter(({ isFinal }) => isFinal).length ?? 0) > before
        ? true
        : null,
    );

    expect(meeting.requests.filter((url) => url.includes("/font-"))).toEqual([]);
  });

  test("SEC-3 UI-1 no style of the page moves, folds, fades or colours the captions", async () => {
    const look = async () => {
      const frame = await meeting.drawn();
      const element = await frame.frameElement();
      const { fontSize, color } = await frame.$eval("[data-overlay]", (panel) => {
        const style = getComputedStyle(panel);
        return { fontSize: style.fontSize, color: style.color };
      });
      const box = await element?.boundingBox();
      return { fontSize, color, left: box?.x, width: box?.width };
    };
    const before = await look();
    await meeting.page.evaluate(() => {
      const style = document.createElement("style");
      style.id = "storm";
      style.textContent = `
        *, *::before { all: unset !important; }
        div, iframe, [popover] { display: none !important; opacity: 0 !important; width: 0 !important; height: 0 !important;
          transform: scale(0) !important; filter: blur(9px) !important; clip-path: inset(50%) !important; inset: 0 !important;
          position: static !important; pointer-events: none !important; visibility: hidden !important; zoom: 0.1 !important;
          animation: gone 1ms forwards !important; mask: linear-gradient(transparent, transparent) !important; }
        @keyframes gone { to { opacity: 0; translate: 9999px; } }
        html { font-size: 1px !important; color: red !important; direction: rtl !important; opacity: 0.01 !important; }`;
      document.head.append(style);
      for (const host of document.querySelectorAll<HTMLElement>("[popover]")) {
        host.style.cssText =
          "all: unset !important; display: none !important; width: 0 !important; opacity: 0 !important";
        host.animate({ opacity: 0, translate: "9999px" }, { duration: 1, fill: "forwards" });
        host.hidden = true;
        host.inert = true;
        host.ariaHidden = "true";
        host.className = "storm";
      }
    });

    await eventually(async () => expect(await meeting.isSeen()).toBe(true));
    expect(await look()).toEqual(before);
    expect(await meeting.page.$$eval("[popover]", ([host]) => host?.getAttributeNames())).toEqual([
      "popover",
    ]);
    await meeting.page.$eval("#storm", (storm) => storm.remove());
    await meeting.until("shown");
  });

  test("SEC-3 captions that the page throws out are back, and the panel says so", async () => {
    const reported = await meeting.noticed(() => {
      for (const host of document.querySelectorAll("[popover]")) host.remove();
    }, "removed");
    expect(reported).toMatch(/side panel/u);

    await meeting.drawn();
    await meeting.until("shown");
  });

  test("SEC-3 a page that throws them out for ever wins, and the panel says so", async () => {
    const reported = await meeting.noticed(() => {
      const timer = setInterval(() => {
        for (const host of document.querySelectorAll("[popover]")) host.remove();
      }, 0);
      Object.assign(globalThis, { timer });
    }, "removed");
    expect(reported).toMatch(/side panel/u);

    await meeting.page.evaluate(() => clearInterval(Reflect.get(globalThis, "timer") as number));
    await meeting.until("shown");
    await meeting.drawn();
  });

  test("SEC-3 what covers the captions is reported, invisible or not, and they rise above it where they can", async () => {
    const reported = await meeting.noticed(() => {
      const cover = document.createElement("div");
      cover.id = "cover";
      cover.popover = "manual";
      cover.style.cssText =
        "position: fixed; inset: 0; width: 100%; height: 100%; border: 0; opacity: 0.01; pointer-events: none";
      document.body.append(cover);
      const timer = setInterval(() => {
        cover.hidePopover();
        cover.showPopover();
      }, 5);
      Object.assign(globalThis, { timer });
    }, "covered");
    expect(reported).toMatch(/side panel/u);

    await meeting.page.evaluate(() => clearInterval(Reflect.get(globalThis, "timer") as number));
    await meeting.page.$eval("#cover", (cover) => cover.remove());
    await meeting.until("shown");
  });

  test("SEC-3 a click through something laid over the captions hides nothing", async () => {
    const at = await pointAtOverlayButton(meeting.page, "Hide captions");
    // Not a popover of its own: what stays below needs no rise to be seen through.
    await meeting.page.evaluate(() => {
      const timer = setInterval(() => {
        document.querySelector("#bait")?.remove();
        const bait = document.createElement("div");
        bait.id = "bait";
        bait.popover = "manual";
        bait.style.cssText =
          "position: fixed; inset: 0; width: 100%; height: 100%; border: 0; background: white; pointer-events: none";
        document.body.append(bait);
        bait.showPopover();
      }, 5);
      Object.assign(globalThis, { timer });
    });
    await meeting.until("covered");
    await meeting.page.mouse.click(at.x, at.y);
    await meeting.page.evaluate(() => {
      clearInterval(Reflect.get(globalThis, "timer") as number);
      document.querySelector("#bait")?.remove();
    });

    await meeting.until("shown");
    const frame = await meeting.drawn();
    expect(await frame.$(".pill")).toBeNull();
  });

  test("SEC-3 a page that is emptied, scaled away or hidden whole is reported", async () => {
    const reported = await meeting.noticed(() => {
      document.documentElement.style.setProperty("display", "none", "important");
    }, "removed");
    expect(reported).toMatch(/side panel/u);
    await meeting.page.evaluate(() => document.documentElement.style.removeProperty("display"));
    await meeting.until("shown");

    await meeting.page.evaluate(() => document.documentElement.style.setProperty("zoom", "0.2", "important"));
    await eventually(async () => {
      const { sight, seen } = { sight: meeting.earshot.view.status?.overlay, seen: await meeting.isSeen() };
      expect(sight !== "shown" || seen).toBe(true);
    });
    await meeting.page.evaluate(() => document.documentElement.style.removeProperty("zoom"));
    await meeting.until("shown");
  });

  test("SEC-3 UI-1 captions rise above a dialog that is shown later, and above full screen", async () => {
    await meeting.page.evaluate(() => {
      const dialog = document.createElement("dialog");
      dialog.style.cssText = "width: 100%; height: 100%; max-width: none; max-height: none";
      document.body.append(dialog);
      dialog.showModal();
    });
    await eventually(async () => expect(await meeting.isSeen()).toBe(true));
    await meeting.page.evaluate(() => document.querySelector("dialog")?.remove());

    await meeting.page.evaluate(() => {
      const { documentElement: all } = document;
      all.addEventListener("click", () => void all.requestFullscreen(), { once: true });
    });
    await meeting.page.mouse.click(20, 20);
    await meeting.page.waitForFunction(() => document.fullscreenElement !== null);
    await eventually(async () => expect(await meeting.isSeen()).toBe(true));
    await meeting.page.evaluate(() => document.exitFullscreen());
    await meeting.page.waitForFunction(() => document.fullscreenElement === null);
  });
});
