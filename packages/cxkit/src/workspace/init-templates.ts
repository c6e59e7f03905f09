/** What a new workspace can begin with. */
export const initChannels = ["webhook", "typeform", "files"] as const;

/** What a new workspace can begin with. */
export type InitChannel = (typeof initChannels)[number];

/** What a configuration is written for. */
interface InitSettings {
  readonly channels: readonly InitChannel[];
  readonly zone: string;
  readonly language: "en" | "zh";
}

/** Stands in messages, so it is in their language. */
const callBackTitle = { en: "Unhappy customer", zh: "不满意的客户" } as const;

/** What must not go into a repository: secrets, and everything customers said. */
export const ignoredPaths: readonly string[] = [".cxkit/", ".env", "inbox/"];

/** The lines of `.env`, with fresh secrets. */
export function initEnvironment(
  settings: Pick<InitSettings, "channels"> & { readonly random: (bytes: number) => Uint8Array },
): readonly string[] {
  const { channels, random } = settings;
  const base64 = (bytes: number): string => Buffer.from(random(bytes)).toString("base64");
  return [
    `CXKIT_KEY=${base64(32)}`,
    ...(channels.includes("webhook") ? [`WEBHOOK_SECRET=whsec_${base64(24)}`] : []),
    ...(channels.includes("typeform") ? [`TYPEFORM_SECRET=${Buffer.from(random(24)).toString("hex")}`] : []),
  ];
}

/** The configuration of a new workspace: ready to run, and to be read. */
export function initConfig({ channels, zone, language }: InitSettings, folder: string): string {
  const connections = initChannels.filter((one) => channels.includes(one)).map((one) => connection[one]);
  return `import { defineWorkspace, env } from "cxkit";

// Secrets are in .env beside this file: env("NAME") says which one. "cxkit run" starts everything.
export default defineWorkspace({
  name: ${JSON.stringify(folder)},
  zone: ${JSON.stringify(zone)}, // days and weeks begin here
  language: ${JSON.stringify(language)}, // of messages: en or zh
  key: env("CXKIT_KEY"), // makes customers' pseudonyms: keep it, there is no other way back

  // Where people and producers reach this workspace from outside: the beginning of every link.
  // publicUrl: "https://cx.example.com",

  // Where word comes in. Webhooks are at /hooks/<name>.
  connections: {
${connections.join("\n")}
  },

  // What is measured. Try: cxkit measure --score nps --by touchpoint --every week
  scores: {
    nps: { metric: "nps", item: "recommend" },
  },

  // What is watched.
  rules: {
    // One customer: somebody should call. Opens a case.
    "call-back": { kind: "needs-person", item: "recommend", atMost: 3, title: ${JSON.stringify(callBackTitle[language])} },
    // A score that is below its target beyond sampling error: of a hundred evaluations at the target, one may alarm.
    "nps-low": { kind: "below-target", metric: "nps", target: 20, window: "28d", every: "1d" },
    // A score that is worse than in the four weeks before, at every touchpoint.
    "nps-worse": { kind: "changed", metric: "nps", window: "28d", by: ["touchpoint"] },
  },

  // Who has a case, and how they hear of it.
  routing: { fallback: "owner" },
  people: {
    owner: { notify: ["terminal"] }, // for e-mail: address: "anna@example.com"
  },
  notifiers: {
    terminal: { notifier: "terminal" },
    // mail: { notifier: "email", config: { from: "cx@example.com" }, secrets: { smtp: env("SMTP_URL") } },
    // chat: { notifier: "standard-webhooks", config: { url: "https://…" }, secrets: { webhook: env("CHAT_SECRET") } },
  },

  listen: { host: "127.0.0.1", port: 8787 },
});
`;
}

const connection: { readonly [id in InitChannel]: string } = {
  webhook: `    // Any program's JSON, signed as Standard Webhooks are (https://www.standardwebhooks.com).
    webhook: {
      channel: "webhook",
      secrets: { webhook: env("WEBHOOK_SECRET") },
      config: {
        source: "shop:orders",
        key: "id", // names of fields in what is sent
        time: "answered_at",
        touchpoint: { path: "touchpoint" },
        dimensions: { region: "region" },
        contact: { email: "email" },
        items: [{ item: "recommend", path: "score", construct: "nps" }],
        verbatims: [{ item: "reason", path: "reason" }],
      },
    },`,
  typeform: `    // A Typeform. The items are by the fields' "ref", which is in Typeform's own webhook or in its Create API.
    typeform: {
      channel: "typeform",
      secrets: { webhook: env("TYPEFORM_SECRET") },
      config: {
        items: { recommend: { item: "recommend", construct: "nps" } },
        touchpoint: { hidden: "touchpoint" },
      },
    },`,
  files: `    // Exports: drop them into inbox/, or say: cxkit ingest export.csv
    files: { channel: "survey-csv", inbox: "inbox" },`,
};
