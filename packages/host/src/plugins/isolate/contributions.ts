import type { Channel, Json, Page, StandardSchema, TableRow } from "@cxkit/core";
import type { ContributionReference } from "../runner.ts";
import {
  decodeContext,
  fileOf,
  type MemberCall,
  members,
  pullContext,
  streamOf,
} from "./contribution-members.ts";
import { pluginError } from "./plugin-error.ts";

/** What a call comes with; the configuration is as the operator wrote it. */
export type Invocation = Omit<MemberCall, "config"> & { readonly config?: unknown };

/** The contributions of one plugin, to be called. The same code in every tier, so that every tier gives the same. */
export interface Contributions {
  call(
    target: ContributionReference,
    member: string,
    args: readonly unknown[],
    invocation: Invocation,
  ): Promise<unknown>;
  pages(
    target: ContributionReference,
    stream: string,
    cursor: Json | undefined,
    invocation: Invocation,
  ): AsyncIterable<Page<unknown>>;
  /** The records of the file whose rows the services hand out. */
  read(target: ContributionReference, invocation: Invocation): AsyncIterable<unknown>;
}

/**
 * Finds a contribution in its module when it is called first, checks its configuration with its own schema, and calls it.
 *
 * @param load imports a module of the plugin
 */
export function contributions(
  load: (module: string) => Promise<{ readonly [name: string]: unknown }>,
): Contributions {
  const found = new Map<string, Promise<Definition>>();
  // Kept by what was written: a channel may prepare itself once for each configuration object that it is given.
  const configs = new Map<string, Promise<unknown>>();

  const definitionOf = (target: ContributionReference): Promise<Definition> => {
    const key = `${target.kind} ${target.id}`;
    const known = found.get(key) ?? load(target.module).then((module) => checked(module, target));
    found.set(key, known);
    return known;
  };
  const configOf = (definition: Definition, target: ContributionReference, given: unknown) => {
    const schema = definition.config ?? definition.params;
    if (!schema) return given;
    const key = `${target.kind} ${target.id} ${JSON.stringify(given) ?? ""}`;
    const known = configs.get(key) ?? validated(schema, given);
    // A few connections each have theirs; who sends another one every time is not remembered.
    if (configs.size >= 256) configs.clear();
    configs.set(key, known);
    return known;
  };
  const opened = async (target: ContributionReference, invocation: Invocation) => {
    const definition = await definitionOf(target);
    const { config, ...rest } = invocation;
    const call: MemberCall = { ...rest, config: await configOf(definition, target, config) };
    return { definition, call };
  };
  return {
    async call(target, member, args, invocation) {
      const called = Object.hasOwn(members[target.kind], member) ? members[target.kind][member] : undefined;
      if (!called) throw pluginError("unsupported", `a ${target.kind} has no member ${member}`);
      const { definition, call } = beforeConfig.has(`${target.kind} ${member}`)
        ? { definition: await definitionOf(target), call: { ...invocation, config: undefined } }
        : await opened(target, invocation);
      return called(definition as never, call, args as never);
    },
    async *pages(target, stream, cursor, invocation) {
      const { definition, call } = await opened(target, invocation);
      const { pull } = streamOf(definition as unknown as Channel, stream);
      yield* pull(pullContext(call), cursor);
    },
    async *read(target, invocation) {
      const { definition, call } = await opened(target, invocation);
      yield* fileOf(definition as unknown as Channel).read(rowsOf(call), decodeContext(call));
    },
  };
}

/** What is asked to find a configuration, and so has none. */
const beforeConfig: ReadonlySet<string> = new Set(["channel file.recognise", "channel file.propose"]);

/** Rows one by one; the next portion is on its way while one is worked on. */
function rowsOf({ services: { rows } }: MemberCall): AsyncIterable<TableRow> {
  if (!rows) throw pluginError("unsupported", "no file is read");
  // One that comes to nothing is told to whoever takes it, and to nobody else.
  const ask = (): Promise<readonly TableRow[]> => {
    const asked = rows();
    asked.catch(() => {});
    return asked;
  };
  let coming = ask();
  let portion: readonly TableRow[] = [];
  let at = 0;
  let over = false;
  let filling: Promise<void> | undefined;
  const fill = async (): Promise<void> => {
    portion = await coming;
    at = 0;
    over = portion.length === 0;
    if (!over) coming = ask();
    filling = undefined;
  };
  return {
    // By hand: a generator would cost every row another turn.
    [Symbol.asyncIterator]: () => ({
      async next() {
        for (;;) {
          const value = portion[at];
          if (value !== undefined) {
            at += 1;
            return { value, done: false };
          }
          if (over) return { value, done: true };
          await (filling ??= fill());
        }
      },
    }),
  };
}

interface Definition {
  readonly id: string;
  readonly config?: StandardSchema;
  readonly params?: StandardSchema;
}

function checked(module: { readonly [name: string]: unknown }, target: ContributionReference): Definition {
  const named = `${target.module} exports no ${target.kind} ${target.id} as ${target.export}`;
  const value = Object.hasOwn(module, target.export) ? module[target.export] : undefined;
  if (typeof value !== "object" || value === null) throw pluginError("invalid-setup", named);
  const { id, kind, spec } = value as { readonly [key in "id" | "kind" | "spec"]?: unknown };
  if (id !== target.id || (kind !== undefined && kind !== target.kind)) {
    throw pluginError("invalid-setup", named);
  }
  if (spec !== undefined && spec !== "v1") {
    throw pluginError("invalid-setup", `${target.kind} ${target.id} keeps to another contract than v1`);
  }
  return value as Definition;
}

async function validated(schema: StandardSchema, given: unknown): Promise<unknown> {
  const result = await schema["~standard"].validate(given);
  if (!result.issues) return result.value;
  const problems = result.issues.map(({ path = [], message }) => ({
    path: path.map((part) => String(typeof part === "object" ? part.key : part)).join("."),
    message,
  }));
  throw pluginError("invalid-setup", problems.map(({ path, message }) => `${path}: ${message}`).join("; "), {
    path: problems[0]?.path ?? "",
  });
}
