import path from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../plugins/fixtures/plugin-folder.ts";
import { bodyOf, pluginFixtures, readFixture } from "./fixture.ts";

describe("fixtures", () => {
  it("are the JSON files of the folder of that name, in order; none is none", async () => {
    const folder = await folderWith({
      "fixtures/b.json": { body: { id: 1 }, headers: { "x-a": "1" } },
      "fixtures/a.json": { stream: "all", answers: [{ status: 429 }] },
      "fixtures/notes.md": "no fixture",
    });
    expect((await pluginFixtures(folder)).map(({ file }) => file)).toEqual(["a.json", "b.json"]);
    expect(await pluginFixtures(path.join(folder, "fixtures"))).toEqual([]);
  });

  it("are refused by name when they are none", async () => {
    const folder = await folderWith({
      "a.json": "{",
      "b.json": "[]",
      "c.json": { bodies: [] },
      "d.json": { config: {} },
      "f.json": { rows: [["id"], [1]] },
    });
    const refused = (name: string) => expect(readFixture(path.join(folder, name))).rejects;
    await refused("a.json").toThrow("a.json is no JSON");
    await refused("b.json").toThrow("b.json is no object");
    await refused("c.json").toThrow("c.json has a key bodies");
    await refused("d.json").toThrow("d.json has neither body, rows, answers nor notification");
    await refused("f.json").toThrow("f.json has rows that are no lists of texts");
    await refused("e.json").toThrow("cannot be read");
  });

  it("send a text as it is and everything else as JSON", () => {
    const text = (body: unknown) => new TextDecoder().decode(bodyOf({ body }));
    expect([text("<xml/>"), text({ a: 1 })]).toEqual(["<xml/>", '{"a":1}']);
  });
});
