import { type Command, type CommandContext, cxError, type Http, isCxError } from "@cxkit/core";
import { firstDifference } from "../first-difference.ts";
import { broken, shown } from "../law.ts";
import { deepFrozen } from "../leaves.ts";
import { trapped } from "./ambient-traps.ts";
import { checksOf, type ConformanceCheck, type Skip } from "./check.ts";
import { definitionPlan } from "./definition-plan.ts";
import { errorText } from "./error-text.ts";

/** What a command is tried with. */
export interface CommandConformanceOptions {
  /** As somebody would type them. */
  readonly params: unknown;
  /** Parameters that are none. */
  readonly wrong?: readonly unknown[];
  /** What is stored. Default: nothing. */
  readonly store?: CommandContext["store"];
  /** Who answers. Default: 200 with `{}`. */
  readonly http?: Http;
  readonly settings?: unknown;
  readonly skip?: readonly Skip[];
}

const nothingStored: CommandContext["store"] = {
  items: async () => [],
  tally: async () => [],
  async *events() {},
};

/**
 * What every command keeps: it refuses what are no parameters, does what it declares and nothing else, stops when it is given up, and
 * says when it has failed.
 *
 * @param command the command under test
 * @param options parameters, a store, who answers
 * @throws {RangeError} when a skip names no check or gives no reason
 */
export function commandConformance<Params, Result>(
  command: Command<Params, Result>,
  options: CommandConformanceOptions,
): readonly ConformanceCheck[] {
  const { store = nothingStored, wrong = [], skip } = options;
  const answer: Http =
    options.http ?? (async () => ({ status: 200, headers: {}, body: new TextEncoder().encode("{}") }));
  const params = async (): Promise<Params> => {
    const outcome = await command.params["~standard"].validate(structuredClone(options.params));
    return outcome.issues
      ? broken(`${command.id}: refuses the sample's parameters: ${shown(outcome.issues)}`)
      : outcome.value;
  };
  const run = async (
    change: Partial<CommandContext> = {},
  ): Promise<{ readonly result: Result; readonly asked: readonly string[] }> => {
    const asked: string[] = [];
    const noted = <T extends object>(name: string, target: T): T =>
      new Proxy(target, {
        get(of, member, self) {
          const value: unknown = Reflect.get(of, member, self);
          if (typeof value === "function" && typeof member === "string") asked.push(`${name}.${member}`);
          return value;
        },
      });
    const given = deepFrozen(await params());
    const context: CommandContext = {
      signal: new AbortController().signal,
      now: () => "2026-03-01T09:31:00Z",
      store: noted("store", change.store ?? store),
      http: async (request) => {
        asked.push("http");
        return (change.http ?? answer)(request);
      },
      ...(options.settings !== undefined && { settings: options.settings }),
      ...(change.signal && { signal: change.signal }),
    };
    return { result: await command.run(given, context), asked };
  };
  const down = (): Promise<never> =>
    Promise.reject(cxError("unavailable", "nobody answers", { trouble: "timeout" }));
  /** What asks for something that does not come must not say that all went well. */
  const failing = async (what: string, change: Partial<CommandContext>): Promise<void> => {
    const outcome = await run(change).then(
      ({ result }) => `a good end: ${shown(result)}`,
      (thrown: unknown) => (isCxError(thrown) ? null : errorText(thrown)),
    );
    if (outcome !== null) broken(`${what}, and it ends in ${outcome}`);
  };

  return checksOf(
    [
      definitionPlan("K1", "command", command),
      {
        id: "K2",
        title: "what are no parameters are refused",
        why: "A slip of the pen must not be carried out.",
        async check() {
          await params();
          for (const value of ["x", 7, [1], { "no such parameter": 1 }, ...wrong]) {
            const { issues } = await command.params["~standard"].validate(value);
            if (!issues) broken(`${command.id} takes ${shown(value)} for parameters`);
          }
        },
      },
      {
        id: "K3",
        title: "it touches what it declares, and nothing else",
        why: "Who allowed reading did not allow telling.",
        async check() {
          const { asked } = await run();
          if (command.effects !== "external" && asked.includes("http"))
            broken(`${command.id} declares ${command.effects}, and uses the network`);
          const beyond = asked.find(
            (one) =>
              one.startsWith("store.") &&
              !["store.items", "store.tally", "store.events", "store.then", "store.toJSON"].includes(one),
          );
          if (beyond !== undefined) broken(`${command.id} asks for ${beyond}`);
        },
      },
      {
        id: "K4",
        title: "it uses the clock, network and store that it is given, and no other",
        why: "The host limits what goes through it, and nothing else.",
        async check() {
          const { touched } = await trapped("pulling", () => run());
          if (touched.length > 0) broken(`${command.id} uses ${touched.join(", ")}`);
        },
      },
      {
        id: "K5",
        title: "its result is plain JSON",
        why: "It is printed, and crosses processes.",
        async check() {
          const { result } = await run();
          const difference = firstDifference(JSON.parse(JSON.stringify(result ?? null)), result ?? null);
          if (difference !== null) broken(`JSON changes the result: ${difference}`);
        },
      },
      {
        id: "K6",
        title: "given up before it began, it does nothing outside",
        why: "Who pressed stop expects that nothing happens.",
        unless: command.effects === "external" ? undefined : "it has no effect outside",
        async check() {
          let calls = 0;
          const http: Http = async (request) => {
            calls += 1;
            return answer(request);
          };
          await run({ signal: AbortSignal.abort(), http }).catch(() => {});
          if (calls > 0) broken(`${command.id} was given up, and made ${calls} calls`);
        },
      },
      {
        id: "K7",
        title: "what failed is said",
        why: "Done, says the screen, and nothing was.",
        async check() {
          const { asked } = await run();
          if (asked.includes("http")) await failing("nobody answers", { http: down });
          if (asked.some((one) => one.startsWith("store.")))
            await failing("the store is down", {
              store: {
                items: down,
                tally: down,
                events: () => ({ [Symbol.asyncIterator]: () => ({ next: down }) }),
              },
            });
        },
      },
    ],
    skip,
  );
}
