import type { Host } from "@cxkit/host";
import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyRequest } from "fastify";
import { answerError, refuse } from "./answers.ts";
import { caseRoutes } from "./cases/case-routes.ts";
import { healthRoute } from "./health-route.ts";
import { publicBase } from "./listening.ts";
import { rateLimits } from "./rate-limits.ts";
import { type RefusalReason, type Refusals, refusals } from "./refusals.ts";
import { type Routes, connectionOf } from "./routes.ts";
import { type RouteOptions, type RouteSettings, defaultLimits } from "./serve-options.ts";
import { webhookRoute } from "./webhook-route.ts";

/**
 * The routes of a workspace as a Fastify 5 plugin: `/hooks/:connection` for producers, `/cases/:token` for people, `/health` for
 * whoever watches. Registered under a prefix, they are below a path of your own.
 *
 * What a producer hears is what `host.receive` answers: 2xx once the request is on disk, never before. What is refused before
 * that is answered in one shape, `{"error":"…"}`, counted, and told to `onRefused`.
 *
 * How long a request may take, how big its headers may be and how many connections may be open is for the server to say;
 * {@link serveHost} does.
 *
 * @throws {CxError} `invalid-setup` when `publicUrl` is no address that a path can be added to
 */
export function hostRoutes(host: Host, options: RouteOptions = {}): FastifyPluginAsync {
  return routesOf(host, options, refusals(options.onRefused));
}

/** The same, with the counter of a server that refuses things before they are requests. */
export function routesOf(host: Host, options: RouteOptions, counter: Refusals): FastifyPluginAsync {
  const settings: RouteSettings = { ...options, limits: { ...defaultLimits, ...options.limits } };
  let publicUrl = options.publicUrl === undefined ? undefined : publicBase(options.publicUrl);
  return async (server) => {
    const basis = {
      host,
      settings,
      counter,
      server,
      connections: new Set(Object.keys(host.status().connections)),
      publicUrl: () => (publicUrl ??= listeningAt(server)) ?? `http://localhost${server.prefix}`,
    };
    const routes: Routes = { ...basis, refuse: (...what) => refuse(basis, ...what) };

    // Bodies stay the bytes that came, whatever they are said to be: that is what was signed. Those that are named are found faster.
    server.removeAllContentTypeParsers();
    for (const type of ["*", "application/json", "application/x-ndjson"])
      server.addContentTypeParser(type, { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    server.setErrorHandler<FastifyError>((error, request, reply) =>
      answerError(routes, error, request, reply),
    );
    const limits = await rateLimits(server, settings.limits, (request) => connectionOf(routes, request));

    server.addHook("onRequest", async (request, reply) => {
      const unsound = unsoundness(request, settings.limits.headers);
      if (unsound) return routes.refuse(request, reply, ...unsound);
      const wait = await limits.fromAddress(request);
      if (wait === null) return undefined;
      return routes.refuse(request, reply.header("retry-after", wait), 429, "too-many-from-address");
    });
    webhookRoute(routes, limits.forConnection);
    caseRoutes(routes);
    healthRoute(routes);
  };
}

/** What is wrong with the head of a request, if anything. */
function unsoundness({ raw }: FastifyRequest, headers: number): readonly [number, RefusalReason] | undefined {
  if (raw.url?.startsWith("/") !== true) return [400, "bad-url"];
  if (raw.rawHeaders.length / 2 > headers) return [431, "too-many-headers"];
  if (raw.headers.host === undefined && raw.httpVersion === "1.1") return [400, "no-host"];
  // What is signed is what came. Nothing is unpacked before it is verified, so nothing can swell.
  if ((raw.headers["content-encoding"] ?? "identity").toLowerCase() !== "identity")
    return [415, "content-encoding"];
  return undefined;
}

/** Where a server listens, which does not change; not known while it does not, or when the server is somebody else's. */
function listeningAt(server: FastifyInstance): string | undefined {
  return server.server.listening ? `${server.listeningOrigin}${server.prefix}` : undefined;
}
