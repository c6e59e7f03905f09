import { cxError } from "./error.ts";
import type { Http, TokenRequest } from "./http.ts";
import type { Instant } from "./json.ts";
import type { Secret } from "./secrets.ts";

/** What tokens are fetched with. */
export interface TokenParts {
  readonly http: Http;
  readonly now: () => Instant;
  readonly secretOf: (value: string, handle: string) => Secret;
}

interface Kept {
  readonly token: Promise<Secret>;
  /** In milliseconds since 1970; while the token is on its way, forever. */
  until: number;
}

/** Seconds before its end at which a token is no longer handed out. */
const margin = 60;

/**
 * Short-lived tokens of one connection: fetched once, shared by all who ask meanwhile, kept until shortly before they expire. The token
 * itself is only ever inside a handle.
 *
 * @returns the `token` of a `PullContext`
 */
export function tokens({ http, now, secretOf }: TokenParts): (request: TokenRequest) => Promise<Secret> {
  const kept = new Map<string, Kept>();
  return async (request) => {
    const known = kept.get(request.name);
    if (known && known.until > Date.parse(now())) {
      const token = await known.token;
      if (token !== request.refused) return token;
      // Somebody else may have asked for a fresh one meanwhile.
      const newer = kept.get(request.name);
      if (newer && newer !== known) return newer.token;
    }
    const fresh: Kept = {
      token: fetched(request).then(({ token, seconds }) => {
        fresh.until = Date.parse(now()) + Math.max(0, seconds - margin) * 1000;
        return token;
      }),
      until: Infinity,
    };
    kept.set(request.name, fresh);
    try {
      return await fresh.token;
    } catch (thrown) {
      if (kept.get(request.name) === fresh) kept.delete(request.name);
      throw thrown;
    }
  };

  async function fetched({ name, request, value, seconds, problem, again = [] }: TokenRequest): Promise<{
    readonly token: Secret;
    readonly seconds: number;
  }> {
    const { status, body } = await http(request);
    if (status >= 500 || status === 429) {
      throw cxError("unavailable", `the token ${name} was not given: ${status}`, { trouble: "vendor" });
    }
    const answer = status < 300 ? jsonObject(body) : {};
    const trouble = problem === undefined ? undefined : answer[problem];
    if ((typeof trouble === "number" || typeof trouble === "string") && again.includes(trouble)) {
      throw cxError("unavailable", `the token ${name} was not given: ${problem} ${trouble}`, {
        trouble: "vendor",
      });
    }
    const token = answer[value];
    const bad = trouble !== undefined && trouble !== 0 && trouble !== "0";
    if (bad || typeof token !== "string" || token === "") {
      const code = typeof trouble === "number" || typeof trouble === "string" ? trouble : typeof trouble;
      const why = bad ? `${problem} ${String(code).slice(0, 20)}` : String(status);
      throw cxError("invalid-setup", `the token ${name} was refused: ${why}`, { trouble: "auth" });
    }
    const life = seconds === undefined ? 3600 : Number(answer[seconds]);
    return { token: secretOf(token, `token:${name}`), seconds: Number.isFinite(life) ? life : 3600 };
  }
}

function jsonObject(body: Uint8Array): { readonly [key: string]: unknown } {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    if (typeof value === "object" && value !== null) return value as { readonly [key: string]: unknown };
  } catch {
    // Not JSON: no token in it.
  }
  return {};
}
