import { expect, it } from "vitest";
import { sampleNotification } from "./sample-notification.ts";

it("a sample says all that a notification can say, under the key it is given", () => {
  const { idempotencyKey, ...rest } = sampleNotification("k");
  expect(idempotencyKey).toBe("k");
  const names = [
    "kind",
    "title",
    "language",
    "to",
    "at",
    "since",
    "rule",
    "guarantee",
    "because",
    "estimate",
  ];
  const more = ["comparison", "answer", "where", "verbatim", "case", "links", "facts"];
  expect(Object.keys(rest)).toEqual([...names, ...more]);
});
