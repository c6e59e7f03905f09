import type { Journey } from "@cxkit/core";
import { expect, expectTypeOf, it } from "vitest";
import type { z } from "zod";
import { journeySchema } from "./journey.ts";

const journey = { id: "j", title: { en: "J" }, stages: [{ id: "a", title: { en: "A" }, touchpoints: [] }] };

it("what it gives is a journey", () => {
  expectTypeOf<z.output<typeof journeySchema>>().toExtend<Journey>();
  expect(journeySchema.parse(journey)).toEqual(journey);
});

it("refuses what is no journey, with the path", () => {
  const paths = (value: unknown): string[] =>
    journeySchema.safeParse(value).error?.issues.map(({ path }) => path.join(".")) ?? [];
  expect(paths(null)).toEqual([""]);
  expect(paths({ ...journey, title: {} })).toEqual(["title"]);
  expect(paths({ ...journey, stages: [{ id: "a", title: { en: "A" } }] })).toEqual(["stages.0.touchpoints"]);
  expect(paths({ ...journey, stages: [...journey.stages, ...journey.stages] })).toContain("stages.1.id");
});
