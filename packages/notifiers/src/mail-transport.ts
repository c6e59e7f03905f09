import type { Receipt } from "@cxkit/core";

/** A message, ready to be sent. Addresses are bare: `ada@example.com`. */
export interface Mail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly date: Date;
  /** With angle brackets. */
  readonly messageId: string;
  /** Message-ID that all messages about one thing name, so that programs show them together. */
  readonly thread: string;
  readonly headers: { readonly [name: string]: string };
}

/**
 * What carries mail: it holds the password, so that no configuration has to. `smtpTransport` is one; a provider's API may be another.
 */
export interface MailTransport {
  /** Tries once. Never throws for what the server answers. */
  send(mail: Mail, signal: AbortSignal): Promise<Receipt>;
}
