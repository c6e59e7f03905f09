/**
 * Where alerts go: Standard Webhooks, e-mail, a terminal; and notifications in words, for notifiers of your own.
 *
 * @packageDocumentation
 */

// Notifiers
export { standardWebhooks } from "./standard-webhooks.ts";
export type { NotificationWebhook, StandardWebhooksConfig } from "./standard-webhooks.ts";
export { email } from "./email.ts";
export type { EmailConfig, EmailOptions } from "./email.ts";
export { smtpTransport } from "./smtp-transport.ts";
export type { SmtpTransportOptions } from "./smtp-transport.ts";
export type { Mail, MailTransport } from "./mail-transport.ts";
export { terminal } from "./terminal.ts";
export type { TerminalConfig, TerminalOptions } from "./terminal.ts";

// Notifications in words
export { notificationText } from "./notification-text.ts";
export { notificationHtml } from "./notification-html.ts";
export type { MessageOptions } from "./notification-parts.ts";
