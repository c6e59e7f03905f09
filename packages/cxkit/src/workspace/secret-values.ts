import type { Secret, Secrets } from "@cxkit/core";
import { secret } from "@cxkit/host";
import type { ConfigProblem } from "./config-problem.ts";
import type { EnvironmentHandle } from "./env.ts";
import type { Environment } from "./environment.ts";
import type { SecretSettings } from "./workspace-config.ts";

/** Looks up what handles stand for. What is missing is collected, with its key; values go nowhere but into secrets. */
export interface SecretValues {
  /** Bytes of a key, at least 32, written as base64 or hex; `null` when it is not there. */
  key(handle: EnvironmentHandle, path: string): Uint8Array | null;
  one(handle: EnvironmentHandle, path: string): Secret | null;
  all(settings: SecretSettings | undefined, path: string): Secrets;
  /** The text itself, for a transport that cannot work with a handle; `null` when it is not there, which `all` tells. */
  text(handle: EnvironmentHandle): string | null;
}

/**
 * Secrets of an environment.
 *
 * @param problems where problems are put
 */
export function secretValues(environment: Environment, problems: ConfigProblem[]): SecretValues {
  const valueOf = ({ env }: EnvironmentHandle, path: string): string | null => {
    const value = environment[env];
    if (value !== undefined && value.trim() !== "") return value;
    const what = value === undefined ? "is not set" : "is empty";
    problems.push({
      path,
      message: `the variable ${env} ${what}; put it into .env beside the configuration, or into the environment`,
    });
    return null;
  };
  const one = (handle: EnvironmentHandle, path: string): Secret | null => {
    const value = valueOf(handle, path);
    if (value === null) return null;
    if (malformed.test(value)) {
      const message = `the variable ${handle.env} begins with whsec_ and goes on with what is no base64: copy the whole secret`;
      problems.push({ path, message });
      return null;
    }
    return secret(value, `env:${handle.env}`);
  };
  return {
    key(handle, path) {
      const value = valueOf(handle, path);
      if (value === null) return null;
      const bytes = keyBytes(value.trim());
      if (bytes && bytes.length >= 32) return bytes;
      problems.push({
        path,
        message: `the variable ${handle.env} holds no key: expected at least 32 bytes as base64 or hex, such as "openssl rand -base64 32" gives`,
      });
      return null;
    },
    one,
    text: ({ env }) => ((environment[env] ?? "").trim() === "" ? null : (environment[env] ?? null)),
    all(settings = {}, path) {
      return Object.fromEntries(
        Object.entries(settings).map(([name, given]) => {
          const several = Array.isArray(given);
          const handles: readonly EnvironmentHandle[] = several ? given : [given as EnvironmentHandle];
          const found = handles.map((handle, at) =>
            one(handle, `${path}.${name}${several ? `[${at}]` : ""}`),
          );
          return [name, found.filter((each) => each !== null)];
        }),
      );
    },
  };
}

/** A secret of Standard Webhooks that can be none: nothing could be proven with it, and every request would fail. */
const malformed =
  /^whsec_(?!(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=?|[A-Za-z0-9+/]{2}(?:==)?)$)/;

function keyBytes(text: string): Uint8Array | undefined {
  if (/^(?:[0-9a-f]{2})+$/i.test(text)) return new Uint8Array(Buffer.from(text, "hex"));
  if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return new Uint8Array(Buffer.from(text, "base64"));
  return undefined;
}
