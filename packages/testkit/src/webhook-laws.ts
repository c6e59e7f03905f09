import type { Channel, Instant, RawRequest, Refused, Secret, Secrets, Verified, Webhook } from "@cxkit/core";
import { firstDifference } from "./first-difference.ts";
import { broken, type Law, shown } from "./law.ts";
import { bodyLaws } from "./webhook-laws-bodies.ts";
import { type Judged, now, type WebhookSamples } from "./webhook-laws-samples.ts";
import {
  bytesOf,
  flippedBytes,
  flippedSigned,
  keptOf,
  signedValue,
  withSigned,
} from "./webhook-laws-requests.ts";

/**
 * What the receiving half of every channel keeps: what the producer signed is taken, and nothing else, not with one bit changed
 * anywhere; nothing is read before it is proven; nothing is thrown for what came; and what is kept on disk reads again as it did.
 *
 * @param channel the channel under test; its `decode` is tried with what its `webhook` gives
 * @param samples bodies, and how the producer signs them
 * @throws {RangeError} when the channel has no webhook
 */
export function webhookLaws<Config, Raw>(
  channel: Channel<Config, Raw>,
  samples: WebhookSamples<Config>,
): readonly Law[] {
  const { webhook } = channel;
  if (!webhook) throw new RangeError(`webhookLaws requires a channel with a webhook, got ${channel.id}`);
  const [first, second] = samples.values ?? ["correct horse", "battery staple"];
  const [one, other] = [samples.secretOf(first), samples.secretOf(second)];
  const { toleranceSeconds } = samples;
  const judge = (request: RawRequest, secrets: readonly Secret[] = [one], at = now): Promise<Judged<Raw>> =>
    judged(
      webhook,
      request,
      { ...samples.besides, [webhook.secrets[0] ?? "webhook"]: secrets },
      at,
      samples.config,
    );
  const requests = (): Promise<RawRequest[]> =>
    Promise.all(samples.bodies.map((body) => samples.sign(bytesOf(body), [one], now)));
  const refused = async (what: string, verdict: Promise<Judged<Raw>>): Promise<Refused> => {
    const said = await verdict;
    return said.verified ? broken(`${what} is taken`) : said;
  };
  /** Refused, or for schemes that sign the content alone: taken, and it says exactly the same. */
  const unchanged = async (what: string, request: RawRequest, tampered: RawRequest): Promise<void> => {
    const said = await judge(tampered);
    if (!said.verified) return;
    const before = await judge(request);
    const same = before.verified && firstDifference(before.records, said.records) === null;
    if (samples.signs !== "content" || !same) broken(`${what} is taken`);
  };
  const taken = async (what: string, verdict: Promise<Judged<Raw>>): Promise<Verified<Raw>> => {
    const said = await verdict;
    return said.verified ? said : broken(`${what} is refused with ${said.status} ${said.reason}`);
  };

  return [
    {
      name: "what the producer signed is taken, and has records",
      async check() {
        if (new Set(samples.bodies).size < 2) broken("two different bodies are needed to test with");
        for (const request of await requests()) {
          const { records } = await taken("a signed request", judge(request));
          if (records.length === 0) broken(`nothing came of ${shown(request.headers)}`);
        }
      },
    },
    {
      name: "one bit changed in the body, one byte more or one less, and it is refused",
      async check() {
        for (const request of await requests()) {
          for (const { what, body } of flippedBytes(request.body))
            await unchanged(`a body with ${what}`, request, { ...request, body });
        }
      },
    },
    {
      name: "one bit changed in a header that is signed, and it is refused",
      async check() {
        const [request] = await requests();
        if (!request) return;
        for (const { what, request: changed } of flippedSigned(request, samples.signed))
          await refused(what, judge(changed));
      },
    },
    {
      name: "a signed header that is missing, empty or sent twice is refused",
      async check() {
        const [request] = await requests();
        for (const name of samples.signed) {
          const value = request && signedValue(request, name);
          if (request === undefined || value === undefined)
            throw new Error(`the signed request has no ${name}`);
          await refused(`a request without ${name}`, judge(withSigned(request, name, [])));
          await refused(`${name} sent twice`, judge(withSigned(request, name, [value, value])));
          for (const twice of ["", " ", `${value},${value}`, `${value} ${value},`, ` ${value}`])
            await refused(`${name} written ${shown(twice)}`, judge(withSigned(request, name, [twice])));
        }
      },
    },
    {
      name: "a wrong secret and no secret prove nothing; of two, either does",
      async check() {
        for (const request of await requests()) {
          await refused("what another secret signed", judge(request, [other]));
          await refused("a request where there is no secret", judge(request, []));
          await taken("what the second of two secrets signed", judge(request, [other, one]));
          await taken("what the first of two secrets signed", judge(request, [one, other]));
        }
      },
    },
    {
      name: "a proof of one body proves no other",
      async check() {
        const signed = await requests();
        for (const [index, request] of signed.entries()) {
          const next = signed[(index + 1) % signed.length];
          if (!next) continue;
          const exchanged = { ...request, body: next.body };
          const [proof] = samples.signed;
          // A proof that stands in the body goes along.
          const under = proof.startsWith("&")
            ? withSigned(exchanged, proof, [signedValue(request, proof) ?? ""])
            : exchanged;
          await refused("another body under the same proof", judge(under));
        }
      },
    },
    {
      name: "a time too far from now is refused, either way, and one within is taken",
      async check() {
        const [request] = await requests();
        if (!request) return;
        if (toleranceSeconds === undefined) {
          await taken(
            "a request without a time, a year later",
            judge(request, [one], moved(now, 31_536_000)),
          );
          return;
        }
        for (const sign of [-1, 1]) {
          await taken(
            "a time within the tolerance",
            judge(request, [one], moved(now, sign * (toleranceSeconds - 1))),
          );
          await refused(
            "a time beyond the tolerance",
            judge(request, [one], moved(now, sign * (toleranceSeconds + 2))),
          );
        }
      },
    },
    {
      name: "told twice it says the same, and a scheme with a time names the replay until it is too old",
      async check() {
        const seen = new Set<string>();
        for (const request of await requests()) {
          const before = await taken("a signed request", judge(request));
          const again = await taken("the same request, later", judge(request, [one], moved(now, 1)));
          await taken("the same request, by the second of two secrets", judge(request, [other, one]));
          const difference = firstDifference(before, again);
          if (difference !== null) broken(`the same request differs at ${difference}`);
          const { once } = before;
          if ((once === undefined) !== (toleranceSeconds === undefined))
            broken("a scheme signs a time exactly if it names what must not come twice");
          if (!once) continue;
          if (seen.has(once.key)) broken("two requests have one replay key");
          seen.add(once.key);
          if (!(Date.parse(once.until) > Date.parse(now)))
            broken(`a replay is known until ${once.until}, before now`);
          await refused("a request at the end of its replay key", judge(request, [one], once.until));
        }
      },
    },
    {
      name: "records are what verify gave, read from what is kept, with no secret",
      async check() {
        for (const request of await requests()) {
          const { records, opened = request.body } = await taken("a signed request", judge(request));
          const kept = keptOf({ ...request, body: opened }, webhook.keeps);
          const difference = firstDifference(records, webhook.records(kept));
          if (difference !== null) broken(`what is read from disk differs at ${difference}`);
          for (const raw of records) {
            const key = webhook.dedupeKey(raw);
            if (typeof key !== "string" || key === "") broken(`a record without a dedupe key: ${shown(raw)}`);
          }
        }
      },
    },
    {
      name: "refusals are a status and a code, and say nothing of the secret or of what came",
      async check() {
        const [request] = await requests();
        if (!request) return;
        const signature = signedValue(request, samples.signed[0]);
        const bare = withSigned(request, samples.signed[0], []);
        const forged = { ...request, body: bytesOf(`{"token":"${first}"}`) };
        for (const bad of [bare, forged, { ...request, body: new Uint8Array(0) }]) {
          const refusal = await refused("a forged request", judge(bad));
          if (!/^[a-z]+(?:-[a-z]+)*$/.test(refusal.reason))
            broken(`a reason is a code: ${shown(refusal.reason)}`);
          const extra = Object.keys(refusal).filter((key) => !["verified", "status", "reason"].includes(key));
          if (extra.length > 0) broken(`a refusal tells ${extra.join(", ")}`);
        }
        const said = JSON.stringify(await taken("a signed request", judge(request)));
        if (said.includes(first) || (signature !== undefined && said.includes(signature)))
          broken("what is taken repeats the secret or the signature");
      },
    },
    {
      name: "the producer hears 2xx",
      async check() {
        for (const request of await requests()) {
          const verified = await taken("a signed request", judge(request));
          const { status } = verified.reply ?? webhook.acknowledge;
          if (!(status >= 200 && status < 300)) broken(`an accepted request is answered ${status}`);
        }
      },
    },
    ...bodyLaws(channel, samples, judge, one),
  ];
}

async function judged<Config, Raw>(
  webhook: Webhook<Raw, Config>,
  request: RawRequest,
  secrets: Secrets,
  at: Instant,
  config: Config,
): Promise<Judged<Raw>> {
  try {
    return await webhook.verify(request, secrets, at, config);
  } catch (thrown) {
    return broken(`verify threw ${String(thrown)} for ${shown(request.headers)}`);
  }
}

function moved(instant: Instant, seconds: number): Instant {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}
