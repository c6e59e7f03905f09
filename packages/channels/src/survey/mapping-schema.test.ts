import { describe, expect, it } from "vitest";
import {
  plainExport,
  qualtricsExport,
  surveyMonkeyExport,
  wjxTextExport,
} from "../fixtures/survey-exports.ts";
import { tableOf } from "../fixtures/survey-tables.ts";
import { surveyMappingSchema } from "./mapping-schema.ts";
import { proposeMapping } from "./propose-mapping.ts";

const proposed = proposeMapping(tableOf(plainExport()), { name: "a.csv" }).config;
const item = proposed.items[0]!;

function issues(value: unknown): string[] {
  const result = surveyMappingSchema["~standard"].validate(value);
  if (result instanceof Promise) throw new Error("validation is synchronous");
  return (result.issues ?? []).map(({ path = [] }) => path.map(String).join("."));
}

describe("the mapping's schema", () => {
  it("accepts what is proposed, through JSON, for every producer", () => {
    for (const make of [plainExport, qualtricsExport, surveyMonkeyExport, wjxTextExport])
      expect(
        issues(JSON.parse(JSON.stringify(proposeMapping(tableOf(make()), { name: "a.csv" }).config))),
      ).toEqual([]);
  });

  it("tells its outline as JSON Schema: what is required there is required here, and the other way round", () => {
    const { properties, required } = surveyMappingSchema["~standard"].jsonSchema!.input({
      target: "draft-2020-12",
    }) as { readonly properties: object; readonly required: readonly string[] };
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(proposed)));
    for (const key of Object.keys(properties)) {
      const { [key as keyof typeof proposed]: _, ...rest } = proposed;
      expect(issues(rest).length > 0, key).toBe(required.includes(key));
    }
  });

  it("names the key of each mistake", () => {
    expect(issues(null)).toEqual([""]);
    expect(issues({ ...proposed, mapping: 2 })).toEqual(["mapping"]);
    expect(issues({ ...proposed, survey: "", itms: [] })).toEqual(["itms", "survey"]);
    expect(issues({ ...proposed, time: { column: "date", format: "dmy", zone: "Berlin" } })).toEqual([
      "time.zone",
    ]);
    expect(issues({ ...proposed, time: { undatedAt: "yesterday" } })).toEqual(["time.undatedAt"]);
    expect(issues({ ...proposed, identity: "row" })).toEqual(["identity"]);
    expect(issues({ ...proposed, items: [{ ...item, scale: { min: 0, max: 10, step: 3 } }] })).toEqual([
      "items.0.scale",
    ]);
    expect(issues({ ...proposed, items: [item, item] })).toEqual(["items.1.item"]);
    expect(
      issues({ ...proposed, items: [{ ...item, missingCodes: [{ code: 11, reason: "bored" }] }] }),
    ).toEqual(["items.0.missingCodes"]);
  });

  it("the parts of a response's frame too", () => {
    expect(issues({ ...proposed, status: { complete: { column: "done" } } })).toEqual(["status"]);
    expect(issues({ ...proposed, duration: { column: "time", unit: "days" } })).toEqual(["duration.unit"]);
    expect(issues({ ...proposed, subject: { column: "who" } })).toEqual(["subject.kind"]);
    expect(issues({ ...proposed, choices: [{ item: "used", columns: [{ column: "App" }] }] })).toEqual([
      "choices.0",
    ]);
  });

  it("a 1–10 NPS is a setup error", () => {
    expect(
      issues({ ...proposed, items: [{ ...item, construct: "nps", scale: { min: 1, max: 10, step: 1 } }] }),
    ).toEqual(["items.0.scale"]);
  });
});
