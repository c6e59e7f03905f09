import { expect, it } from "vitest";
import { contributionError } from "./failure.ts";

const target = {
  plugin: "acme.kit",
  kind: "channel",
  id: "feedback",
  module: "./a.js",
  export: "a",
} as const;
const hide = (text: string): string => text.replaceAll("sentinel", "…");

it("an error of a plugin's keeps code and place, and says no secret and nobody's address", () => {
  const place = { path: "to.ada@example.com", file: "node_modules/@acme/kit@1.0.0/a.js", retryAfter: 3 };
  const message = "ada.b+c@mail.example.com was refused with sentinel";
  const error = contributionError({ name: "CxError", code: "unavailable", message, place }, target, hide);
  const long = { name: "CxError", code: "unavailable", message: "m", place: { path: "p".repeat(9_000) } };
  expect(contributionError(long, target, hide).place.path).toHaveLength(200);
  expect(error.message).toBe("… was refused with …");
  expect(error.place).toEqual({ ...place, path: "…", contribution: "acme.kit/feedback" });
});

it("of what is no error of CXKit's a sentence is left", () => {
  const message = "ada@example.com said sentinel at https://example.com/a?b=c";
  const error = contributionError({ name: "TypeError", message }, target, hide);
  expect(error).toMatchObject({ code: "contribution-failed", place: { contribution: "acme.kit/feedback" } });
  expect(error.message).toBe("TypeError: … said … at https://example.com/…");
});
