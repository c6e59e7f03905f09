import { type Channel, completeEvent, type Decoded, type RawRequest, type Secret } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { cxEventSchema } from "@cxkit/core/schema";
import { firstDifference } from "./first-difference.ts";
import { broken, type Law, shown } from "./law.ts";
import { type Judged, now, type WebhookSamples } from "./webhook-laws-samples.ts";
import { bytesOf } from "./webhook-laws-requests.ts";

/** Laws over what is in a body: of nobody, of the producer and broken, of the producer and odd. */
export function bodyLaws<Config, Raw>(
  channel: Channel<Config, Raw>,
  samples: WebhookSamples<Config>,
  judge: (request: RawRequest) => Promise<Judged<Raw>>,
  secret: Secret,
): readonly Law[] {
  const signed = (body: Uint8Array): Promise<RawRequest> => samples.sign(body, [secret], now);
  const decoded = (records: readonly Raw[]): Decoded[] => {
    const context = createContext(samples.config, { key: new Uint8Array(32).fill(7) });
    return records.map((raw) => channel.decode(raw, context));
  };
  const eventsOf = async (body: Uint8Array): Promise<readonly unknown[]> => {
    const said = await judge(await signed(body));
    if (!said.verified) return broken(`a signed body is refused with ${said.status} ${said.reason}`);
    const events = decoded(said.records).flatMap((each) => each.events);
    for (const draft of events) {
      const { error } = cxEventSchema.safeParse(completeEvent(draft, now));
      const [issue] = error?.issues ?? [];
      if (issue) broken(`${issue.path.join(".")}: ${issue.message} in ${shown(draft)}`);
    }
    return events;
  };

  return [
    {
      name: "nothing is read before it is proven",
      async check() {
        const [text = ""] = samples.bodies;
        const request = await signed(bytesOf(text));
        const reasons = new Set<string>();
        const spaced = samples.signs === "content" ? [] : [`${text} `];
        for (const body of [...spaced, "{", "", "\u0000", "[".repeat(10_000)]) {
          const said = await judge({ ...request, body: bytesOf(body) });
          reasons.add(said.verified ? "taken" : `${said.status} ${said.reason}`);
        }
        // A channel that parses first has another answer for what cannot be parsed.
        if (reasons.size > 1)
          broken(`what nobody signed is told apart by what is in it: ${[...reasons].join(", ")}`);
      },
    },
    {
      name: "a signed body that cannot be read is refused with 400, or set aside",
      async check() {
        for (const body of [
          bytesOf("{"),
          bytesOf("nonsense"),
          Uint8Array.of(0x22, 0xff, 0x22),
          bytesOf("[".repeat(300_000)),
        ]) {
          const said = await judge(await signed(body));
          if (!said.verified) {
            if (said.status !== 400)
              broken(`what cannot be read is refused with ${said.status} ${said.reason}`);
            continue;
          }
          const results = decoded(said.records);
          if (results.some(({ events }) => events.length > 0)) broken("an event came of what cannot be read");
          if (results.every(({ setAside }) => setAside.length === 0)) broken("what cannot be read vanished");
        }
      },
    },
    {
      name: "any JSON that is signed is read without an error",
      async check() {
        for (const body of ["null", "0", '""', "[]", "{}", "[[]]", "[null]", "true", '{"__proto__":null}'])
          await judgedAnyhow(bytesOf(body));
      },
    },
    {
      name: "a byte order mark, strange keys and strange values change nothing else",
      async check() {
        for (const text of samples.bodies) {
          const before = await eventsOf(bytesOf(text));
          if (before.length === 0) broken("a sample body gives no event");
          for (const odd of oddities(text)) {
            const difference = firstDifference(before, await eventsOf(bytesOf(odd)));
            if (difference !== null) broken(`${shown(odd.slice(0, 80))} differs at ${difference}`);
          }
          if ("polluted" in {}) broken("a key of the body became a key of every object");
        }
      },
    },
  ];

  async function judgedAnyhow(body: Uint8Array): Promise<void> {
    const said = await judge(await signed(body));
    if (said.verified) decoded(said.records);
    else if (said.status !== 400) broken(`a signed body is refused with ${said.status} ${said.reason}`);
  }
}

/** The same body with something in it that nobody asked for. Bodies that are no objects, and hold none, are only marked. */
function oddities(text: string): string[] {
  const keys = [
    '"__proto__":{"polluted":true}',
    '"constructor":{"prototype":{"polluted":true}}',
    '"zz-huge":1e999',
    '"zz-long":123456789012345678901234567890',
    '"zz-surrogate":"\\ud800"',
    `"zz-deep":${"[".repeat(90)}${"]".repeat(90)}`,
  ];
  const brace = text.indexOf("{");
  const empty = /^\{\s*\}/.test(text.slice(brace));
  const within =
    brace < 0
      ? []
      : keys.map((key) => `${text.slice(0, brace + 1)}${key}${empty ? "" : ","}${text.slice(brace + 1)}`);
  return [`\uFEFF${text}`, `${text}\n`, ...within];
}
