import { createHash } from "node:crypto";
import type { Notification, Notifier } from "@cxkit/core";
import * as z from "zod";
import type { MailTransport } from "./mail-transport.ts";
import { notificationHtml } from "./notification-html.ts";
import { notificationParts } from "./notification-parts.ts";
import { notificationText } from "./notification-text.ts";
import { isZone } from "./zoned-time.ts";

/** From whom mail comes, and where it goes when a person has no address of their own. */
export interface EmailConfig {
  /** Address of the sender. */
  readonly from: string;
  /** What the sender is called. Default `CXKit`. */
  readonly name?: string | undefined;
  /** Address for people who have none. */
  readonly to?: string | undefined;
  /** IANA name of the zone in which times are told. Default `UTC`. */
  readonly zone?: string | undefined;
}

/** What mail is sent with. */
export interface EmailOptions {
  /** Holds the server's address and password: `smtpTransport`, or one of your own. */
  readonly transport: MailTransport;
}

/**
 * Sends notifications by mail, as plain text with an HTML alternative.
 *
 * The transport is handed in by the application, which reads the password from its environment: a configuration never has one. The
 * Message-ID follows from the idempotency key, so that a repeat is the same message; messages about one case, or one rule and segment, are one thread.
 */
export function email(options: EmailOptions): Notifier<EmailConfig> {
  const { transport } = options;
  return {
    id: "email",
    title: "E-mail",
    config: z.strictObject({
      from: z.string().refine(isAddress, "an address such as cx@example.com is needed"),
      name: z
        .string()
        .min(1)
        .max(100)
        .refine((name) => !/\p{Cc}/u.test(name), "a name is one line")
        .optional(),
      to: z.string().refine(isAddress, "an address such as cx@example.com is needed").optional(),
      zone: z.string().refine(isZone, "a time zone such as Asia/Shanghai is needed").optional(),
    }),
    async deliver(notification, { config, now, signal }) {
      const to = notification.to.address ?? config.to;
      if (to === undefined)
        return { delivered: false, reason: "there is no address to write to", retry: false };
      if (!isAddress(to)) return { delivered: false, reason: "the address is none of mail", retry: false };
      if (signal.aborted) return { delivered: false, reason: "given up before it was sent", retry: true };
      const told = config.zone === undefined ? {} : { zone: config.zone };
      const domain = config.from.slice(config.from.lastIndexOf("@") + 1);
      return transport.send(
        {
          from: { name: config.name ?? "CXKit", address: config.from },
          to,
          // A subject that goes on for lines is cut by programs anyhow; the whole is the first line of the text.
          subject: Array.from(notificationParts(notification, told).heading).slice(0, 150).join(""),
          text: notificationText(notification, told),
          html: notificationHtml(notification, told),
          date: new Date(now()),
          messageId: messageId(notification.idempotencyKey, domain),
          thread: messageId(threadOf(notification), domain),
          headers: {
            // RFC 3834: no absence notes in answer to it.
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": notification.language === "zh" ? "zh-CN" : "en",
          },
        },
        signal,
      );
    },
  };
}

/** One bare address: nothing that could name a second one, or end the header. */
function isAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s@<>,;:"()[\]\\\p{Cc}\p{Cf}\p{Cs}]{1,64}@[^\s@<>,;:"()[\]\\\p{Cc}\p{Cf}\p{Cs}]+$/u.test(text)
  );
}

function messageId(text: string, domain: string): string {
  return `<cxkit.${createHash("sha256").update(text).digest("hex").slice(0, 40)}@${domain}>`;
}

function threadOf({ idempotencyKey, rule, where, case: about }: Notification): string {
  if (about) return `case ${about.id}`;
  return rule === undefined ? idempotencyKey : `rule ${JSON.stringify([rule, where.segment ?? {}])}`;
}
