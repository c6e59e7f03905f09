import {
  type AlertRule,
  type Channel,
  type CodeEntry,
  type Command,
  type Contributes,
  cxError,
  type DataContribution,
  type Journey,
  type JsonSchema,
  type Metric,
  type PluginConfiguration,
  type Reply,
  type Report,
  type StandardSchema,
  type TextAnalyzer,
  type WebhookEntry,
} from "@cxkit/core";
import type { DefinitionKind, FoundDefinition } from "./definitions.ts";

/**
 * What a manifest says of definitions: everything of them that is data. Schemas that are loaded on first use are loaded for it.
 *
 * @throws {CxError} `invalid-setup` naming the contribution, where a schema cannot be told as JSON Schema
 */
export async function contributesOf(found: readonly FoundDefinition[]): Promise<Contributes> {
  const lists: { -readonly [kind in keyof Contributes]?: object[] } = {};
  let configuration: JsonSchema | undefined;
  for (const definition of found.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    const { kind, value } = definition;
    await loadSchemas(definition);
    if (kind === "configuration")
      configuration = jsonSchemaOf(definition, (value as unknown as PluginConfiguration).schema);
    else (lists[listOf[kind]] ??= []).push(entryOf[kind](definition));
  }
  // In the order of the kinds, whatever the order of the modules.
  const ordered = Object.values(listOf).flatMap((kind) =>
    lists[kind] ? [[kind, lists[kind]] as const] : [],
  );
  return { ...Object.fromEntries(ordered), ...(configuration && { configuration }) };
}

const listOf: { readonly [kind in Exclude<DefinitionKind, "configuration">]: keyof Contributes } = {
  channel: "channels",
  metric: "metrics",
  "metric-data": "metrics",
  journey: "journeys",
  "alert-rule": "alertRules",
  "alert-rule-data": "alertRules",
  notifier: "notifiers",
  store: "stores",
  report: "reports",
  command: "commands",
  "text-analyzer": "textAnalyzers",
};

const entryOf: {
  readonly [kind in Exclude<DefinitionKind, "configuration">]: (found: FoundDefinition) => object;
} = {
  channel(found) {
    const { config, webhook, streams, hydrate, file, coverage } = found.value as unknown as Channel;
    const told = Object.entries(streams ?? {}).map(([name, { title, mode, lookback }]) => [
      name,
      defined({ title, mode, lookback }),
    ]);
    return {
      ...code(found),
      config: jsonSchemaOf(found, config),
      ...(webhook && { webhook: webhookOf(found, webhook) }),
      ...(streams && { streams: Object.fromEntries(told) as object }),
      ...(hydrate && { hydrates: true }),
      ...(file && { file: true }),
      ...(coverage && { coverage }),
    };
  },
  metric(found) {
    const { unit, better, select, compare } = found.value as unknown as Metric;
    return { ...code(found), unit, better, select, ...(compare && { compares: true }) };
  },
  "metric-data": dataEntry,
  "alert-rule-data": dataEntry,
  journey({ value }) {
    const { journey } = value as unknown as { readonly journey: Journey };
    const title = journey.title["en"] ?? Object.values(journey.title)[0] ?? journey.id;
    return { id: journey.id, title, spec: "v1", data: journey };
  },
  "alert-rule"(found) {
    const { watches, guarantee, params } = found.value as unknown as AlertRule;
    return { ...code(found), watches, guarantee, params: jsonSchemaOf(found, params) };
  },
  notifier: (found) => ({ ...code(found), config: jsonSchemaOf(found, found.value["config"]) }),
  store: (found) => ({ ...code(found), config: jsonSchemaOf(found, found.value["config"]) }),
  report(found) {
    const { formats, params } = found.value as unknown as Report;
    return { ...code(found), formats, ...(params && { params: jsonSchemaOf(found, params) }) };
  },
  command(found) {
    const { effects, params } = found.value as unknown as Command;
    return { ...code(found), effects, params: jsonSchemaOf(found, params) };
  },
  "text-analyzer"(found) {
    const { languages, offline, params } = found.value as unknown as TextAnalyzer;
    return { ...code(found), languages, offline, params: jsonSchemaOf(found, params) };
  },
};

function code({ value, module, export: name, id }: FoundDefinition): CodeEntry {
  return { id, title: value["title"] as string, spec: "v1", module, export: name };
}

function dataEntry(found: FoundDefinition): object {
  const { id, title, data } = found.value as unknown as DataContribution;
  return { id, title, spec: "v1", data };
}

function webhookOf(found: FoundDefinition, webhook: NonNullable<Channel["webhook"]>): WebhookEntry {
  const { secrets, accepts, keeps, methods, acknowledge, wakes } = webhook;
  return {
    secrets,
    ...defined({ accepts, keeps, methods }),
    acknowledge: replyOf(found, acknowledge),
    ...(wakes && { wakes: true }),
  };
}

/** A reply as JSON: bytes have to be text. */
function replyOf(found: FoundDefinition, reply: Reply): Reply {
  if (reply.body === undefined || typeof reply.body === "string") return reply;
  try {
    return { ...reply, body: new TextDecoder("utf-8", { fatal: true }).decode(reply.body) };
  } catch {
    throw problem(found, "acknowledges with bytes that are no text: a manifest holds text");
  }
}

async function loadSchemas(found: FoundDefinition): Promise<void> {
  for (const place of ["config", "params", "schema"]) {
    try {
      await (found.value[place] as StandardSchema | undefined)?.["~standard"]?.load?.();
    } catch (cause) {
      throw problem(found, `has a schema that cannot be loaded: ${wordsOf(cause)}`);
    }
  }
}

/** A schema of any library that follows Standard Schema, as JSON Schema of what is written, without its dialect. */
function jsonSchemaOf(found: FoundDefinition, schema: unknown): JsonSchema {
  const standard = (schema as StandardSchema | undefined)?.["~standard"];
  if (!standard?.jsonSchema)
    throw problem(
      found,
      "has a schema that cannot be told as JSON Schema: its library lacks ~standard.jsonSchema",
    );
  try {
    const { $schema: _, ...body } = standard.jsonSchema.input({ target: "draft-2020-12" });
    // What JSON cannot say is gone before it is compared with what was read from a file.
    return JSON.parse(JSON.stringify(body)) as JsonSchema;
  } catch (cause) {
    throw problem(found, `has a schema that cannot be told as JSON Schema: ${wordsOf(cause)}`);
  }
}

const wordsOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

function problem({ kind, id, module, export: name }: FoundDefinition, words: string): Error {
  return cxError("invalid-setup", `${kind} ${id} ${words}`, { path: `${module}#${name}`, contribution: id });
}

function defined<T extends object>(given: T): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
}
