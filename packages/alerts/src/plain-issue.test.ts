import { expect, it } from "vitest";
import { z } from "zod";
import { plainIssue } from "./plain-issue.ts";

it("what zod says is said in plain words, and what is not known stays as it is", () => {
  const said = (schema: z.ZodType, value: unknown) =>
    plainIssue(schema.safeParse(value).error?.issues[0]?.message ?? "");
  expect(said(z.number(), undefined)).toBe("missing: a number is needed");
  expect(said(z.number(), "30")).toBe("a number is needed, got a text");
  expect(said(z.array(z.string()), "region")).toBe("a list is needed, got a text");
  expect(said(z.string().min(1), "")).toBe("must not be empty");
  expect(said(z.iso.datetime(), "2025-05-01")).toMatch(/^an instant/);
  expect(plainIssue("something else")).toBe("something else");
});
