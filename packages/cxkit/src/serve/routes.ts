import type { Host } from "@cxkit/host";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { pathOf, targetOf } from "./raw-request.ts";
import type { RefusalReason, Refusals } from "./refusals.ts";
import type { RouteSettings } from "./serve-options.ts";

/** What every route works with. */
export interface Routes {
  readonly host: Host;
  readonly settings: RouteSettings;
  readonly counter: Refusals;
  /** The instance that the routes are on; its prefix is the path they are mounted under. */
  readonly server: FastifyInstance;
  /** Ids of the connections that requests can be for. */
  readonly connections: ReadonlySet<string>;
  /** The beginning of every address of ours, as others see it. */
  readonly publicUrl: () => string;
  refuse(request: FastifyRequest, reply: FastifyReply, status: number, reason: RefusalReason): FastifyReply;
}

/** Path of a request below where the routes are mounted, as it was sent. */
export function ownPath(routes: Pick<Routes, "server">, request: FastifyRequest): string {
  return pathOf(targetOf(request.raw, routes.server.prefix));
}

/** The name in `/hooks/NAME`. */
export function connectionOf(routes: Pick<Routes, "server">, request: FastifyRequest): string {
  return ownPath(routes, request).slice("/hooks/".length);
}
