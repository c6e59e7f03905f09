import { describe, expect, it } from "vitest";
import { type DiscoveredPlugin, grantOf, type UsablePlugin } from "@cxkit/host/plugins";
import { oneOfEach } from "./one-of-each.ts";

const found = (name: string, id = "acme.reviews"): UsablePlugin => ({
  state: "resolved",
  origin: "dependency",
  plugin: {
    manifest: { manifestVersion: 1, id, contributes: {} },
    package: name,
    version: "1.0.0",
    directory: `/app/node_modules/${name}`,
    realDirectory: `/store/${name}`,
    integrity: "sha256-a",
  },
});
const good = found("acme-reviews");
const evil = found("a-look-alike");
const broken: DiscoveredPlugin = {
  state: "invalid",
  id: "acme.reviews",
  version: null,
  directory: "/app/node_modules/broken",
  problems: ["cxkit: none"],
  origin: "dependency",
};
const grants = { "acme.reviews": grantOf(good.plugin, "sha256-m", "ada", "2026-03-01T00:00:00Z") };

describe("oneOfEach", () => {
  it("leaves an id to the package that was granted it, whoever comes first", () => {
    expect(oneOfEach([evil, good], grants)).toMatchObject([
      good,
      {
        state: "invalid",
        id: "a-look-alike",
        problems: ["its id acme.reviews is that of acme-reviews in /app/node_modules/acme-reviews"],
      },
    ]);
    expect(oneOfEach([good, evil], grants)[0]).toBe(good);
  });

  it("leaves it to the first where nobody was granted it", () => {
    expect(oneOfEach([evil, good], {}).map(({ state }) => state)).toEqual(["resolved", "invalid"]);
    expect(oneOfEach([evil, good], {})[0]).toBe(evil);
  });

  it("lets no broken package stand in the way of a good one", () => {
    expect(oneOfEach([broken, good], grants)).toEqual([good, broken]);
  });

  it("knows a package that was found by two ways, and leaves others as they are", () => {
    const other = found("acme-pager", "acme.pager");
    const linked = { ...good, origin: "path" } as const;
    expect(oneOfEach([other, good, linked], grants)).toEqual([other, good]);
  });
});
