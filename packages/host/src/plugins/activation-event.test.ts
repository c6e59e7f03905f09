import { expect, it } from "vitest";
import { activationEvent, activationEvents } from "./activation-event.ts";

it("a call of each kind has its event, webhooks one of their own", () => {
  expect(activationEvent({ kind: "channel", id: "acme" }, "decode")).toBe("onChannel:acme");
  expect(activationEvent({ kind: "channel", id: "acme" }, "webhook.records")).toBe("onWebhook:acme");
  expect(activationEvent({ kind: "channel", id: "acme" }, "file.read")).toBe("onFile:acme");
  expect(activationEvent({ kind: "text-analyzer", id: "language" }, "analyze")).toBe(
    "onTextAnalyzer:language",
  );
});

it("what is data starts nothing, and everything else what it says", () => {
  const code = { title: "A", spec: "v1", module: "./a.js", export: "a" } as const;
  expect(
    activationEvents({
      manifestVersion: 1,
      id: "acme.all",
      contributes: {
        channels: [
          {
            ...code,
            id: "reviews",
            config: {},
            webhook: { secrets: [], acknowledge: { status: 200 } },
            streams: { entries: {} },
            file: true,
          },
        ],
        metrics: [{ id: "plain", title: "Plain", spec: "v1", data: {} }],
        commands: [{ ...code, id: "export", effects: "read", params: {} }],
      },
      activation: ["onStart"],
    }),
  ).toEqual([
    "onChannel:reviews",
    "onWebhook:reviews",
    "onStream:reviews/entries",
    "onFile:reviews",
    "onCommand:export",
    "onStart",
  ]);
});
