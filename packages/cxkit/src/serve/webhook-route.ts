import { errorBody, plainHeaders } from "./answers.ts";
import type { RateLimit } from "./rate-limits.ts";
import { rawRequest, targetOf } from "./raw-request.ts";
import { type Routes, connectionOf } from "./routes.ts";

/**
 * `/hooks/:connection`, whatever the method: challenges and 405 are the channel's. What is answered is what the host says, which says
 * 2xx once the request is on disk.
 */
export function webhookRoute(routes: Routes, limit: RateLimit): void {
  const { host, server, settings } = routes;
  server.route({
    method: server.supportedMethods,
    url: "/hooks/*",
    exposeHeadRoute: false,
    bodyLimit: settings.limits.bodyBytes,
    onRequest: async (request, reply) => {
      if (!routes.connections.has(connectionOf(routes, request)))
        return routes.refuse(request, reply, 404, "unknown-connection");
      const wait = await limit(request);
      if (wait === null) return undefined;
      return routes.refuse(request, reply.header("retry-after", wait), 429, "too-many-for-connection");
    },
    handler: async (request, reply) => {
      const target = targetOf(request.raw, server.prefix);
      const raw = rawRequest(request.raw, routes.publicUrl(), target, request.body);
      const answer = await host.receive(connectionOf(routes, request), raw);
      reply.code(answer.status).headers(plainHeaders);
      if (answer.status === 503) reply.header("retry-after", "5");
      if (answer.headers) reply.headers(answer.headers);
      if (answer.body === undefined && answer.status >= 400)
        return reply.header("content-type", "application/json").send(errorBody(answer.status));
      return reply.send(bytesOf(answer.body));
    },
  });
}

function bytesOf(body: string | Uint8Array | undefined): string | Buffer {
  if (!(body instanceof Uint8Array)) return body ?? "";
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
