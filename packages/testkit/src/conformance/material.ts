import type { Channel, Contact, DecodeContext, Decoded, EventDraft, StandardSchema } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { broken } from "../law.ts";
import { deepFrozen, textLeaves, withText } from "../leaves.ts";
import { bytesOf } from "../webhook-laws-requests.ts";
import { now } from "../webhook-laws-samples.ts";
import { bent } from "./bent.ts";
import type { ChannelTrial } from "./channel-trial.ts";
import { fileTrial } from "./file-trial.ts";
import { openTrial } from "./stream-trial.ts";

/** Records to decode, by where they come from: no two of a group tell one thing. */
export interface Material<Raw> {
  readonly from: string;
  readonly raws: readonly Raw[];
}

/** What `decode` checks work with. */
export interface DecodeBench<Config, Raw> {
  readonly channel: Channel<Config, Raw>;
  readonly config: Config;
  readonly malformed: readonly Raw[];
  readonly schema: StandardSchema | undefined;
  /** All there is to decode, gathered once. */
  readonly material: () => Promise<readonly Material<Raw>[]>;
  readonly raws: () => Promise<readonly Raw[]>;
  readonly decode: (raw: Raw) => Decoded;
  readonly context: () => DecodeContext<Config>;
  /** A record with each of its parts replaced in turn; of one that the channel itself read from a file, its texts, by texts. */
  readonly bend: (raw: Raw, values: readonly unknown[]) => Iterable<Raw>;
}

/** Gathers what there is: records as given, those of the webhook's bodies, those the streams pull, and those of a file. */
export function benchOf<Config, Raw>(trial: ChannelTrial<Config, Raw>): DecodeBench<Config, Raw> {
  const { channel, options } = trial;
  let gathered: Promise<readonly Material<Raw>[]> | undefined;
  const context = (): DecodeContext<Config> => {
    const { subject, fingerprint } = createContext(trial.config, { key: new Uint8Array(32).fill(7) });
    return { config: trial.config, subject, fingerprint };
  };
  const gather = async (): Promise<readonly Material<Raw>[]> => {
    const material: Material<Raw>[] = [];
    if (options.raws?.length) material.push({ from: "the records given", raws: options.raws });
    const { webhook } = options;
    if (channel.webhook && webhook) {
      const secret = webhook.secretOf(webhook.values?.[0] ?? "correct horse");
      const requests = await Promise.all(
        webhook.bodies.map((body) => webhook.sign(bytesOf(body), [secret], now)),
      );
      const name = channel.webhook.secrets[0] ?? "webhook";
      const records: Raw[] = [];
      let refused: string | undefined;
      let taken = 0;
      for (const request of requests) {
        const said = await channel.webhook.verify(
          request,
          { ...webhook.besides, [name]: [secret] },
          now,
          trial.config,
        );
        if (said.verified) {
          records.push(...said.records);
          taken += 1;
        } else refused = `${said.status} ${said.reason}`;
      }
      if (taken === 0 && refused !== undefined)
        broken(
          `the webhook refuses everything that the vendor double signs, with ${refused}: header, hash, encoding or what is signed is not the same in both`,
        );
      material.push({ from: "the webhook", raws: records });
    }
    for (const stream of trial.streams) {
      const { records } = await openTrial(stream, { rows: 5 }).read();
      material.push({ from: `the stream ${stream.name}`, raws: records });
    }
    const { file } = options;
    if (channel.file && file) {
      const { table, read } = fileTrial(channel.file, file, context);
      material.push({ from: fromFile, raws: (await read(table(5))).records });
    }
    return material.map(({ from, raws }) => {
      const frozen = raws.map((raw) => deepFrozen(structuredClone(raw)));
      if (from === fromFile) for (const raw of frozen) ownShape.add(raw);
      return { from, raws: frozen };
    });
  };
  /** Nobody else makes them: they have the shape that the channel gave them. */
  const ownShape = new Set<Raw>();
  const material = (): Promise<readonly Material<Raw>[]> => (gathered ??= gather());
  return {
    channel,
    config: trial.config,
    malformed: options.malformed ?? [],
    schema: options.schema,
    material,
    raws: async () => (await material()).flatMap(({ raws }) => raws),
    decode: (raw) => channel.decode(raw, context()),
    context,
    *bend(raw, values) {
      if (!ownShape.has(raw)) return yield* bent(raw, values);
      const texts = new Set(
        values.map((one) => (typeof one === "string" || typeof one === "number" ? String(one) : "")),
      );
      for (const path of textLeaves(raw))
        for (const text of texts) yield deepFrozen(withText(raw, path, text));
      return undefined;
    },
  };
}

const fromFile = "the file";

/** Identity of an event. */
export function idOf({ source, type, key, revision = 0 }: EventDraft): string {
  return `${source} ${type} ${key}~${revision}`;
}

/** People's own words in events. */
export function wordsOf(events: readonly EventDraft[]): readonly string[] {
  return events.flatMap((event) => {
    if (event.type === "feedback.posted") return event.data.text === undefined ? [] : [event.data.text];
    if (event.type !== "survey.responded") return [];
    return event.data.answers.flatMap(({ value }) => (typeof value === "string" ? [value] : []));
  });
}

/** Values of contacts, long enough to be told apart from anything else. */
export function reachOf(contacts: readonly Contact[] = []): readonly string[] {
  return contacts
    .flatMap(({ value, name }) => [value, ...(name === undefined ? [] : [name])])
    .filter((text) => text.length > 3);
}
