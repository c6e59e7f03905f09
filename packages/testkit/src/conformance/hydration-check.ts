import { isCxError } from "@cxkit/core";
import { broken, shown } from "../law.ts";
import type { ChannelTrial } from "./channel-trial.ts";
import { type Plan, untried } from "./check.ts";
import { errorText } from "./error-text.ts";
import type { StreamSamples } from "./stream-samples.ts";
import { openTrial, type StreamTrial } from "./stream-trial.ts";

/** E8: records of which only an id came. */
export function hydrationCheck<Config, Raw>(whole: ChannelTrial<Config, Raw>): Plan {
  const { channel, options, streams } = whole;
  const { hydrate } = channel;
  const { hydration } = options;
  return {
    id: "E8",
    title: "a thin record is completed, or it is said whether to try again",
    why: "What is said to be gone for good is never asked for again.",
    unless:
      hydrate === undefined
        ? "the channel completes no records"
        : hydration === undefined
          ? untried("no thin records are given (`hydration`)")
          : undefined,
    async check() {
      const trial = hydration?.producer
        ? ofProducer(whole, hydration.producer)
        : streams.find(({ name }) => name === hydration?.stream);
      if (!hydrate || !hydration || !trial)
        return broken(`there is no stream ${shown(hydration?.stream)} to complete records from`);
      const open = openTrial(trial, { rows: 2 });
      for (const { row } of open.double.rows()) {
        const thin = hydration.thin(row);
        if (!hydrate.needs(thin)) open.fail(`${shown(thin)} is said to need nothing`);
        const full = await hydrate.complete(thin, open.context);
        if (hydrate.needs(full)) open.fail(`completed, ${shown(full)} is said to need something`);
        if (channel.decode(full, open.context).events.length === 0)
          open.fail(`completed, ${shown(full)} gives no event`);
      }
      const [first] = open.double.rows();
      if (!first) return undefined;
      for (const [status, code] of [
        [503, "unavailable"],
        [429, "unavailable"],
        [404, "invalid-event"],
        [410, "invalid-event"],
        [401, "invalid-setup"],
      ] as const) {
        const answers = { status, headers: {}, body: new TextEncoder().encode("{}") };
        const context = {
          ...open.context,
          // Tokens are still given; what is asked for is not.
          http: async (...[request]: Parameters<typeof open.context.http>) => {
            const response = await open.double.http(request);
            return open.double.calls.at(-1)?.kind === "token" ? response : answers;
          },
        };
        const outcome = await hydrate.complete(hydration.thin(first.row), context).then(
          () => "nothing",
          (thrown: unknown) => (isCxError(thrown) ? thrown.code : errorText(thrown)),
        );
        if (outcome !== code)
          open.fail(`${status} for a thin record ends in ${outcome}, and should in ${code}`);
      }
      return undefined;
    },
  };
}

/** A producer that nothing is read from: it only answers. */
function ofProducer<Config, Raw>(
  { channel, config, secrets, secretOf }: ChannelTrial<Config, Raw>,
  samples: StreamSamples,
): StreamTrial<Config, Raw> {
  const stream = { mode: "full", primaryKey: () => "", async *pull() {} } as const;
  return { name: "completing", stream, samples, channel, config, secrets, secretOf };
}
