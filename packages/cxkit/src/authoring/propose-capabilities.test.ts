import type { PluginManifest } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { mergedUse } from "./merged-use.ts";
import { proposeCapabilities } from "./propose-capabilities.ts";
import { type CapabilityUse, usageLog } from "./usage-log.ts";

const manifest: PluginManifest = { manifestVersion: 1, id: "acme.reviews", contributes: {} };
const report = {
  id: "board",
  title: "Board",
  spec: "v1",
  module: "./i.js",
  export: "board",
  formats: [],
} as const;

/** Requests to these hosts, each with the secret `token`. */
function asked(
  ...requests: readonly (readonly [host: string, ...configured: readonly string[]])[]
): CapabilityUse {
  const usage = usageLog();
  for (const [host, ...configured] of requests)
    usage.request({ host, configured, method: "GET", secrets: ["token"] });
  return usage.used();
}

describe("proposeCapabilities", () => {
  it("names a host as the configuration does: a test's host is nobody's", () => {
    const used = asked(["chat.test", "${config:server}"], ["acme.shop.dev", "*.shop.dev"]);
    const { capabilities, differences } = proposeCapabilities(manifest, used);
    const hosts = ["${config:server}", "*.shop.dev"];
    expect(capabilities.network?.map(({ host }) => host)).toEqual(hosts);
    expect(capabilities.secrets).toEqual([{ name: "token", hosts, why: "" }]);
    expect(proposeCapabilities({ ...manifest, capabilities }, used).differences).toEqual([]);
    expect(differences).toContain("network: GET ${config:server} is used and not asked for (chat.test here)");
  });

  it("keeps how the author names it, where that covers what was asked", () => {
    const used = asked(["eu.shop.dev", "${config:server}", "*.shop.dev"], ["us.shop.dev"]);
    for (const host of ["*.shop.dev", "${config:other}"]) {
      const capabilities = {
        network: [{ host, why: "Reads." }],
        secrets: [{ name: "token", hosts: [host], why: "Signs in." }],
      };
      const { differences, capabilities: proposed } = proposeCapabilities(
        { ...manifest, capabilities },
        used,
      );
      if (host === "*.shop.dev") expect([differences, proposed]).toEqual([[], capabilities]);
      else expect(differences).toContain("network: ${config:other} is asked for and was not used");
    }
  });

  it("proposes neither a test's own server nor where the conformance kit redirects to", () => {
    const used = asked(["127.0.0.1:3000"], ["localhost"], ["elsewhere.example.net"], ["api.shop.dev"]);
    const { capabilities, remarks } = proposeCapabilities(manifest, used);
    expect(capabilities).toEqual({
      network: [{ host: "api.shop.dev", why: "" }],
      secrets: [{ name: "token", hosts: ["api.shop.dev"], why: "" }],
    });
    expect(remarks.map((one) => one.slice(0, 32))).toEqual([
      "network: 127.0.0.1:3000 is this ",
      "network: localhost is this machi",
      "network: elsewhere.example.net i",
    ]);
    const local = asked(["127.0.0.1:3000", "${config:server}"]);
    expect(proposeCapabilities(manifest, local).capabilities.network?.[0]?.host).toBe("${config:server}");
  });

  it("keeps the classes of code that reads the store, each with its reason, and says that it cannot see", () => {
    const data = [
      { classes: ["behavioural", "contact"], why: "Counts." },
      { classes: ["public"], why: "Shows." },
    ] as const;
    const used = { ...asked(), classes: ["free-text"] } as const;
    const reading = proposeCapabilities(
      { ...manifest, contributes: { reports: [report] }, capabilities: { data } },
      used,
    );
    expect(reading.capabilities.data).toEqual([...data, { classes: ["free-text"], why: "" }]);
    expect(reading.remarks).toEqual([
      "data: which fields board reads cannot be seen: behavioural, contact, public stay asked for",
    ]);
    const telling = proposeCapabilities({ ...manifest, capabilities: { data } }, used);
    expect(telling.capabilities.data).toEqual([data[1], { classes: ["free-text"], why: "" }]);
    expect(telling.differences).toEqual([
      "data: free-text is used and not asked for",
      "data: behavioural is asked for and changed nothing",
      "data: contact is asked for and changed nothing",
    ]);
  });

  it("asks for customers' words where texts are analyzed: they are all that an analyzer gets", () => {
    const analyzer = {
      id: "mood",
      title: "Mood",
      spec: "v1",
      module: "./i.js",
      export: "mood",
      languages: [],
      offline: true,
      params: {},
    } as const;
    const { capabilities } = proposeCapabilities(
      { ...manifest, contributes: { textAnalyzers: [analyzer] } },
      asked(),
    );
    expect(capabilities).toEqual({ data: [{ classes: ["free-text"], why: "" }] });
  });
});

describe("mergedUse", () => {
  it("is what was used here or there, whichever comes first", () => {
    const [one, other] = [
      asked(["a.dev"], ["b.dev", "*.dev"]),
      { ...asked(["b.dev", "${config:b}"]), classes: ["contact"] } as const,
    ];
    expect(mergedUse([one, other])).toEqual({
      network: [
        { host: "a.dev", method: "GET", times: 1 },
        { host: "b.dev", method: "GET", times: 2 },
      ],
      configured: { "b.dev": ["*.dev", "${config:b}"] },
      secrets: [{ name: "token", hosts: ["a.dev", "b.dev"] }],
      classes: ["contact"],
    });
    const both = [mergedUse([one, other]), mergedUse([other, one])].map(({ network }) =>
      network.map(({ host }) => host).toSorted(),
    );
    expect(both[0]).toEqual(both[1]);
    expect(mergedUse([])).toEqual({ network: [], configured: {}, secrets: [], classes: [] });
  });
});
