import {
  type Channel,
  completeEvent,
  type DecodeContext,
  type Decoded,
  eventId,
  type EventDraft,
  type StandardSchema,
} from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { cxEventSchema } from "@cxkit/core/schema";
import * as fc from "fast-check";
import { firstDifference } from "./first-difference.ts";
import { broken, generated, type Law, shown } from "./law.ts";
import { garbled } from "./garbled.ts";
import { deepFrozen, textLeaves, withText } from "./leaves.ts";

/** What a channel is tried with. */
export interface ChannelSamples<Config, Raw> {
  /** A valid configuration. */
  readonly config: Config;
  /** Good records, as the producer sends them; no two tell the same thing unless they are equal. */
  readonly raws: readonly Raw[];
  /** Records that cannot be used, wholly or in one value: cut off, off the scale, dates that are none. */
  readonly malformed: readonly Raw[];
  /** Schema of the events, for channels with event types of their own (`cxEventSchemaWith`). */
  readonly schema?: StandardSchema;
}

/**
 * What every channel keeps: `decode` is a pure function; the same thing told again has the same identity; what cannot be used is set
 * aside with a path and takes nothing else with it; absent stays absent; and whatever a producer sends, events that come out are valid.
 *
 * @param channel the channel under test
 * @param samples a configuration, and records good and bad; or a function that gets them, for records that have to be read first
 */
export function channelLaws<Config, Raw>(
  channel: Channel<Config, Raw>,
  samples: ChannelSamples<Config, Raw> | (() => Promise<ChannelSamples<Config, Raw>>),
): readonly Law[] {
  if (typeof samples !== "function") return lawsOver(channel, samples);
  let laws: Promise<readonly Law[]> | undefined;
  const read = async (): Promise<readonly Law[]> => lawsOver(channel, await samples());
  // The names of the laws need no records; the checks fetch them, once.
  return lawsOver(channel, { config: undefined as Config, raws: [], malformed: [] }).map(
    ({ name }, index) => ({
      name,
      async check() {
        laws ??= read();
        await (await laws)[index]?.check();
      },
    }),
  );
}

