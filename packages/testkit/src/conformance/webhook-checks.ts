import type { RawRequest } from "@cxkit/core";
import { firstDifference } from "../first-difference.ts";
import { broken, shown } from "../law.ts";
import { webhookLaws } from "../webhook-laws.ts";
import { bytesOf } from "../webhook-laws-requests.ts";
import { now } from "../webhook-laws-samples.ts";
import type { ChannelTrial } from "./channel-trial.ts";
import { type Plan, type Unless, untried } from "./check.ts";
import { type DecodeBench, idOf } from "./material.ts";
import { instant, openTrial } from "./stream-trial.ts";

/** W: what the producer signed is taken, once, and nothing else. */
export function webhookChecks<Config, Raw>(
  trial: ChannelTrial<Config, Raw>,
  bench: DecodeBench<Config, Raw>,
): readonly Plan[] {
  const { channel, options } = trial;
  const { webhook } = channel;
  const samples = options.webhook;
  const unless =
    webhook === undefined
      ? "the channel has no webhook"
      : samples === undefined
        ? untried("no webhook samples are given (`webhook`)")
        : undefined;
  const law = async (...names: readonly string[]): Promise<void> => {
    if (!samples) return;
    const laws = webhookLaws(channel, { ...samples, config: trial.config });
    for (const name of names) {
      const found = laws.find((one) => one.name === name);
      if (!found) broken(`there is no law "${name}"`);
      await found?.check();
    }
  };
  const recordsOf = async (body: string, at = now): Promise<readonly Raw[]> => {
    if (!webhook || !samples) return [];
    const secret = samples.secretOf(samples.values?.[0] ?? "correct horse");
    const request: RawRequest = await samples.sign(bytesOf(body), [secret], at);
    const keys = { ...samples.besides, [webhook.secrets[0] ?? "webhook"]: [secret] };
    const said = await webhook.verify(request, keys, at, trial.config);
    return said.verified
      ? said.records
      : broken(`a signed body is refused with ${said.status} ${said.reason}`);
  };
  const idsOf = async (body: string, at = now): Promise<readonly string[]> =>
    (await recordsOf(body, at)).flatMap((raw) => bench.decode(raw).events.map(idOf));

  return [
    {
      id: "W1",
      title: "a wrong, missing, altered or foreign signature is refused",
      why: "Anybody can post to a public address.",
      unless,
      check: () =>
        law(
          "what the producer signed is taken, and has records",
          "one bit changed in the body, one byte more or one less, and it is refused",
          "one bit changed in a header that is signed, and it is refused",
          "a signed header that is missing, empty or sent twice is refused",
          "a wrong secret and no secret prove nothing; of two, either does",
          "a proof of one body proves no other",
        ),
    },
    {
      id: "W2",
      title: "the bytes that came are proven, before anything reads them",
      why: "Another spacing is another signature; a parser is an open door.",
      unless,
      check: () => law("nothing is read before it is proven"),
    },
    {
      id: "W3",
      title: "what is too old or comes from the future is refused, and a replay is known",
      why: "A recorded request must not count again.",
      unless,
      check: () =>
        law(
          "a time too far from now is refused, either way, and one within is taken",
          "told twice it says the same, and a scheme with a time names the replay until it is too old",
        ),
    },
    {
      id: "W4",
      title: "the same thing delivered again is known again",
      why: "Producers deliver at least once.",
      unless,
      async check() {
        for (const body of samples?.bodies ?? []) {
          const [one, again] = [
            await recordsOf(body),
            await recordsOf(body, instant(Date.parse(now) + 30_000)),
          ];
          const keys = (raws: readonly Raw[]) => raws.map((raw) => webhook?.dedupeKey(raw));
          const difference =
            firstDifference(keys(one), keys(again)) ??
            firstDifference(await idsOf(body), await idsOf(body, instant(Date.parse(now) + 30_000)));
          if (difference !== null) broken(`delivered again, it is another: ${difference}`);
        }
        const keys = new Set<string>();
        for (const body of samples?.bodies ?? []) {
          for (const raw of await recordsOf(body)) {
            const key = webhook?.dedupeKey(raw) ?? "";
            if (keys.has(key)) broken(`two things have the dedupe key ${shown(key)}`);
            keys.add(key);
          }
        }
      },
    },
    {
      id: "W5",
      title: "the order of deliveries changes nothing",
      why: "Deliveries are retried, and overtake each other.",
      unless,
      async check() {
        const bodies = samples?.bodies ?? [];
        const forwards = new Map<string, readonly string[]>();
        for (const body of bodies) forwards.set(body, await idsOf(body));
        for (const body of bodies.toReversed()) {
          const difference = firstDifference(await idsOf(body), forwards.get(body));
          if (difference !== null) broken(`in another order it differs at ${difference}`);
        }
      },
    },
    {
      id: "W6",
      title: "told by webhook and found by reading, a thing is one event",
      why: "Otherwise everybody who is connected both ways counts twice.",
      unless: unless ?? unpolled(channel, samples?.polled),
      async check() {
        const { polled } = samples ?? {};
        const stream = trial.streams.find(({ name }) => name === polled?.stream);
        if (!polled || !stream) return broken(`there is no stream ${polled?.stream} to compare with`);
        const open = openTrial(stream, { rows: 2 });
        const { records } = await open.read();
        const pulled = records.flatMap((raw) => bench.decode(raw).events.map(idOf)).toSorted();
        const told: string[] = [];
        for (const { row } of open.double.rows()) {
          for (const raw of await recordsOf(polled.body(row))) {
            // A webhook may only say that there is something: what it gives is what its producer then says.
            const thin = channel.hydrate?.needs(raw) === true;
            const whole = thin ? await channel.hydrate?.complete(raw, open.context) : raw;
            if (whole !== undefined) told.push(...bench.decode(whole).events.map(idOf));
          }
        }
        const difference = firstDifference(told.toSorted(), pulled);
        return difference === null ? undefined : broken(`by webhook and by reading: ${difference}`);
      },
    },
    {
      id: "W7",
      title: "what is kept is read again as it was, with no secret",
      why: "Bodies are decoded again after a fix, when the secret may be another.",
      unless,
      check: () => law("records are what verify gave, read from what is kept, with no secret"),
    },
    {
      id: "W8",
      title: "a refusal is a status and a code, and tells nothing",
      why: "Whoever tries keys must learn nothing.",
      unless,
      check: () => law("refusals are a status and a code, and say nothing of the secret or of what came"),
    },
    {
      id: "W9",
      title: "the producer hears that it was taken",
      why: "What is not acknowledged is sent again, and then the webhook is switched off.",
      unless,
      check: () => law("the producer hears 2xx"),
    },
    {
      id: "W10",
      title: "signed nonsense is refused with 400 or set aside, and odd fields change nothing",
      why: "Producers have bugs as well.",
      unless,
      check: () =>
        law(
          "a signed body that cannot be read is refused with 400, or set aside",
          "any JSON that is signed is read without an error",
          "a byte order mark, strange keys and strange values change nothing else",
        ),
    },
  ];
}

function unpolled(
  { streams = {} }: { readonly streams?: object },
  polled: object | null | undefined,
): Unless | undefined {
  if (Object.keys(streams).length === 0) return "the channel has no streams";
  if (polled === null) return "its streams tell other things than its webhook, as the author says";
  return polled
    ? undefined
    : untried("no stream is said to tell the same (`webhook.polled`; `null` where none does)");
}
