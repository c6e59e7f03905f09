import type { CaseLink, LinkRefusal } from "@cxkit/host";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Routes, ownPath } from "../routes.ts";
import {
  type PageLocale,
  type ShownCase,
  casePage,
  donePage,
  longestNote,
  problemPage,
  refusedPage,
} from "./case-pages.ts";
import { caseLanguage } from "./case-language.ts";
import { pagePolicy } from "./page-policy.ts";

/**
 * `/cases/:token`: what a link in a message leads to. Opening it shows the case and changes nothing, since scanners of mail and
 * previews of messengers open links too; the button on the page does what the link asks for, once.
 */
export function caseRoutes(routes: Routes): void {
  const { server } = routes;
  server.route({
    method: server.supportedMethods,
    url: "/cases/*",
    exposeHeadRoute: false,
    // A note in full, every character of it as three escaped bytes.
    bodyLimit: 1_024 + longestNote * 9,
    handler: (request, reply) => {
      if (request.method === "GET" || request.method === "HEAD") return show(routes, request, reply);
      if (request.method === "POST") return act(routes, request, reply);
      return routes.refuse(request, reply.header("allow", "GET, HEAD, POST"), 405, "method");
    },
  });
}

async function show(routes: Routes, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const link = linkOf(routes, request);
  if (!link.ok) return sendRefused(routes, request, reply, link);
  return sendCase(routes, request, reply, { link });
}

async function act(routes: Routes, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { cases } = routes.host;
  const form = formOf(request);
  if (form === null) return routes.refuse(request, reply, 415, "media-type");
  const link = linkOf(routes, request);
  if (!link.ok) return sendRefused(routes, request, reply, link);

  if (form.get("do") === "contact") {
    if (link.owner !== link.case.owner) return sendCase(routes, request, reply, { link }, 403);
    const contact = await cases.contact(link.case.id, link.owner);
    return sendCase(routes, request, reply, { link, contact });
  }
  // The form says what its button said: a page that was open while the link changed its meaning does nothing.
  if (form.get("do") !== link.action)
    return sendRefused(routes, request, reply, { ok: false, reason: "not-possible" });

  const note = (form.get("note") ?? "").replaceAll("\r\n", "\n").trim();
  const because =
    note.length > longestNote ? "too-long" : note === "" && link.action === "note" ? "empty" : null;
  if (because) return sendCase(routes, request, reply, { link, rejected: { note, because } }, 422);
  const done = await cases.follow(tokenOf(routes, request), note === "" ? undefined : note);
  if ("ok" in done) return sendRefused(routes, request, reply, done);
  return send(reply, 200, donePage(done, link.action, localeOf(routes, request)));
}

function linkOf(routes: Routes, request: FastifyRequest): CaseLink | LinkRefusal {
  const token = tokenOf(routes, request);
  if (!/^[\w.~-]{1,2048}$/.test(token)) return { ok: false, reason: "invalid" };
  return routes.host.cases.link(token);
}

function tokenOf(routes: Routes, request: FastifyRequest): string {
  return ownPath(routes, request).slice("/cases/".length);
}

/** The fields of a form, or `null` when it is something else. */
function formOf({ headers, body }: FastifyRequest): URLSearchParams | null {
  const [type = ""] = (headers["content-type"] ?? "").split(";");
  if (type.trim().toLowerCase() !== "application/x-www-form-urlencoded" || !(body instanceof Uint8Array))
    return null;
  return new URLSearchParams(new TextDecoder().decode(body));
}

const statuses: { readonly [reason in LinkRefusal["reason"]]: number } = {
  invalid: 404,
  expired: 410,
  used: 410,
  "not-possible": 409,
};

function sendRefused(
  routes: Routes,
  request: FastifyRequest,
  reply: FastifyReply,
  { reason }: LinkRefusal,
): FastifyReply {
  return send(reply, statuses[reason], refusedPage(reason, localeOf(routes, request)));
}

async function sendCase(
  routes: Routes,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Omit<ShownCase, "words">,
  status = 200,
): Promise<FastifyReply> {
  const words = await routes.host.cases.words(shown.link.case.id);
  return send(reply, status, casePage({ ...shown, words }, localeOf(routes, request)));
}

/** Tells a person what went wrong on their way to a case. */
export function sendProblem(
  routes: Pick<Routes, "settings">,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
): FastifyReply {
  return send(reply, status, problemPage(status, localeOf(routes, request)));
}

function send(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply
    .code(status)
    .headers({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": pagePolicy,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "x-robots-tag": "noindex, nofollow",
    })
    .send(page);
}

function localeOf({ settings }: Pick<Routes, "settings">, request: FastifyRequest): PageLocale {
  return {
    language: settings.language ?? caseLanguage(request.headers["accept-language"]),
    zone: settings.zone ?? "UTC",
  };
}