function lawsOver<Config, Raw>(
  channel: Channel<Config, Raw>,
  samples: ChannelSamples<Config, Raw>,
): readonly Law[] {
  const { schema = cxEventSchema } = samples;
  const copy = <T>(value: T): T => deepFrozen(structuredClone(value));
  const config = deepFrozen(samples.config);
  const raws = samples.raws.map(copy);
  const malformed = samples.malformed.map(copy);
  const decode = (raw: Raw, context = contextOf(config)): Decoded => {
    const decoded = attempt(`decode of ${shown(raw)}`, () => channel.decode(raw, context));
    if (!Array.isArray(decoded?.events) || !Array.isArray(decoded?.setAside)) {
      broken(`decode returns { events, setAside } at once, not ${shown(decoded)}: ${shown(raw)}`);
    }
    return decoded;
  };
  const eventsOf = (records: readonly Raw[]): EventDraft[] => {
    const context = contextOf(config);
    return records.flatMap((raw) => decode(raw, context).events);
  };
  const valid = async (raw: Raw, events: readonly EventDraft[]): Promise<void> => {
    for (const draft of events) {
      const event = completeEvent(draft, "2026-03-01T00:00:00Z");
      const { issues } = await schema["~standard"].validate(event);
      const [issue] = issues ?? [];
      if (issue) broken(`${pathText(issue.path)}: ${issue.message} in ${shown(event)} from ${shown(raw)}`);
    }
  };

  return [
    {
      name: "samples hold records to test with",
      check() {
        if (eventsOf(raws).length === 0) broken("the good records give no event: nothing to test");
      },
    },
    {
      name: "the same input gives the same events",
      check() {
        for (const raw of [...raws, ...malformed]) {
          const difference = firstDifference(decode(raw), decode(structuredClone(raw)));
          if (difference !== null) broken(`decoding twice differs at ${difference}: ${shown(raw)}`);
        }
      },
    },
    {
      name: "ids are stable under redelivery, in any order",
      check() {
        const forwards = new Set(eventsOf(raws).map(identity));
        const again = eventsOf([...raws, ...raws.toReversed()]).map(identity);
        const fresh = again.find((id) => !forwards.has(id));
        if (fresh !== undefined) broken(`the same records, sent again, give the new id ${fresh}`);
      },
    },
    {
      name: "two things told have two ids within their source",
      check() {
        const seen = new Map<string, Raw>();
        const context = contextOf(config);
        for (const raw of raws) {
          const ids = decode(raw, context).events.map(identity);
          if (new Set(ids).size < ids.length) broken(`one record, one id twice: ${shown(ids)}`);
          for (const id of ids) {
            const before = seen.get(id);
            if (before !== undefined && firstDifference(before, raw) !== null) {
              broken(`${id} names two things: ${shown(before)} and ${shown(raw)}`);
            }
            seen.set(id, raw);
          }
        }
      },
    },
    {
      name: "no record vanishes: it gives an event or is set aside",
      check() {
        for (const raw of [...raws, ...malformed]) {
          const { events, setAside } = decode(raw);
          if (events.length + setAside.length === 0) broken(`nothing came of ${shown(raw)}`);
        }
      },
    },
    {
      name: "malformed input is set aside with path and reason",
      check() {
        for (const raw of malformed) {
          const { events, setAside } = decode(raw);
          if (setAside.length === 0) broken(`nothing was set aside of ${shown(raw)}`);
          const silent = setAside.find((entry) => !entry.path || !entry.reason || !entry.message);
          if (silent) broken(`set aside without path, reason or message: ${shown(silent)}`);
          const long = setAside.find((entry) => entry.message.length > 400);
          if (long) broken(`a message of ${long.message.length} characters: ${shown(long)}`);
          if (events.length > 0 && setAside.some((entry) => entry.scope === "record")) {
            broken(`set aside as a whole, and yet an event: ${shown(raw)}`);
          }
        }
      },
    },
    {
      name: "malformed input loses nothing else",
      check() {
        const context = contextOf(config);
        const between = raws.flatMap((raw, index) => {
          const bad = malformed[index % Math.max(1, malformed.length)];
          if (bad !== undefined) decode(bad, context);
          return decode(raw, context).events;
        });
        const difference = firstDifference(between, eventsOf(raws));
        if (difference !== null) broken(`among malformed records, good ones differ at ${difference}`);
      },
    },
    {
      name: "every event is valid",
      async check() {
        for (const raw of [...raws, ...malformed]) await valid(raw, decode(raw).events);
      },
    },
    {
      name: "every time has an offset",
      check() {
        const local = eventsOf(raws).find(({ time }) => !/(?:Z|[+-]\d\d:\d\d)$/.test(time));
        if (local) broken(`a time without a zone: ${local.time}`);
      },
    },
    {
      name: "a subject is made by context.subject and by nothing else",
      check() {
        const made = new Set<string>();
        const plain = contextOf(config);
        const context: DecodeContext<Config> = {
          ...plain,
          subject(kind, value) {
            const subject = plain.subject(kind, value);
            made.add(subject);
            return subject;
          },
        };
        const subjects = raws.flatMap((raw) => decode(raw, context).events.map(({ subject }) => subject));
        const own = subjects.find((subject) => subject !== undefined && !made.has(subject));
        if (own !== undefined) broken(`a subject that is no keyed hash: ${own}`);
      },
    },
    {
      name: "absent stays absent: nothing undefined, nothing empty",
      check() {
        for (const raw of raws) {
          for (const event of decode(raw).events) {
            const path = emptyAt(event);
            if (path !== undefined) broken(`${path} is there and says nothing: ${shown(event)}`);
          }
        }
      },
    },
    {
      name: "a cell left blank never becomes a number",
      check() {
        for (const raw of raws) {
          const before = new Set(numbersOf(decode(raw).events));
          for (const leaf of textLeaves(raw)) {
            const blanked = deepFrozen(withText(raw, leaf, ""));
            const invented = numbersOf(decode(blanked).events).find((number) => !before.has(number));
            if (invented !== undefined) broken(`blank ${leaf.join(".")} became ${invented}: ${shown(raw)}`);
          }
        }
      },
    },
    {
      name: "whatever the cells hold, decode neither throws nor waits, and events are valid",
      check: () =>
        fc.assert(
          fc.asyncProperty(garbled(raws), async (raw) => {
            await valid(raw, decode(raw).events);
          }),
          { ...generated, numRuns: 300 },
        ),
    },
  ];
}

function contextOf<Config>(config: Config): DecodeContext<Config> {
  const { subject, fingerprint } = createContext(config, { key: new Uint8Array(32).fill(7) });
  return { config, subject, fingerprint };
}

function attempt<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    return broken(`${what} threw ${String(thrown)}`);
  }
}

function identity(draft: EventDraft): string {
  return `${draft.source} ${eventId(draft.key, draft.revision)}`;
}

/** Answers and amounts, by what they answer. */
function numbersOf(events: readonly EventDraft[]): string[] {
  return events.flatMap((event) => {
    if (event.type === "survey.responded") {
      return event.data.answers
        .filter(({ value }) => typeof value === "number")
        .map(({ item, value }) => `${item} = ${String(value)}`);
    }
    return Object.entries(event.data)
      .filter(([, value]) => typeof value === "number")
      .map(([field, value]) => `${field} = ${String(value)}`);
  });
}

function emptyAt(value: unknown, path = "event"): string | undefined {
  if (value === undefined || value === "") return path;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const found = emptyAt(part, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function pathText(path: readonly (PropertyKey | { readonly key: PropertyKey })[] = []): string {
  return path.map((step) => String(typeof step === "object" ? step.key : step)).join(".");
}
