import * as fc from "fast-check";
import { expect, test } from "vitest";
import { joinPackets, splitPackets } from "../../../src/shared/audio/stored-audio.ts";

test("UI-9 packets of any length come out of a chunk as they went in", () => {
  const packets = fc.array(fc.uint8Array({ maxLength: 2000 }), { maxLength: 100 });
  fc.assert(
    fc.property(packets, (given) => {
      const read = splitPackets(joinPackets(given));

      expect(read.map((packet) => [...packet])).toEqual(given.map((packet) => [...packet]));
    }),
  );
});

test("UI-9 of a chunk that is cut short the packets that are whole are read", () => {
  const joined = joinPackets([new Uint8Array([1, 2]), new Uint8Array([3, 4, 5])]);

  expect(splitPackets(joined.slice(0, -1))).toEqual([new Uint8Array([1, 2])]);
  expect(splitPackets(joined.slice(0, 5))).toEqual([new Uint8Array([1, 2])]);
});
