import { randomBytes } from "node:crypto";
import { cxError, type Http, type HttpRequest, secretsOf } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import type { InstalledPlugin, RunnerServices } from "@cxkit/host/plugins";
import { secretOf } from "@cxkit/signing";
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
  const http: Http = (request) => {
    const { host } = new URL(request.url);
    usage.request(host, request.method, namesOf(request), textOf(request));
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
    token(request) {
      const asked = request.request;
      usage.request(new URL(asked.url).host, asked.method, namesOf(asked), "");
      return Promise.resolve(secretOf("trial token", "fetched token"));
    },
    subject: context.subject,
    fingerprint: context.fingerprint,
    now,
  };
}

/** Names of the secrets in a request; a token that was fetched is none of them. */
function namesOf(request: HttpRequest): readonly string[] {
  return secretsOf(request).flatMap(({ handle }) => (handle.startsWith("trial:") ? [handle.slice(6)] : []));
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
