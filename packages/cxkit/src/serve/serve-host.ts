import type { Socket } from "node:net";
import { cxError } from "@cxkit/core";
import type { Host } from "@cxkit/host";
import type { FastifyInstance } from "fastify";
import { errorBody, plainHeaders } from "./answers.ts";
import { bareServer } from "./bare-server.ts";
import { clientErrors } from "./client-errors.ts";
import { routesOf } from "./host-routes.ts";
import { checkReach, publicBase } from "./listening.ts";
import { type Refusals, refusals } from "./refusals.ts";
import { type ServeLimits, type ServeOptions, defaultLimits } from "./serve-options.ts";

/** A workspace that listens. */
export interface ServedHost extends AsyncDisposable {
  /** Where it listens: `http://127.0.0.1:8787`. */
  readonly address: string;
  /**
   * Takes no more connections, lets requests under way finish, and closes what is left after `closeSeconds`. The host is whoever made
   * it's to close, after this.
   */
  close(): Promise<void>;
}

/**
 * Serves a workspace over HTTP: {@link hostRoutes}, with limits on what a server can be kept busy with.
 *
 * Listens on 127.0.0.1 unless told otherwise, and where others can reach it only while every connection can prove who sends. Speaks
 * plain HTTP: what comes from outside comes through a proxy that ends TLS.
 *
 * @throws {CxError} `invalid-setup` when others could send to a connection what nobody signed, or `publicUrl` is no address;
 *   `unavailable` when it cannot listen there
 */
export async function serveHost(host: Host, options: ServeOptions): Promise<ServedHost> {
  const { address = "127.0.0.1", port = 8787, connections, trustProxy, ...rest } = options;
  const limits: ServeLimits = { ...defaultLimits, ...options.limits };
  const publicUrl = options.publicUrl === undefined ? undefined : publicBase(options.publicUrl);
  checkReach(connections, { address, publicUrl, trustProxy });
  if (publicUrl === undefined)
    options.log?.({ level: "warn", event: "no-public-url", facts: { consequence: "links lead nowhere" } });

  const counter = refusals(options.onRefused);
  const server = limitedServer(counter, limits, trustProxy);
  await server.register(routesOf(host, { ...rest, limits }, counter));
  const listening = await server.listen({ host: address, port }).catch(async (cause: unknown) => {
    await server.close();
    const { code = "unknown reason" } = cause as { readonly code?: string };
    throw cxError("unavailable", `cannot listen on ${address}, port ${port}: ${code}`, { cause });
  });
  options.log?.({ level: "info", event: "listening", facts: { address: listening } });

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= closed(server, limits.closeSeconds));
  return { address: listening, close, [Symbol.asyncDispose]: close };
}

function limitedServer(
  counter: Refusals,
  limits: ServeLimits,
  trustProxy: readonly string[] = [],
): FastifyInstance {
  const requestTimeout = limits.requestSeconds * 1000;
  const headersTimeout = Math.min(limits.headerSeconds * 1000, requestTimeout);
  const onClientError = clientErrors(counter);
  const app = bareServer(counter, {
    http: {
      maxHeaderSize: limits.headerBytes,
      headersTimeout,
      requestTimeout,
      connectionsCheckingInterval: Math.min(1_000, headersTimeout / 2),
      // Ours to answer: refusals have one shape, and are counted.
      requireHostHeader: false,
      // Two of one header are two, not the first of them.
      joinDuplicateHeaders: true,
      insecureHTTPParser: false,
    },
    requestTimeout,
    keepAliveTimeout: limits.idleSeconds * 1000,
    // Requests that were sent before the server stopped are taken; the connection closes behind them.
    return503OnClosing: false,
    clientErrorHandler: onClientError,
    ...(trustProxy.length > 0 ? { trustProxy: [...trustProxy] } : {}),
  });
  app.server.maxConnections = limits.connections;
  // Node would leave out those above its own number without a word.
  app.server.maxHeadersCount = 0;
  // Node would close the one and answer the other, uncounted and in a shape of its own.
  app.server.on("connect", (_request, socket) => onClientError(new Error("CONNECT"), socket as Socket));
  app.server.on("checkExpectation", (request, response) => {
    counter.count({ connection: null, reason: "malformed-request", status: 417 }, request.socket);
    const headers = { ...plainHeaders, "content-type": "application/json", connection: "close" };
    response.writeHead(417, headers).end(errorBody(417));
  });
  app.server.on("drop", () => counter.count({ connection: null, reason: "too-many-connections", status: 0 }));
  return app;
}

/** Closes in peace, and at the deadline without. */
async function closed(app: FastifyInstance, seconds: number): Promise<void> {
  // A connection whose request is answered while we close is idle, and Node would keep it as if nothing was the matter.
  const sweep = setInterval(() => app.server.closeIdleConnections(), 20);
  const deadline = setTimeout(() => app.server.closeAllConnections(), seconds * 1000);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
    clearTimeout(deadline);
  }
}
