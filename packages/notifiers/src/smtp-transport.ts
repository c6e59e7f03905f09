import { cxError, type Receipt } from "@cxkit/core";
import nodemailer from "nodemailer";
import type { MailTransport } from "./mail-transport.ts";

/** Which server takes the mail. */
export interface SmtpTransportOptions {
  /** `smtps://user:password@mail.example.com` (TLS from the start) or `smtp://…` (STARTTLS), percent-encoded. From the environment. */
  readonly url: string;
  /** Longest silence of the server, in milliseconds. Default 20 000. */
  readonly timeoutMs?: number;
}

/**
 * Mail by SMTP. The password goes in here and comes out nowhere: in no configuration, receipt, error or log.
 *
 * A password is never sent in the clear, except to this machine: over `smtp:` with one, STARTTLS is insisted on. Answers of the 500s about
 * the sender, the recipient or the message are final; all else, such as a wrong password or a server that cannot, is worth another try.
 *
 * @throws {CxError} `invalid-setup` when the URL is none of SMTP
 * @source RFC 5321, 4.2.1 (reply codes); RFC 3463 (enhanced codes)
 */
export function smtpTransport({ url, timeoutMs = 20_000 }: SmtpTransportOptions): MailTransport {
  const server = URL.canParse(url) ? new URL(url) : undefined;
  if (!server || !/^smtps?:$/.test(server.protocol) || server.hostname === "") {
    throw cxError(
      "invalid-setup",
      "smtpTransport requires a URL such as smtps://user:password@mail.example.com",
    );
  }
  const own = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(server.hostname);
  const transporter = nodemailer.createTransport({
    url,
    requireTLS: server.protocol === "smtp:" && server.username !== "" && !own,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    // What a message says is never a path to read or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ from, to, subject, text, html, date, messageId, thread, headers }, signal) {
      try {
        const sent = await transporter.sendMail({
          from,
          to: { name: "", address: to },
          subject,
          text,
          html,
          date,
          messageId,
          references: [thread],
          headers: { ...headers },
          signal,
        });
        return { delivered: true, reference: sent.messageId };
      } catch (thrown) {
        return failure(thrown, signal);
      }
    },
  };
}

function failure(thrown: unknown, signal: AbortSignal): Receipt {
  if (signal.aborted)
    return { delivered: false, reason: "given up: the mail server took too long", retry: true };
  const { code, responseCode, response } = (thrown ?? {}) as {
    readonly code?: unknown;
    readonly responseCode?: unknown;
    readonly response?: unknown;
  };
  if (typeof responseCode !== "number") {
    const why = typeof code === "string" && /^[A-Z]\w{1,30}$/.test(code) ? ` (${code})` : "";
    return { delivered: false, reason: `the mail server could not be reached${why}`, retry: true };
  }
  // Of the server's words only the enhanced code: the rest repeats addresses.
  const [enhanced] = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(typeof response === "string" ? response : "") ?? [];
  const reason = `the mail server answered ${responseCode}${enhanced === undefined ? "" : ` ${enhanced}`}`;
  // The door, not the message: a wrong password, no TLS, a greeting that sends us away. Somebody can mend that.
  const ours = code === "EENVELOPE" || code === "EMESSAGE";
  if (!ours) return { delivered: false, reason: `${reason}: it does not let us in`, retry: true };
  const final = responseCode >= 500 && responseCode < 600 && responseCode !== 503;
  return { delivered: false, reason, retry: !final };
}
