import { STATUS_CODES } from "node:http";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { sendProblem } from "./cases/case-routes.ts";
import type { RefusalReason } from "./refusals.ts";
import { type Routes, connectionOf, ownPath } from "./routes.ts";

/** What every answer to a machine says besides: nobody keeps it, nobody takes it for something else. */
export const plainHeaders = { "cache-control": "no-store", "x-content-type-options": "nosniff" } as const;

/** The one shape in which a machine is told that something went wrong: the status in words, and nothing of the inside. */
export function errorBody(status: number): string {
  return JSON.stringify({ error: (STATUS_CODES[status] ?? "error").toLowerCase() });
}

/** Refuses before the host: counted, answered in plain, and read no further. */
export function refuse(
  routes: Omit<Routes, "refuse">,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  reason: RefusalReason,
): FastifyReply {
  const path = ownPath(routes, request);
  const name = path.startsWith("/hooks/") ? connectionOf(routes, request) : "";
  const connection = routes.connections.has(name) ? name : null;
  routes.counter.count({ connection, reason, status }, request.raw.socket);
  if (isUnread(request)) reply.header("connection", "close");
  if (path.startsWith("/cases/")) return sendProblem(routes, request, reply, status);
  return reply
    .code(status)
    .headers(plainHeaders)
    .header("content-type", "application/json")
    .send(errorBody(status));
}

/** Whether a body is on its way that nobody will read. */
export function isUnread({ raw }: FastifyRequest): boolean {
  const { "content-length": length = "0", "transfer-encoding": coding } = raw.headers;
  return !raw.complete && (length !== "0" || coding !== undefined);
}

/** Answers what Fastify or a route threw. Its message stays inside. */
export function answerError(
  routes: Routes,
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const [status, reason] = meaningOf(error, request);
  if (reason === "failed")
    routes.settings.log?.({
      level: "error",
      event: "request-failed",
      facts: { name: error.name, code: error.code ?? null },
    });
  return routes.refuse(request, reply, status, reason);
}

function meaningOf(error: FastifyError, { raw }: FastifyRequest): readonly [number, RefusalReason] {
  const known = meanings[error.code];
  if (known) return known;
  if (raw.aborted || raw.destroyed) return [400, "aborted"];
  return error.statusCode !== undefined && error.statusCode < 500
    ? [error.statusCode, "malformed-request"]
    : [500, "failed"];
}

const meanings: { readonly [code: string]: readonly [number, RefusalReason] } = {
  FST_ERR_BAD_URL: [400, "bad-url"],
  FST_ERR_MAX_PARAM_LENGTH: [414, "bad-url"],
  FST_ERR_CTP_BODY_TOO_LARGE: [413, "body-too-large"],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, "malformed-request"],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, "media-type"],
  FST_ERR_ROUTE_MISSING_CONTENT_TYPE: [415, "media-type"],
};
