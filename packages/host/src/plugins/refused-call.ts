import { cxError, type CxError, isCxError } from "@cxkit/core";
import type { PluginState } from "./lifecycle.ts";
import type { PluginFailure } from "./manager-contract.ts";

/**
 * Why a plugin in this state takes no call, as an error that says what to do: wait, or mend the setup.
 *
 * @param seconds until it is tried again; `null` where nothing is
 */
export function refusedCall(
  id: string,
  state: PluginState,
  why: string | null,
  seconds: number | null,
): CxError {
  const because = why === null ? "" : `: ${why}`;
  const place = { contribution: id };
  if (state === "backoff" || state === "failed")
    return cxError("unavailable", `${id} waits to be started again${because}`, {
      ...place,
      trouble: "crash",
      retryAfter: Math.max(1, Math.ceil(seconds ?? 1)),
    });
  if (state === "draining")
    return cxError("unavailable", `${id} is being stopped`, { ...place, trouble: "cancelled" });
  if (state === "quarantined")
    return cxError("contribution-failed", `${id} is quarantined${because}`, { ...place, trouble: "crash" });
  if (state === "blocked")
    return cxError("invalid-setup", `${id} is blocked${because}; see "cxkit plugin grant ${id}"`, {
      ...place,
      trouble: "capability",
    });
  return cxError("invalid-setup", `${id} is ${state}${because}`, place);
}

/** What may be kept of an error: words only where they are ours, for a plugin may put anything into its own. */
export function keptFailure(thrown: unknown): Pick<PluginFailure, "code" | "trouble" | "message"> {
  if (isCxError(thrown))
    return { code: thrown.code, trouble: thrown.place.trouble ?? null, message: thrown.message };
  return { code: null, trouble: null, message: thrown instanceof Error ? thrown.name : typeof thrown };
}
