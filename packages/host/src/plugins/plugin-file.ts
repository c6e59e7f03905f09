import { cxError, type Proposal, type TableRow } from "@cxkit/core";
import type { HostedFile } from "./hosted-channel.ts";
import type { HostedPlugin } from "./hosted-plugin.ts";
import { offline } from "./plugin-command.ts";
import { withoutRecords } from "./plugin-notifier.ts";
import type { RunnerServices } from "./runner.ts";

/** Bytes of the first rows that are shown to a plugin, as JSON: well below what one message may hold. */
const headBytes = 4 * 1024 * 1024;
/** Bytes of a configuration: it is written down with every page of its file. */
const configBytes = 256 * 1024;

/**
 * How a plugin's channel is asked about a file before there is a configuration. It reaches nobody meanwhile.
 *
 * @param limited limits services to what the plugin was granted
 */
export function pluginFile(
  hosted: HostedPlugin,
  limited: (services: RunnerServices) => RunnerServices,
): HostedFile {
  const { name } = hosted;
  const ask = async (member: string, args: readonly unknown[]): Promise<unknown> => {
    hosted.check();
    const services = limited({
      ...withoutRecords(name),
      http: offline(name),
      secrets: {},
      now: () => new Date().toISOString(),
    });
    return hosted.call(member, args, { services });
  };
  return {
    async recognise(head, file) {
      const sure = await ask("file.recognise", [shown(head), file]);
      if (typeof sure === "number" && sure >= 0 && sure <= 1) return sure;
      throw wrong(name, "says how sure it is of a file by what is no number from 0 to 1");
    },
    async propose(head, context) {
      const proposal = await ask("file.propose", [shown(head), context]);
      if (!isProposal(proposal)) throw wrong(name, "proposes no configuration for a file");
      if (Buffer.byteLength(JSON.stringify(proposal.config)) <= configBytes) return proposal;
      throw wrong(name, `proposes a configuration of more than ${configBytes} bytes`);
    },
  };
}

/**
 * Holds what is read of a file to the file: who gives more than its cells can hold makes it up, and would fill the disk.
 *
 * @returns to be called with each page; throws `contribution-failed` where it is too much
 */
export function heldToFile(
  name: string,
  taken: () => { readonly cells: number; readonly signs: number },
): (page: readonly unknown[]) => void {
  let records = 0;
  let bytes = 0;
  return (page) => {
    records += page.length;
    bytes += JSON.stringify(page).length;
    const { cells, signs } = taken();
    if (records > spare.records + 10 * cells || bytes > spare.bytes + 100 * signs)
      throw wrong(name, `gives ${records} records of ${bytes} bytes for ${cells} cells of a file`);
  };
}

/** What a small file may give beyond ten records for a cell, and a hundred signs for each of its own. */
const spare = { records: 1_000, bytes: 16 * 1024 * 1024 };

/** As many of the first rows as may be handed over. */
function shown(head: readonly TableRow[]): readonly TableRow[] {
  let bytes = 0;
  const end = head.findIndex((row) => {
    bytes += Buffer.byteLength(JSON.stringify(row));
    return bytes > headBytes;
  });
  return end === -1 ? head : head.slice(0, end);
}

function isProposal(value: unknown): value is Proposal<unknown> {
  if (!isObject(value) || !("config" in value) || !Array.isArray(value["assumptions"])) return false;
  return value["assumptions"].every(
    (one: unknown) =>
      isObject(one) &&
      ["id", "path", "confidence"].every((key) => typeof one[key] === "string") &&
      ["undefined", "string"].includes(typeof one["override"]) &&
      isObject(one["text"]) &&
      Object.values(one["text"]).every((text) => typeof text === "string"),
  );
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrong(contribution: string, what: string): Error {
  return cxError("contribution-failed", `${contribution} ${what}`, { contribution, trouble: "bad-data" });
}
