import { randomBytes, randomUUID } from "node:crypto";
import { cxError, type Secret } from "@cxkit/core";
import { secretOf } from "@cxkit/signing";
import { bodyOf, readFixture } from "../authoring/fixture.ts";
import { type KnownConnection, knownConnection } from "../authoring/known-connection.ts";
import { signDelivery } from "../authoring/sign-delivery.ts";
import type { Console } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import { plain } from "./text-table.ts";

/** Options of `cxkit channel send`. */
export interface SendFlags {
  /** Default: where the workspace listens that the folder belongs to. */
  readonly to?: string;
  readonly channel: string;
  /** `env:NAME`, or several as `aesKey=env:NAME`. Default: those of the connection. */
  readonly secret?: readonly string[];
  readonly scheme?: string;
  /** Whom a message is sealed for. */
  readonly receiver?: string;
  /** The address that the producer was given, where it is another than the one it is sent to. */
  readonly publicUrl?: string;
  /** Lets it go to another machine. */
  readonly remote?: true;
  /** In or below the workspace's folder, where there is one. */
  readonly folder: string;
}

/**
 * `cxkit channel send FIXTURE`: signs it as the producer would, and posts it. To this machine alone, unless it is told otherwise: a fixture is
 * counted where it arrives. In a workspace's folder it knows of the connection what its configuration says: its channel and secrets, whom a message
 * is sealed for, the address that was given to the producer.
 */
export async function channelSend(file: string, flags: SendFlags, console: Console): Promise<number> {
  const { out, err, env, now, signal } = console;
  const fixture = await readFixture(file);
  if (fixture.body === undefined) throw cxError("invalid-file", `${file} has no body to send`, { file });
  const known = await knownConnection(flags.folder, flags.channel, env);
  const url = destination(flags, known);
  const secrets = secretsOf(flags.secret ?? [], known?.environment ?? env);
  const { scheme } = flags;
  const channel = known?.channel ?? flags.channel;
  const receiver = flags.receiver ?? receiverOf(known);
  const given = givenAddress(flags, known, url);
  const { body, headers, parameters, mediaType } = await signDelivery({
    channel,
    ...(scheme !== undefined && { scheme }),
    ...(receiver !== undefined && { receiver }),
    ...(known?.config["mode"] === "plain" && { mode: "plain" }),
    body: bodyOf(fixture),
    secrets,
    ...(known && { held: known.secrets }),
    url: given,
    now: now(),
    id: `msg_${randomUUID()}`,
    random: (length) => new Uint8Array(randomBytes(length)),
  });
  if (channel === "wechat" && parameters["signature"] !== undefined)
    err.write("in plain mode: a sealed message wants --secret aesKey=env:NAME and --receiver\n");
  const recorded = Object.entries(fixture.headers ?? {})
    .map(([header, value]) => [header.toLowerCase(), value] as const)
    .filter(([header]) => !ofTheConnection.has(header));
  // Behind what the address has, which is left as it is written.
  const added = new URLSearchParams(parameters).toString();
  if (added !== "") url.search = url.search === "" ? added : `${url.search}&${added}`;
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": mediaType, ...Object.fromEntries(recorded), ...headers },
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
  if (response.ok) return exitCodes.done;
  if (channel === "twilio-sms" && [401, 403].includes(response.status))
    err.write(
      `${plain(`twilio-sms signs the address that Twilio was given: this was signed for ${given}. If the connection knows another, say it with --public-url, or call this in the workspace's folder`)}\n`,
    );
  return exitCodes.setup;
}

/** The address that the producer signs for, where it does. */
function givenAddress(flags: SendFlags, known: KnownConnection | undefined, to: URL): string {
  const { publicUrl, channel } = flags;
  if (publicUrl !== undefined) return addressOf("public-url", publicUrl, channel).href;
  return known?.address(to) ?? to.href;
}

/** Whom a message to the connection is sealed for. */
function receiverOf(known: KnownConnection | undefined): string | undefined {
  const id = known?.config[known.channel === "wecom" ? "corp" : "app"];
  return typeof id === "string" ? id : undefined;
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

/** The secrets by the names they are given under; the empty name where there is none. */
function secretsOf(flags: readonly string[], env: Console["env"]): { readonly [name: string]: Secret } {
  const secrets = new Map<string, Secret>();
  for (const flag of flags) {
    const [, name = "", handle = "", variable = ""] = /^(?:(\w+)=)?(env:(\w+))$/.exec(flag) ?? [];
    const value = env[variable];
    if (value === undefined || value === "" || secrets.has(name))
      throw cxError(
        "invalid-setup",
        // What is no variable's name may be the secret itself.
        `--secret wants env:NAME of a variable that is set, or several as token=env:NAME with each name once; got ${handle === "" ? "something else" : flag}`,
        { path: "secret" },
      );
    secrets.set(name, secretOf(value, handle));
  }
  return Object.fromEntries(secrets);
}

/** Where it goes: this machine, unless another is allowed. */
function destination({ to, channel, remote }: SendFlags, known: KnownConnection | undefined): URL {
  const place = to ?? known?.here;
  if (place === undefined)
    throw cxError(
      "invalid-setup",
      `no workspace here has a connection ${channel}: say with --to where it goes, such as http://127.0.0.1:8787`,
      { path: "to" },
    );
  const url = addressOf("to", place, channel);
  if (remote !== true && !/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname))
    throw cxError(
      "invalid-setup",
      `${url.host} is another machine, where what is sent is counted: --remote sends it all the same`,
      { path: "to" },
    );
  return url;
}

/** An address, with the channel's place where it names none. */
function addressOf(flag: "to" | "public-url", text: string, channel: string): URL {
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw cxError("invalid-setup", `--${flag} wants an address such as http://127.0.0.1:8787, got ${text}`, {
      path: flag,
    });
  const url = new URL(text);
  if (url.pathname === "/") url.pathname = `/hooks/${encodeURIComponent(channel)}`;
  url.hash = "";
  return url;
}
