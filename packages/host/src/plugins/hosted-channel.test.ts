import { expect, it } from "vitest";
import { hostedWebhook } from "./hosted-channel.ts";

const acknowledge = { status: 200 };

it("hostedWebhook takes JSON by POST and keeps no header where a webhook does not say otherwise", () => {
  expect(hostedWebhook({ secrets: ["webhook"], acknowledge }, false)).toEqual({
    secrets: ["webhook"],
    accepts: ["application/json"],
    keeps: [],
    methods: ["POST"],
    acknowledge,
    wakes: false,
  });
});

it("hostedWebhook keeps what a webhook says, and takes nothing that is no data", () => {
  const said = {
    secrets: [],
    accepts: ["*"],
    keeps: ["ce-*"],
    methods: ["POST", "GET"],
    acknowledge,
  } as const;
  expect(hostedWebhook({ ...said, verify: () => {} } as never, true)).toEqual({ ...said, wakes: true });
});
