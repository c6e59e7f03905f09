import * as z from "zod";
import { type ConfigProblem, keyPath, refuseProblems } from "./config-problem.ts";
import { didYouMean } from "./did-you-mean.ts";
import { isEnvironmentHandle } from "./env.ts";
import type { WorkspaceConfig } from "./workspace-config.ts";

/**
 * Checks the shape of a configuration: keys, and what kind of thing each is. What channels, notifiers and rules want to know is theirs
 * to check, when the workspace is opened.
 *
 * @param file name to speak of it
 * @throws {CxError} `invalid-setup` with every problem, its key path, what was expected, and the key that was probably meant
 */
export function checkConfig(value: unknown, file: string): WorkspaceConfig {
  const parsed = workspaceSchema.safeParse(value, { error: expected });
  if (!parsed.success) refuseProblems(parsed.error.issues.flatMap(problemsOf), file);
  return value as WorkspaceConfig;
}

const unknownKey = "unknown key";

/** An object of these keys and no others; a key that is not known is told with the one that was probably meant. */
function exactly<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== "unrecognized_keys") return expected(issue);
      // One line a key, in their order: `problemsOf` takes them apart again.
      return issue.keys
        .map((key) => {
          const meant = didYouMean(key, known);
          return meant === undefined
            ? `${unknownKey}, there are ${known.join(", ")}`
            : `${unknownKey}, did you mean ${meant}?`;
        })
        .join("\n");
    },
  });
}

function problemsOf(issue: z.core.$ZodIssue): readonly ConfigProblem[] {
  if (issue.code === "unrecognized_keys") {
    const said = issue.message.split("\n");
    return issue.keys.map((key, at) => ({
      path: keyPath([...issue.path, key]),
      message: said[at] ?? unknownKey,
    }));
  }
  if (issue.code === "invalid_key") {
    const why = issue.issues.map(({ message }) => message).join(", ");
    return [{ path: keyPath(issue.path), message: why }];
  }
  return [{ path: keyPath(issue.path), message: issue.message }];
}

/** What was expected, in words; what came is named by its kind alone, for it may be a secret. */
function expected(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "invalid_type") {
    if (issue.input === undefined) return "is missing";
    return `expected ${kinds[issue.expected] ?? issue.expected}, got ${kindOf(issue.input)}`;
  }
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    const meant = typeof issue.input === "string" ? didYouMean(issue.input, values) : undefined;
    return `expected ${values.join(", ")}${meant === undefined ? "" : `; did you mean ${meant}?`}`;
  }
  if (issue.code === "too_small") return `expected ${String(issue.minimum)} or more`;
  if (issue.code === "too_big") return `expected ${String(issue.maximum)} or less`;
  return undefined;
}

const kinds: { readonly [type: string]: string } = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  record: "an object",
  array: "a list",
};

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (isEnvironmentHandle(value)) return "env(…)";
  return kinds[typeof value] ?? `a ${typeof value}`;
}

const handle = z.custom(isEnvironmentHandle, {
  error: (issue) =>
    issue.input === undefined
      ? 'is missing: expected env("NAME")'
      : `expected env("NAME"), got ${kindOf(issue.input)}; secrets are named here, never written`,
});
const secrets = z.record(z.string(), z.union([handle, z.array(handle).min(1)], { error: oneOrMoreHandles }));

function oneOrMoreHandles({ input }: z.core.$ZodRawIssue): string {
  return `expected env("NAME") or a list of them, got ${kindOf(input)}; secrets are named here, never written`;
}

/** Kebab-case, because it becomes part of addresses, file names and errors. */
const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, {
  error: "expected a name of lower-case letters, digits and hyphens, such as store-survey",
});
const zone = z.string().refine(isZone, { error: "expected an IANA time zone such as Europe/Berlin" });
const url = z.string().refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), {
  error: "expected an address such as https://cx.example.com",
});
const text = z.string().min(1, { error: "expected text, got none" });
/** The name of a contribution that comes with cxkit, or the contribution. Which names there are is said when it is looked for. */
const contribution = z.custom<unknown>(
  (value) => (typeof value === "string" && value !== "") || (typeof value === "object" && value !== null),
  {
    error: ({ input }) =>
      input === undefined ? "is missing" : `expected a name or an object, got ${kindOf(input)}`,
  },
);
const amount = z.number().positive({ error: "expected a number above 0" });
const span = z.string().regex(/^[1-9]\d{0,8}[mhdw]$/, { error: "expected a span of time such as 4h or 3d" });
const count = z.int().positive({ error: "expected a whole number above 0" });

const workspaceSchema = exactly({
  name: text,
  zone,
  language: z.enum(["en", "zh"]).optional(),
  key: handle,
  publicUrl: url.optional(),
  plugins: z.array(text).optional(),
  pluginSettings: z.record(z.string(), z.unknown()).optional(),
  pluginLimits: z
    .record(
      z.string(),
      exactly({
        heapMb: count.optional(),
        rssMb: count.optional(),
        startMs: count.optional(),
        callMs: count.optional(),
        stallMs: count.optional(),
      }),
    )
    .optional(),
  isolation: exactly({ advisory: z.enum(["refuse", "accept"]).optional() }).optional(),
  store: exactly({ store: text, config: z.unknown().optional() }).optional(),
  journey: z
    .union([text, z.looseObject({ id: text, stages: z.array(z.looseObject({ id: text })) })])
    .optional(),
  connections: z.record(
    id,
    exactly({
      channel: contribution,
      config: z.unknown().optional(),
      secrets: secrets.optional(),
      inbox: text.optional(),
      mapping: text.optional(),
      pullEvery: amount.optional(),
      unsigned: z.boolean().optional(),
      sources: z.array(text).optional(),
    }),
  ),
  scores: z
    .record(
      id,
      exactly({
        metric: contribution,
        item: text.optional(),
        title: text.optional(),
        scale: exactly({ min: z.number(), max: z.number(), step: amount }).optional(),
        direction: z.enum(["higher-is-better", "lower-is-better"]).optional(),
        instrument: text.optional(),
      }),
    )
    .optional(),
  rules: z.record(id, z.looseObject({})).optional(),
  routing: exactly({
    fallback: text.optional(),
    rules: z.record(z.string(), text).optional(),
    teams: exactly({ by: text, owners: z.record(z.string(), text) }).optional(),
    stages: z.record(z.string(), text).optional(),
  }).optional(),
  cases: exactly({
    acknowledgeWithin: span.optional(),
    closeWithin: span.optional(),
    escalateAfter: span.optional(),
    keepClosed: span.optional(),
  }).optional(),
  people: z.record(id, exactly({ notify: z.array(text), address: text.optional() })).optional(),
  notifiers: z
    .record(
      id,
      exactly({
        notifier: contribution,
        config: z.unknown().optional(),
        secrets: secrets.optional(),
      }),
    )
    .optional(),
  listen: exactly({
    host: text.optional(),
    port: z.int().min(0).max(65_535).optional(),
    trustProxy: z.array(text).optional(),
    healthToken: handle.optional(),
  }).optional(),
  limits: exactly({
    bodyBytes: count.optional(),
    records: count.optional(),
    backlog: count.optional(),
    attempts: count.optional(),
    pullPages: count.optional(),
    pullRecords: count.optional(),
    pullBytes: count.optional(),
    sources: count.optional(),
  }).optional(),
});

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
