import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { RouteLimits } from "./serve-options.ts";

/** Seconds to wait, or `null` to go on. */
export type RateLimit = (request: FastifyRequest) => Promise<number | null>;

/** Requests a minute: from an address, and for a connection. */
export interface RateLimits {
  readonly fromAddress: RateLimit;
  readonly forConnection: RateLimit;
}

/** Counted in memory, bounded: the key that was seen longest ago is forgotten first. */
export async function rateLimits(
  server: FastifyInstance,
  limits: RouteLimits,
  connectionOf: (request: FastifyRequest) => string,
): Promise<RateLimits> {
  await server.register(rateLimit, { global: false });
  const limit = (
    max: number,
    own: { readonly keyGenerator?: (request: FastifyRequest) => string },
  ): RateLimit => {
    const options = { timeWindow: 60_000, max, cache: limits.addresses, ...own };
    const check = server.createRateLimit(options);
    return async (request) => {
      const seen = await check(request);
      return !seen.isAllowed && seen.isExceeded ? Math.max(1, seen.ttlInSeconds) : null;
    };
  };
  return {
    fromAddress: limit(limits.perAddress, {}),
    forConnection: limit(limits.perConnection, { keyGenerator: connectionOf }),
  };
}
