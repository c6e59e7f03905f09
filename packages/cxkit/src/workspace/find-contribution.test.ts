import type { Contributes } from "@cxkit/core";
import type { InstalledPlugin } from "@cxkit/host/plugins";
import { describe, expect, it } from "vitest";
import { findContribution, hasCode } from "./find-contribution.ts";

const plugin = (id: string, contributes: Contributes): InstalledPlugin => ({
  manifest: { manifestVersion: 1, id, contributes },
  version: "1.0.0",
  directory: "/p",
  realDirectory: "/p",
  integrity: "",
});
const metric = (id: string) => ({ id, title: id, spec: "v1", data: {} }) as const;
const plugins = [
  plugin("acme.kit", { metrics: [metric("loyalty"), metric("effort")] }),
  plugin("other.kit", { metrics: [metric("effort")] }),
];

describe("findContribution", () => {
  it("finds by id, and by plugin and id", () => {
    expect(findContribution("metrics", "loyalty", plugins).plugin.manifest.id).toBe("acme.kit");
    expect(findContribution("metrics", "other.kit/effort", plugins).plugin.manifest.id).toBe("other.kit");
    expect(hasCode(findContribution("metrics", "loyalty", plugins).entry)).toBe(false);
  });

  it("wants to know which where several are called so", () => {
    expect(() => findContribution("metrics", "effort", plugins)).toThrow(
      "more than one metric is called effort: say acme.kit/effort and other.kit/effort",
    );
  });

  it("says what was probably meant, or what there is", () => {
    expect(() => findContribution("metrics", "loyality", plugins, ["nps"])).toThrow("did you mean loyalty?");
    expect(() => findContribution("metrics", "x", plugins, ["nps"])).toThrow(
      "there are nps, acme.kit/loyalty, acme.kit/effort, other.kit/effort",
    );
    expect(() => findContribution("notifiers", "pager", plugins)).toThrow("there is none; name its plugin");
  });
});
