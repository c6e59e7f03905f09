import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { checkPlugin } from "./check-plugin.ts";
import { engine } from "./project-plugins.ts";

const packages = path.resolve(import.meta.dirname, "../../..");
const plugins = readdirSync(packages).filter((name) => {
  const file = path.join(packages, name, "package.json");
  return existsSync(file) && "cxkit" in (JSON.parse(readFileSync(file, "utf8")) as object);
});

describe("the plugins that come with CXKit are in order (if not: cxkit plugin build in their folder)", () => {
  it.each(plugins)("%s", async (name) => {
    const { id, problems } = await checkPlugin(path.join(packages, name), engine);
    expect(id).toBe(`cxkit.${name}`);
    expect(problems.map(({ place, message }) => `${place}: ${message}`)).toEqual([]);
  });

  it("contribute what they are for", () => {
    expect(plugins).toEqual(
      expect.arrayContaining(["alerts", "journeys", "metrics", "notifiers", "report", "store-memory"]),
    );
  });
});
