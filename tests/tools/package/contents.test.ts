import { describe, expect, it } from "vitest";
import { bundledComponents } from "../../../tools/package/bundles.ts";
import {
  billOfMaterials,
  type Component,
  licenceOf,
  licencesText,
  networkComponents,
} from "../../../tools/package/components.ts";
import { nfpmConfiguration } from "../../../tools/package/linux-packages.ts";
import { withoutPackages } from "../../../tools/package/python-packages.ts";
import { SOURCES, TOOLS } from "../../../tools/package/sources.ts";
import { SIDECAR } from "../../../tools/runtime/paths.ts";

const COMPONENTS: readonly Component[] = [
  { name: "b", version: "2", licence: "MIT OR Apache-2.0", texts: ["Be kind."], purl: "pkg:npm/b@2" },
  {
    name: "a",
    version: "1",
    licence: "Their own words",
    texts: ["Do as you like."],
    purl: "pkg:pypi/a@1",
    sha256: "0".repeat(64),
  },
];

function silent(licence: string): Component[] {
  return [{ name: "c", version: "3", licence, texts: [], purl: "p" }];
}

describe("what of others is inside", () => {
  it("INS-2 is listed in one order, each once, with nothing of when or where it was built", () => {
    const bill = billOfMaterials("1.0.0", COMPONENTS);

    expect(billOfMaterials("1.0.0", [...COMPONENTS].toReversed().concat(COMPONENTS))).toBe(bill);
    expect(JSON.parse(bill)).toMatchObject({
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      serialNumber: expect.stringMatching(
        /^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/u,
      ) as string,
      components: [
        { name: "b", licenses: [{ expression: "MIT OR Apache-2.0" }] },
        { name: "a", licenses: [{ license: { name: "Their own words" } }], hashes: [{ alg: "SHA-256" }] },
      ],
    });
    expect(billOfMaterials("1.0.1", COMPONENTS)).not.toContain(/urn:uuid:[^"]+/u.exec(bill)?.[0]);
  });

  it("INS-2 stands with its licence, and what has none is not passed on", () => {
    expect(licencesText(COMPONENTS)).toMatch(/b 2\nLicence: MIT OR Apache-2\.0\n=+\nBe kind\./u);
    expect(() => licencesText(silent(""))).toThrow(/c 3 does not say/u);
  });

  it("INS-2 stands with all the words of its licence, also where its package has none", () => {
    expect(licencesText(silent("MIT"))).toContain("Copyright (c) the authors of c\n\nPermission is hereby");
    expect(licencesText(silent("Apache-2.0"))).toContain("TERMS AND CONDITIONS FOR USE");
    expect(() => licencesText(silent("BSD-3-Clause"))).toThrow(/c 3 holds no text of its licence/u);
  });

  it("INS-2 includes the networks that the sidecar ships", () => {
    const networks = networkComponents(SIDECAR);
    expect(licencesText(networks)).toMatch(
      /CAM\+\+[^]*Licence: Apache-2\.0[^]*Silero VAD 6\.2\.3\nLicence: MIT/u,
    );
    expect(networks.map(({ sha256 }) => sha256)).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/u),
      "e87931ae8038730867438c66b491e2aecee2535c0c194926965f639e9382b464",
    ]);
  });

  it("INS-2 stands after Earshot's own licence", () => {
    expect(licencesText([])).toMatch(/^Earshot is under this licence:[^]*Earshot contributors/u);
  });

  it.each([
    ["License-Expression: BSD-3-Clause\nLicense: other", "BSD-3-Clause"],
    ["License: Apache 2.0", "Apache-2.0"],
    ["Classifier: License :: OSI Approved :: Apache Software License", "Apache-2.0"],
    ["Name: silent", ""],
  ])("INS-2 is under what %j says", (metadata, licence) => {
    expect(licenceOf(metadata)).toBe(licence);
  });

  it("INS-2 is read from the list of what was bundled", () => {
    const list =
      "# Licenses\n\n## @a/b - 1.0.0 (MIT)\n\nOne.\n\n## Terms (of use)\n\nTwo.\n\n## c - 2.1.0 (see below)\n\nThree.\n\n## d - 4.0.0\n";

    expect(bundledComponents(list)).toEqual([
      {
        name: "@a/b",
        version: "1.0.0",
        licence: "MIT",
        texts: ["\nOne.\n\n## Terms (of use)\n\nTwo.\n\n"],
        purl: "pkg:npm/%40a/b@1.0.0",
      },
      { name: "c", version: "2.1.0", licence: "see below", texts: ["\nThree.\n\n"], purl: "pkg:npm/c@2.1.0" },
      { name: "d", version: "4.0.0", licence: "", texts: [], purl: "pkg:npm/d@4.0.0" },
    ]);
  });

  it("INS-2 is held to its hash, and comes of a version", () => {
    for (const source of [...Object.values(SOURCES), TOOLS].flatMap((each) => Object.values(each))) {
      expect(source.sha256).toMatch(/^[\da-f]{64}$/u);
      expect(source.file).toContain(source.version);
      expect(source.licence).not.toBe("");
    }
  });

  it("INS-2 lacks the packages that nothing is done with, and no other", () => {
    const lock =
      "# made\nav==1 ; python < 3 \\\n    --hash=sha256:a\nav-more==2 \\\n    --hash=sha256:b\nhf-xet==3 \\\n    --hash=sha256:c\n";

    expect(withoutPackages(lock, ["av", "hf-xet"])).toBe("# made\nav-more==2 \\\n    --hash=sha256:b");
  });
});

describe("the package for all users", () => {
  it("INS-2 has a manifest where each browser of a Linux looks, and none that outlives it", () => {
    const { contents } = nfpmConfiguration("/app", "/manifest.json", "1.0.0", 0);
    const manifests = contents.filter((each) => "src" in each && each.src === "/manifest.json");

    expect(manifests.map(({ dst }) => dst).toSorted()).toEqual([
      "/etc/chromium/native-messaging-hosts/app.earshot.host.json",
      "/etc/opt/chrome/native-messaging-hosts/app.earshot.host.json",
      "/etc/opt/edge/native-messaging-hosts/app.earshot.host.json",
      "/etc/opt/vivaldi/native-messaging-hosts/app.earshot.host.json",
    ]);
    for (const manifest of manifests) expect(manifest).not.toHaveProperty("type");
    // An .rpm removes no folder that it does not name.
    expect(contents.filter(({ dst }) => dst === "/etc/opt/edge/native-messaging-hosts")).toMatchObject([
      { type: "dir", packager: "rpm" },
    ]);
  });
});
