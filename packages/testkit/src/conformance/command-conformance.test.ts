import { type Command, type CommandContext, cxError, type StandardSchema } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { commandConformance } from "./command-conformance.ts";
import { lives, unproven } from "./fixtures/lives.ts";

interface Params {
  readonly to: string;
}
const params: StandardSchema<unknown, Params> = {
  "~standard": {
    version: 1,
    vendor: "test",
    validate: (value) =>
      typeof value === "object" && value !== null && Object.keys(value).join() === "to"
        ? { value: value as Params }
        : { issues: [{ message: "needs `to`" }] },
  },
};

/** Counts what is stored, and posts it. */
const good: Command<Params> = {
  kind: "command",
  spec: "v1",
  id: "post-count",
  title: "Post a count",
  params,
  effects: "external",
  async run({ to }, { store, http, signal }) {
    signal.throwIfAborted();
    const items = await store.items();
    const { status } = await http({
      method: "POST",
      url: `https://${to}/count`,
      body: String(items.length),
      signal,
    });
    if (status !== 200) throw cxError("unavailable", `${to} answered ${status}`);
    return { posted: items.length };
  },
};
const options = { params: { to: "example.com" } };
const running = (
  run: (given: Params, context: CommandContext) => Promise<unknown>,
  rest: Partial<Command> = {},
): Command<Params> => ({ ...good, ...(rest as object), run });

const mutants: readonly (readonly [id: string, what: string, command: Command<Params>])[] = [
  ["K1", "has no title", { ...good, title: "" }],
  [
    "K2",
    "takes anything for parameters",
    {
      ...good,
      params: {
        "~standard": { version: 1, vendor: "test", validate: (value) => ({ value: value as Params }) },
      },
    },
  ],
  ["K3", "declares reading and posts", { ...good, effects: "read" }],
  [
    "K3",
    "asks for more of the store than it is given",
    running(async (given, context) => {
      const { store } = context as unknown as { readonly store: { erase?(subject: string): void } };
      store.erase?.("everybody");
      return good.run(given, context);
    }),
  ],
  [
    "K4",
    "asks the platform's clock",
    running(async (given, context) => ({
      ...((await good.run(given, context)) as object),
      sure: Date.now() > 0,
    })),
  ],
  [
    "K5",
    "returns a date",
    running(async (given, context) => ({ ...((await good.run(given, context)) as object), at: new Date(0) })),
  ],
  [
    "K6",
    "posts although it was given up",
    running((given, context) => good.run(given, { ...context, signal: new AbortController().signal })),
  ],
  [
    "K7",
    "says that it is done when nobody answered",
    running((given, context) =>
      good.run(given, context).catch((thrown: unknown) => {
        if (context.signal.aborted) throw thrown;
        return { posted: 0 };
      }),
    ),
  ],
  [
    "K7",
    "throws what nobody can decide on",
    running((given, context) =>
      good.run(given, context).catch(() => {
        throw new Error("something went wrong");
      }),
    ),
  ],
];

describe("a command in good order conforms", () => {
  for (const check of commandConformance(good, options)) it(check.name, check.check);
});

describe("every mutant of a command dies", () => {
  for (const [id, what, command] of mutants)
    it(`${id} sees one that ${what}`, async () => {
      const store = { items: async () => [], tally: async () => [], async *events() {}, erase() {} };
      expect(await lives(commandConformance(command, { ...options, store }), id)).toBe("dies");
    });

  it("and every check kills one", () => {
    expect(
      unproven(
        commandConformance(good, options),
        mutants.map(([id]) => id),
      ),
    ).toEqual([]);
  });
});
