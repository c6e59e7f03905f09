import { surveyCsv } from "@cxkit/channels/survey-csv";
import { type Channel } from "@cxkit/core";
import type { HostedChannel } from "@cxkit/host";
import { expect, it } from "vitest";
import { fileConnection } from "./file-connection.ts";

const channel = surveyCsv as unknown as Channel;

it("fileConnection needs no configuration, and checks the one that a file brings", async () => {
  const made = fileConnection(channel);
  expect(await made.config["~standard"].validate(undefined)).toEqual({ value: undefined });
  expect((await made.config["~standard"].validate({ mapping: 2 })).issues).not.toEqual(undefined);
  expect(made.instruments?.(undefined)).toEqual([]);
  expect(made.decode).toBe(channel.decode);
});

it("fileConnection takes headings for labels, so that one item is one question in every export", () => {
  const instrument = {
    id: "recommend",
    version: "1",
    construct: "nps",
    scale: { min: 0, max: 10, step: 1 },
    direction: "higher-is-better",
  } as const;
  const wording = { en: "How likely are you to recommend us?" };
  const made = fileConnection({
    ...channel,
    instruments: () => [
      { ...instrument, wording, missingCodes: [{ code: 99, reason: "unknown" }] },
      { ...instrument, wording, label: { en: "Recommendation" } },
    ],
  });
  expect(made.instruments?.({})).toEqual([
    { ...instrument, label: wording },
    { ...instrument, label: { en: "Recommendation" } },
  ]);
});

it("fileConnection does the same for a plugin's channel, which is opened elsewhere", async () => {
  const open = { instruments: [{ id: "stars", wording: { en: "Stars" } }] };
  const hosted = { id: "till", file: {}, open: async () => open } as unknown as HostedChannel;
  const made = fileConnection(hosted) as HostedChannel;
  expect((await made.open({}, {} as never)).instruments).toEqual([{ id: "stars", label: { en: "Stars" } }]);
  const without = { ...hosted, file: undefined } as never;
  expect(fileConnection(without)).toBe(without);
});

it("fileConnection leaves a channel alone that reads no files", () => {
  const { file: _file, ...rest } = channel;
  expect(fileConnection(rest)).toBe(rest);
});
