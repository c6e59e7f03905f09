/**
 * The reference of a plugin's manifest, made of its schema. Written into the documentation by
 *
 *     node --conditions=@cxkit/source packages/house/manifest-page.ts && oxfmt -c packages/house/oxfmtrc.json docs/plugins/manifest.md
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { jsonSchemas } from "@cxkit/core/schema";

/** As much of a JSON Schema as the page tells. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly properties?: { readonly [key: string]: Schema };
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
}

/** Where the page is. */
export const manifestPageFile: string = path.resolve(import.meta.dirname, "../../docs/plugins/manifest.md");

/** The page, as Markdown. */
export function manifestPage(): string {
  const schema = jsonSchemas()["plugin-manifest"] as unknown as Schema;
  const { contributes, capabilities, limits } = schema.properties ?? {};
  const kinds = Object.entries(contributes?.properties ?? {}).filter(([, kind]) => kind.items !== undefined);
  return [
    opening,
    `## Keys\n\n${tableOf(schema)}`,
    `## \`contributes\`\n\n${written}\n\n${tableOf(contributes!)}`,
    ...kinds.map(
      ([name, kind]) => `### Contributes: \`${name}\`\n\n${kind.description}.\n\n${entriesOf(kind.items!)}`,
    ),
    `## \`capabilities\`\n\n${asked}\n\n${tableOf(capabilities!)}`,
    ...Object.entries(capabilities?.properties ?? {}).map(
      ([name, part]) =>
        `### Capabilities: \`${name}\`\n\n${part.description}.\n\n${tableOf(part.items ?? part)}`,
    ),
    `## \`limits\`\n\n${tableOf(limits!)}`,
    closing,
  ].join("\n\n");
}

/** One table per form that an entry may have. */
function entriesOf(schema: Schema): string {
  const forms = schema.anyOf ?? [schema];
  return forms
    .map((form) => {
      const nested = Object.entries(form.properties ?? {}).filter(
        ([name]) => name === "webhook" || name === "streams",
      );
      const parts = nested.map(([name, part]) => {
        const inner = typeof part.additionalProperties === "object" ? part.additionalProperties : part;
        return `\`${name}\`${inner === part ? "" : ", each"}:\n\n${tableOf(inner)}`;
      });
      const title = forms.length === 1 ? "" : form.properties?.["data"] ? "As data:\n\n" : "With code:\n\n";
      return [`${title}${tableOf(form)}`, ...parts].join("\n\n");
    })
    .join("\n\n");
}

function tableOf({ properties = {}, required = [] }: Schema): string {
  const rows = Object.entries(properties).map(([key, schema]) => {
    const need = required.includes(key) ? "yes" : "";
    return `| \`${key}\` | ${need} | ${valueOf(schema)} | ${cell(schema.description ?? "")} |`;
  });
  return ["| key | required | value | what it is |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function valueOf(schema: Schema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((one) => `\`${JSON.stringify(one)}\``).join(", ");
  if (schema.items)
    return `list of ${schema.items.properties || schema.items.anyOf ? "objects" : valueOf(schema.items)}`;
  if (schema.anyOf) return [...new Set(schema.anyOf.map(valueOf))].join(" or ");
  return schema.type === undefined ? "anything" : schema.type;
}

function cell(text: string): string {
  return text.replaceAll("|", String.raw`\|`);
}

const opening = `# The manifest of a plugin

A plugin is a package. What it says of itself stands in its \`package.json\`: a host reads it without running any of the plugin's code, and an operator
reads it before granting anything.

\`\`\`json
{
  "name": "acme-reviews",
  "version": "1.0.0",
  "type": "module",
  "keywords": ["cxkit-plugin", "cxkit-channel"],
  "engines": { "cxkit": "^1.0.0" },
  "exports": { ".": "./dist/index.js" },
  "cxkit": {
    "manifestVersion": 1,
    "id": "acme.reviews",
    "capabilities": {
      "network": [{ "host": "api.acme.com", "why": "Reads reviews" }],
      "secrets": [{ "name": "token", "hosts": ["api.acme.com"], "why": "Reads reviews" }]
    },
    "contributes": {}
  }
}
\`\`\`

You write everything but \`contributes\`. [\`cxkit plugin build\`](./commands.md) writes that from what your modules export, and \`cxkit plugin check\`
fails when the two no longer agree. A plugin that stays private has the same manifest: a workspace takes it by dependency, by folder or by archive.

**Editors** complete it: the schema is published as \`@cxkit/core/schemas/plugin-package.json\` (the whole \`package.json\`) and
\`plugin-manifest.json\` (the key \`cxkit\` alone). In VS Code, for instance:

\`\`\`json
{
  "json.schemas": [
    { "fileMatch": ["package.json"], "url": "./node_modules/@cxkit/core/schemas/plugin-package.json" }
  ]
}
\`\`\`

The tables below are made of that schema. A key that is not in them is an error.`;

const written = `Generated. Metrics, journeys and alert rules can be data alone: then no code of yours runs, nothing has to be granted for it, and nothing can
crash. Everything else names its module and export, and is loaded when it is first needed.`;

const asked = `What is not asked for, or not granted, is refused. Every entry says why, in the words an operator reads.`;

const closing = `## What the schema cannot say

Checked as well, by \`cxkit plugin check\` and by every host that reads the manifest:

- ids are unique within their kind
- hosts are plausible: no \`*.com\`, no address, no \`example.com\`; \`\${config:field}\` names a field of a configuration
- nothing in a configuration looks like a secret: secrets are asked for under \`capabilities.secrets\` and handed over as handles. A field that is
  none after all carries \`"x-cxkit-secret": false\`
- what a webhook verifies with is among \`capabilities.secrets\`, what is pulled has a host under \`capabilities.network\`, and a secret goes only where
  requests may go
- stores run in the host's process and have to ask for \`capabilities.inProcess\`
- \`engines.cxkit\` holds the version of the host: else the plugin is \`incompatible\`, and says so
- the publisher \`cxkit\` is CXKit's own
`;

if (import.meta.main) writeFileSync(manifestPageFile, manifestPage());
