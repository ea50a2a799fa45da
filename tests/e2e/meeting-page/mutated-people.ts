/*
 * Pages whose people are not as our script knows them. Each may name fewer, and none may name wrongly. What changes a page runs there: it
 * knows nothing of this module.
 */

interface Expected {
  /** Of the people whom the page shows in the end, in their order. */
  readonly names: readonly (string | null)[];
  /** Of those who were audible when the second person spoke. */
  readonly audible: readonly (string | null)[];
}
const KNOWN = ["Person 0", "Person 1", "Person 2"] as const;
const NOBODY = [null, null, null] as const;

export const MUTATED_MEETS: readonly [what: string, mutate: () => void, expected: Expected][] = [
  [
    "all classes under new names",
    () => {
      for (const each of document.querySelectorAll("[class]")) each.setAttribute("class", "renamed");
    },
    { names: KNOWN, audible: ["Person 1"] },
  ],
  [
    "all jsnames under new names",
    () => {
      for (const each of document.querySelectorAll("[jsname]")) each.setAttribute("jsname", "renamed");
    },
    { names: KNOWN, audible: [] },
  ],
  [
    "no ids",
    () => {
      for (const each of document.querySelectorAll("[data-participant-id]"))
        each.toggleAttribute("data-participant-id", false);
    },
    { names: [], audible: [] },
  ],
  [
    "names among names of icons",
    () => {
      for (const each of document.querySelectorAll("span.notranslate, div[aria-hidden]"))
        each.textContent = `keep_outlineFixar ${each.textContent}`;
    },
    { names: NOBODY, audible: [null] },
  ],
  [
    "names of icons where names stood",
    () => {
      for (const each of document.querySelectorAll("span.notranslate, div[aria-hidden]")) {
        each.removeAttribute("class");
        each.textContent = "keep";
      }
    },
    { names: NOBODY, audible: [null] },
  ],
  [
    "two names at each tile",
    () => {
      for (const each of document.querySelectorAll("span.notranslate")) {
        const other = each.cloneNode(true);
        other.textContent = "Somebody Else";
        each.after(other);
      }
    },
    { names: NOBODY, audible: [null] },
  ],
  [
    "names of 10,000 characters, HTML, and text that is turned round",
    () => {
      const names = ["x".repeat(10_000), "<b>Anna</b>", "Anna \u202egnp"];
      for (const [index, tile] of document.querySelectorAll("[data-participant-id]").entries())
        for (const each of tile.querySelectorAll("span.notranslate, div[aria-hidden]"))
          each.textContent = names[index] ?? "";
    },
    { names: NOBODY, audible: [null] },
  ],
  [
    "somebody who is called You",
    () => {
      for (const each of document.querySelectorAll("[data-participant-id$='/1'] :is(span, div[aria-hidden])"))
        each.textContent = "You";
    },
    { names: ["Person 0", null, "Person 2"], audible: [null] },
  ],
  [
    "meters that stand still",
    () => {
      globalThis.replica = { ...globalThis.replica, speak() {} };
    },
    { names: KNOWN, audible: [] },
  ],
  [
    "the user's mark for three seconds alone",
    () => {
      const tile = document.querySelector("[data-participant-id$='/1']");
      const mark = document.createElement("button");
      mark.setAttribute("jsname", "nsKqzb");
      tile?.append(mark);
      setTimeout(() => mark.remove(), 3000);
    },
    { names: KNOWN, audible: [] },
  ],
  [
    "a tile that is pinned and shown a second time",
    () => {
      const tile = document.querySelector("[data-participant-id$='/1']");
      tile?.before(tile.cloneNode(true));
    },
    { names: KNOWN, audible: ["Person 1"] },
  ],
  [
    "nine tiles of eleven people, and the list of all beside them",
    () => {
      const list = document.createElement("div");
      list.setAttribute("role", "list");
      for (let number = 1; number < 5; number += 1) {
        const row = document.createElement("div");
        row.setAttribute("role", "listitem");
        row.setAttribute("aria-label", number === 4 ? "Unknown user" : `Person ${number}`);
        row.dataset["participantId"] = `spaces/X/devices/${number}`;
        list.append(row);
      }
      document.body.append(list);
    },
    { names: [...KNOWN, "Person 3", null], audible: ["Person 1"] },
  ],
  [
    "a list that calls people otherwise than the tiles do",
    () => {
      const list = document.createElement("div");
      list.setAttribute("role", "list");
      list.innerHTML = `<div role="listitem" aria-label="Somebody Else" data-participant-id="spaces/X/devices/1"></div>`;
      document.body.append(list);
    },
    { names: ["Person 0", null, "Person 2"], audible: [null] },
  ],
  [
    "a breakout room with other people",
    () => {
      for (const number of [0, 1, 2])
        for (const tile of document.querySelectorAll<HTMLElement>(`[data-participant-id$='/${number}']`)) {
          for (const name of ["participantId", "requestedParticipantId", "tileMediaId"])
            tile.dataset[name] = `spaces/Y/devices/${number}`;
          for (const text of tile.querySelectorAll("span.notranslate, div[aria-hidden]"))
            text.textContent = `Other ${number}`;
        }
    },
    { names: ["Other 0", "Other 1", "Other 2"], audible: [] },
  ],
];

export const MUTATED_ZOOMS: readonly [what: string, mutate: () => void, expected: Expected][] = [
  [
    "all classes under new names",
    () => {
      for (const each of document.querySelectorAll("[class]")) each.setAttribute("class", "renamed");
    },
    { names: [], audible: [] },
  ],
  [
    "two of one name",
    () => globalThis.replica.seat(3, { name: "Person 1" }),
    { names: ["Person 0", null, "Person 2"], audible: [] },
  ],
  [
    "a large tile that is pinned",
    () => {
      const frame = document.createElement("div");
      frame.className = "speaker-active-container__video-frame speaker-active-container__video-frame--active";
      frame.innerHTML = `<div class="video-avatar__avatar"><div class="video-avatar__avatar-footer"><span>Person 0</span></div></div>`;
      document.querySelector(".gallery-video-container")?.before(frame);
    },
    { names: KNOWN, audible: ["Person 1"] },
  ],
  [
    "two marks of who speaks",
    () =>
      document
        .querySelector("[data-number='0']")
        ?.setAttribute(
          "class",
          "speaker-bar-container__video-frame speaker-bar-container__video-frame--active",
        ),
    { names: ["Person 1", "Person 2", "Person 0"], audible: [] },
  ],
  [
    "names that are none",
    () => {
      for (const each of document.querySelectorAll(".video-avatar__avatar-footer span"))
        each.textContent = "Guest";
    },
    { names: NOBODY, audible: [] },
  ],
];
