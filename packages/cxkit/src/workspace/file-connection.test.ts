import { surveyCsv } from "@cxkit/channels/survey-csv";
import { type Channel } from "@cxkit/core";
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

it("fileConnection leaves a channel alone that reads no files", () => {
  const { file: _file, ...rest } = channel;
  expect(fileConnection(rest)).toBe(rest);
});
