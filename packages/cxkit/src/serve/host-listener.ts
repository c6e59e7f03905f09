import type { IncomingMessage, ServerResponse } from "node:http";
import type { Host } from "@cxkit/host";
import { bareServer } from "./bare-server.ts";
import { routesOf } from "./host-routes.ts";
import { refusals } from "./refusals.ts";
import type { RouteOptions } from "./serve-options.ts";

/** Handles the requests of a workspace within a server of somebody else's. */
export type HostListener = (request: IncomingMessage, response: ServerResponse) => void;

/** Where a listener's routes are, and who brings requests to them. */
export interface ListenerOptions extends RouteOptions {
  /** Path that the routes are mounted under: `/cx` for `/cx/hooks/survey`. Default: none. */
  readonly path?: string;
  /** Addresses or networks (CIDR) of proxies whose `x-forwarded-for` is believed. Default: none. */
  readonly trustProxy?: readonly string[];
}

/**
 * The routes of a workspace as a listener for a `node:http` server that has routes of its own: {@link hostRoutes} without Fastify
 * to be seen. Hand it the requests whose path begins with `path`; it answers whatever it is handed.
 *
 * The server stays yours: its timeouts, its limits on headers and connections, where it listens, and that nobody else can reach
 * a connection that takes what nobody signed.
 *
 * @param options `publicUrl` includes the path
 * @throws {CxError} `invalid-setup` when `publicUrl` is no address that a path can be added to
 */
export async function hostListener(host: Host, options: ListenerOptions = {}): Promise<HostListener> {
  const { path = "/", trustProxy = [], ...rest } = options;
  const counter = refusals(options.onRefused);
  const app = bareServer(counter, trustProxy.length > 0 ? { trustProxy: [...trustProxy] } : {});
  await app.register(routesOf(host, rest, counter), { prefix: path.replace(/\/+$/, "") });
  await app.ready();
  return (request, response) => app.routing(request, response);
}
