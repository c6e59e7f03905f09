import { randomBytes } from "node:crypto";
import { cxError, type Http, type HttpRequest, secretsOf } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import type { InstalledPlugin, RunnerServices } from "@cxkit/host/plugins";
import { secretOf } from "@cxkit/signing";
import { configuredHosts } from "./configured-hosts.ts";
import { bodyOf, type Fixture } from "./fixture.ts";
import type { UsageLog } from "./usage-log.ts";

/**
 * What a plugin is given while it is tried: a network that answers with a fixture's answers and writes down what was asked, and secrets that
 * are nobody's.
 */
export function trialServices(
  plugin: InstalledPlugin,
  fixture: Fixture,
  usage: UsageLog,
  now: () => string,
): RunnerServices {
  const context = createContext({}, { key: randomBytes(32), now });
  const { channels = [] } = plugin.manifest.contributes;
  const names = new Set([
    ...channels.flatMap(({ webhook }) => webhook?.secrets ?? []),
    ...(plugin.manifest.capabilities?.secrets ?? []).map(({ name }) => name),
  ]);
  const left = [...(fixture.answers ?? [])];
  /** Names of the secrets that tokens were given for: they go where those go. */
  const tokens = new Map<string, readonly string[]>();
  const namesOf = (request: HttpRequest): readonly string[] => [
    ...new Set(
      secretsOf(request).flatMap(({ handle }) =>
        handle.startsWith("trial:") ? [handle.slice("trial:".length)] : (tokens.get(handle) ?? []),
      ),
    ),
  ];
  const asked = (request: HttpRequest, text: string): string => {
    const { host } = new URL(request.url);
    const configured = configuredHosts(host, fixture.config);
    usage.request({ host, configured, method: request.method, secrets: namesOf(request), text });
    return host;
  };
  const http: Http = (request) => {
    const host = asked(request, textOf(request));
    const at = left.findIndex(({ url = "" }) => request.url.startsWith(url));
    const [answer] = at < 0 ? [] : left.splice(at, 1);
    if (!answer) {
      if (fixture.notification !== undefined)
        return Promise.resolve({ status: 200, headers: {}, body: new Uint8Array() });
      throw cxError("unavailable", `${fixture.file} has no answer for ${request.method} ${host}`);
    }
    const { status = 200, headers = {} } = answer;
    return Promise.resolve({
      status,
      headers: { "content-type": "application/json", ...headers },
      body: bodyOf(answer),
    });
  };
  return {
    http,
    secrets: Object.fromEntries(
      [...names].map((name) => [name, [secretOf(`trial secret ${name}`, `trial:${name}`)]]),
    ),
    token({ name, request }) {
      asked(request, "");
      const handle = `token:${name}`;
      tokens.set(handle, namesOf(request));
      return Promise.resolve(secretOf("trial token", handle));
    },
    subject: context.subject,
    fingerprint: context.fingerprint,
    now,
  };
}

function textOf({ url, body }: HttpRequest): string {
  const said =
    body instanceof Uint8Array
      ? new TextDecoder().decode(body)
      : typeof body === "string"
        ? body
        : JSON.stringify(body ?? "");
  return `${url} ${said}`;
}
