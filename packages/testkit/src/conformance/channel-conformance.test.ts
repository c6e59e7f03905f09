import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { channelConformance } from "./channel-conformance.ts";
import { parcelChannel, parcelSamples } from "./fixtures/parcel-channel.ts";

describe("a channel in good order conforms", () => {
  for (const check of channelConformance(parcelChannel, parcelSamples)) it(check.name, check.check);
});

describe("what cannot be tried is said", () => {
  const left = (options: Partial<typeof parcelSamples>) =>
    new Map(
      channelConformance(parcelChannel, { config: { shop: "eu" }, ...options }).map(({ id, left: why }) => [
        id,
        why,
      ]),
    );

  it("with nothing but a configuration, by family and with a reason", () => {
    expect(left({}).get("R1")).toEqual({
      as: "not-applicable",
      reason: "no producer is given to read from (`streams`)",
    });
    expect(left({}).get("W1")?.reason).toBe("no webhook samples are given");
    expect(left({}).get("V1")?.reason).toBe("no records are given");
    expect(left({}).get("D2")).toBeUndefined();
  });

  it("skips need the id of a check, and a reason", () => {
    expect(left({ skip: [{ check: "D2", reason: "ids of another age" }] }).get("D2")?.as).toBe("skipped");
    expect(() => left({ skip: [{ check: "Z9", reason: "why not" }] })).toThrow("there is no check Z9");
    expect(() => left({ skip: [{ check: "D2", reason: "" }] })).toThrow("requires a reason");
  });

  it("a stream that the channel does not have is refused", () => {
    expect(() => left({ streams: { gone: parcelSamples.streams!["reviews"]! } })).toThrow('got "gone"');
  });
});

it("the page on conformance lists every check as it is", () => {
  const page = readFileSync(new URL("../../../../docs/plugins/conformance.md", import.meta.url), "utf8");
  const cells = page.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  const listed = cells
    .filter(([, id = ""]) => /^[A-Z]\d+$/.test(id))
    .map(([, id, title, why]) => [id, title, why]);
  expect(listed).toEqual(
    channelConformance(parcelChannel, parcelSamples).map(({ id, title, why }) => [id, title, why]),
  );
});
