import { type Channel, cxError, type Notifier } from "@cxkit/core";
import type { HostedChannel } from "@cxkit/host";
import { didYouMean } from "./did-you-mean.ts";
import type { BuiltInChannel, BuiltInNotifier } from "./workspace-config.ts";
import type { WorkspacePlugins } from "./workspace-plugins.ts";

/** Each is loaded when it is used: a workspace without e-mail loads no mail library. */
const channels: { readonly [id in BuiltInChannel]: () => Promise<unknown> } = {
  typeform: async () => (await import("@cxkit/channels/typeform")).typeform,
  formbricks: async () => (await import("@cxkit/channels/formbricks")).formbricks,
  zendesk: async () => (await import("@cxkit/channels/zendesk")).zendesk,
  "twilio-sms": async () => (await import("@cxkit/channels/twilio-sms")).twilioSms,
  webhook: async () => (await import("@cxkit/channels/webhook")).standardWebhook,
  cloudevents: async () => (await import("@cxkit/channels/cloudevents")).cloudevents,
  segment: async () => (await import("@cxkit/channels/segment")).segment,
  surveymonkey: async () => (await import("@cxkit/channels/surveymonkey")).surveyMonkey,
  "app-store": async () => (await import("@cxkit/channels/app-store")).appStore,
  "google-play": async () => (await import("@cxkit/channels/google-play")).googlePlay,
  feishu: async () => (await import("@cxkit/channels/feishu")).feishu,
  alipay: async () => (await import("@cxkit/channels/alipay")).alipay,
  wechat: async () => (await import("@cxkit/channels/wechat")).wechat,
  wecom: async () => (await import("@cxkit/channels/wecom")).wecom,
  "survey-csv": async () => (await import("@cxkit/channels/survey-csv")).surveyCsv,
  "qualtrics-csv": async () => (await import("@cxkit/channels/qualtrics-csv")).qualtricsCsv,
};

/** Where notifications for the terminal go. */
export interface TerminalSettings {
  readonly write: (text: string) => void;
  readonly colours: boolean;
  readonly columns: number;
}

/** What a notifier is made with. */
interface NotifierSurroundings {
  readonly terminal: TerminalSettings;
  /** The text of a secret, for those that cannot work with a handle: the address of a mail server holds its password. */
  readonly text: (name: string) => string | null;
}

const notifiers: { readonly [id in BuiltInNotifier]: (given: NotifierSurroundings) => Promise<Notifier> } = {
  "standard-webhooks": async () => (await import("@cxkit/notifiers")).standardWebhooks,
  email: async ({ text }) => {
    const url = text("smtp");
    if (url === null)
      throw cxError(
        "invalid-setup",
        'is missing: expected env("NAME") of smtps://user:password@mail.example.com',
        {
          path: "secrets.smtp",
        },
      );
    const { email, smtpTransport } = await import("@cxkit/notifiers");
    return email({ transport: smtpTransport({ url }) });
  },
  terminal: async ({ terminal: given }) => (await import("@cxkit/notifiers")).terminal(given),
};

/**
 * The channel that a configuration names, or hands in: one that comes with cxkit, else a plugin's.
 *
 * @throws {CxError} `invalid-setup` when it is neither
 */
export async function channelOf(
  given: unknown,
  plugins?: WorkspacePlugins,
): Promise<Channel | HostedChannel> {
  const ofPlugin = async (name: string, builtIn: readonly string[]): Promise<HostedChannel | undefined> => {
    if (!plugins) return undefined;
    const { plugin, entry } = await plugins.find("channels", name, builtIn);
    const { pluginChannel } = await import("@cxkit/host/plugins");
    return pluginChannel(plugins.parts(plugin), plugin, entry);
  };
  const fits = (one: { readonly [key: string]: unknown }): boolean =>
    typeof one["decode"] === "function" ||
    (typeof one["open"] === "function" && Array.isArray(one["streams"]));
  return contributionOf<Channel | HostedChannel>("channel", given, channels, fits, ofPlugin);
}

/**
 * The notifier that a configuration names, or hands in: one that comes with cxkit, else a plugin's.
 *
 * @throws {CxError} `invalid-setup` when it is neither
 */
export async function notifierOf(
  given: unknown,
  surroundings: NotifierSurroundings,
  plugins?: WorkspacePlugins,
): Promise<Notifier> {
  const ofPlugin = async (name: string, builtIn: readonly string[]): Promise<Notifier | undefined> => {
    if (!plugins) return undefined;
    const { plugin, entry } = await plugins.find("notifiers", name, builtIn);
    const { pluginNotifier } = await import("@cxkit/host/plugins");
    return pluginNotifier(plugins.parts(plugin), plugin, entry);
  };
  const made = Object.fromEntries(
    Object.entries(notifiers).map(([id, make]) => [id, () => make(surroundings)] as const),
  );
  return contributionOf("notifier", given, made, (one) => typeof one["deliver"] === "function", ofPlugin);
}

async function contributionOf<T>(
  kind: string,
  given: unknown,
  builtIn: { readonly [id: string]: () => Promise<unknown> },
  fits: (one: { readonly [key: string]: unknown }) => boolean,
  ofPlugin: (name: string, builtIn: readonly string[]) => Promise<T | undefined>,
): Promise<T> {
  if (typeof given === "string") {
    const load = Object.hasOwn(builtIn, given) ? builtIn[given] : undefined;
    if (load) return (await load()) as T;
    const ids = Object.keys(builtIn);
    const found = await ofPlugin(given, ids);
    if (found) return found;
    const meant = didYouMean(given, ids);
    const hint = meant === undefined ? `there are ${ids.join(", ")}` : `did you mean ${meant}?`;
    throw cxError("invalid-setup", `no ${kind} is called ${given}; ${hint}`, { path: kind });
  }
  if (typeof given === "object" && given !== null && fits(given as { readonly [key: string]: unknown }))
    return given as T;
  throw cxError(
    "invalid-setup",
    `expected the name of a ${kind}, or a ${kind}; this object is none (was a function of the same name not called?)`,
    { path: kind },
  );
}

/** Whether a notifier of this name comes with cxkit. */
export function isBuiltInNotifier(name: string): name is BuiltInNotifier {
  return Object.hasOwn(notifiers, name);
}
