import type { HostStatus } from "@cxkit/host";
import type { FastifyRequest } from "fastify";
import { plainHeaders } from "./answers.ts";
import { isLoopback } from "./listening.ts";
import type { Routes } from "./routes.ts";

/** `/health`: whether the workspace takes requests, for whoever asks; how it is, for those who may know. */
export function healthRoute(routes: Routes): void {
  const { host, server, settings, counter } = routes;
  server.route({
    method: ["GET", "HEAD"],
    url: "/health",
    handler: async (request, reply) => {
      const state = host.status();
      const status = wordOf(state, settings.limits.backlog);
      const details = (await mayKnow(routes, request)) ? { host: state, refused: counter.counts() } : {};
      return reply
        .code(status === "ok" ? 200 : 503)
        .headers(plainHeaders)
        .send({ status, ...details });
    },
  });
}

function wordOf(state: HostStatus, backlog: number): "ok" | "failed" | "stopped" | "overloaded" {
  if (state.state !== "running") return state.state;
  return state.backlog >= backlog ? "overloaded" : "ok";
}

/** This machine, unless a proxy on it brings everybody's requests; or whoever shows the token. */
async function mayKnow({ settings }: Routes, request: FastifyRequest): Promise<boolean> {
  const { authorization = "", forwarded, "x-forwarded-for": forwardedFor, via } = request.headers;
  const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization) ?? [];
  if (token !== undefined) return (await settings.healthToken?.is(token)) ?? false;
  if (forwarded ?? forwardedFor ?? via) return false;
  const { publicUrl } = settings;
  const proxied = publicUrl !== undefined && !isLoopback(new URL(publicUrl).hostname);
  return !proxied && isLoopback(request.raw.socket.remoteAddress ?? "");
}
