import { expect, it } from "vitest";
import { troublesInWords } from "./troubles-in-words.ts";

it("names connection, stage and stream, what is wrong, and when it is tried again", () => {
  const quarantined = "acme.reviews is quarantined: failed 3 times: Error: boom";
  const text = troublesInWords({
    reviews: { troubles: [{ stage: "plugin", trouble: quarantined, failures: 0, next: null }] },
    files: { troubles: [] },
    store: {
      troubles: [
        { stage: "pull", stream: "all", trouble: "auth", failures: 2, next: "2026-07-01T00:01:00Z" },
      ],
    },
  });
  expect(text).toBe(
    `\nreviews, plugin: ${quarantined}\nstore, pull of all: auth, tried again at 2026-07-01T00:01:00Z\n`,
  );
});

it("says nothing where nothing is wrong", () => {
  expect(troublesInWords({ files: { troubles: [] } })).toBe("");
});

it("keeps a plugin's words on their line", () => {
  const troubles = [{ stage: "plugin", trouble: "a\nb\u001B[2J", failures: 1, next: null }] as const;
  expect(troublesInWords({ x: { troubles } })).toMatch(/^\nx, plugin: a b \[2J\n$/);
});
