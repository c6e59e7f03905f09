import { randomUUID } from "node:crypto";
import { cxError } from "@cxkit/core";
import { secretOf } from "@cxkit/signing";
import { bodyOf, readFixture } from "../authoring/fixture.ts";
import { signDelivery } from "../authoring/sign-delivery.ts";
import type { Console } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import { plain } from "./text-table.ts";

/** Options of `cxkit channel send`. */
export interface SendFlags {
  readonly to: string;
  readonly channel: string;
  readonly secret: string;
  readonly scheme?: string;
  /** Lets it go to another machine. */
  readonly remote?: true;
}

/**
 * `cxkit channel send FIXTURE`: signs it as the producer would, and posts it. To this machine alone, unless it is told otherwise: a fixture is
 * counted where it arrives.
 */
export async function channelSend(file: string, flags: SendFlags, console: Console): Promise<number> {
  const { out, env, now, signal } = console;
  const url = destination(flags);
  const [, name = ""] = /^env:(\w+)$/.exec(flags.secret) ?? [];
  const value = env[name];
  if (value === undefined || value === "")
    throw cxError(
      "invalid-setup",
      `--secret wants env:NAME of a variable that is set, got ${name === "" ? "something else" : flags.secret}`,
      { path: "secret" },
    );
  const fixture = await readFixture(file);
  if (fixture.body === undefined) throw cxError("invalid-file", `${file} has no body to send`, { file });
  const body = bodyOf(fixture);
  const signed = await signDelivery({
    channel: flags.channel,
    ...(flags.scheme !== undefined && { scheme: flags.scheme }),
    body,
    secret: secretOf(value, flags.secret),
    now: now(),
    id: `msg_${randomUUID()}`,
  });
  const recorded = Object.entries(fixture.headers ?? {}).filter(([header]) => !ofTheConnection.has(header));
  const headers = { "content-type": "application/json", ...Object.fromEntries(recorded), ...signed };
  const response = await fetch(url, {
    method: "POST",
    headers,
    body: new Uint8Array(body),
    redirect: "manual",
    signal,
  }).catch(() => {
    signal.throwIfAborted();
    throw cxError("unavailable", `${url.host} did not answer: is "cxkit serve" running?`);
  });
  const said = (await response.text()).slice(0, 200);
  out.write(
    `${url.host}${url.pathname} answered ${response.status}${said === "" ? "" : `: ${plain(said)}`}\n`,
  );
  return response.ok ? exitCodes.done : exitCodes.setup;
}

/** Headers that belong to how it once came, not to what it says. */
const ofTheConnection = new Set([
  "host",
  "connection",
  "content-length",
  "content-encoding",
  "transfer-encoding",
  "expect",
]);

/** The address, with the channel's place where it names none. */
function destination({ to, channel, remote }: SendFlags): URL {
  if (!URL.canParse(to) || !/^https?:/.test(to))
    throw cxError("invalid-setup", `--to wants an address such as http://127.0.0.1:8787, got ${to}`, {
      path: "to",
    });
  const url = new URL(to);
  if (remote !== true && !/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname))
    throw cxError(
      "invalid-setup",
      `${url.host} is another machine, where what is sent is counted: --remote sends it all the same`,
      { path: "to" },
    );
  if (url.pathname === "/") url.pathname = `/hooks/${encodeURIComponent(channel)}`;
  return url;
}
