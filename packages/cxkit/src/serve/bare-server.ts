import type { Server } from "node:http";
import {
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
} from "fastify";
import { errorBody, isUnread, plainHeaders } from "./answers.ts";
import type { RefusalReason, Refusals } from "./refusals.ts";

/** A Fastify that logs nothing, says nothing of itself, and answers what is for none of its routes in our shape. */
export function bareServer(counter: Refusals, options: FastifyHttpOptions<Server> = {}): FastifyInstance {
  const refuse = (request: FastifyRequest, reply: FastifyReply, status: number, reason: RefusalReason) => {
    counter.count({ connection: null, reason, status }, request.raw.socket);
    if (isUnread(request)) reply.header("connection", "close");
    return reply
      .code(status)
      .headers(plainHeaders)
      .header("content-type", "application/json")
      .send(errorBody(status));
  };
  const app = fastify({
    ...options,
    logger: false,
    frameworkErrors: (_error, request, reply) => refuse(request, reply, 400, "bad-url"),
  });
  // Nothing is read of what nobody takes.
  app.removeAllContentTypeParsers();
  app.setNotFoundHandler((request, reply) => refuse(request, reply, 404, "no-such-route"));
  app.setErrorHandler((_error, request, reply) => refuse(request, reply, 400, "malformed-request"));
  return app;
}
