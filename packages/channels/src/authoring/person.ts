import type { Contact, DecodeContext } from "@cxkit/core";
import { textOf } from "./json-value.ts";

/** How somebody is reached, as a record tells it. */
export interface Reachable {
  readonly email?: unknown;
  readonly phone?: unknown;
  readonly name?: unknown;
}

/** The key of a customer: the blanks around a key of any kind are none of it. */
export function subjectOf(context: DecodeContext, kind: string, value: string): string {
  return context.subject(kind, value.trim());
}

/** Whose record it is when nothing else says so: the address, else the telephone. */
export function reachableSubject(context: DecodeContext, { email, phone }: Reachable): string | undefined {
  const address = emailOf(email);
  if (address !== undefined) return subjectOf(context, "email", address);
  const number = textOf(phone);
  return number === undefined ? undefined : subjectOf(context, "phone", number);
}

/** How to reach a subject, for the vault. */
export function contactsOf(
  subject: string | undefined,
  { email, phone, name }: Reachable,
): readonly Contact[] {
  if (subject === undefined) return [];
  const called = textOf(name)?.trim();
  const by = (kind: string, value: string | undefined): Contact[] =>
    value === undefined
      ? []
      : [{ subject, kind, value: value.trim(), ...(called !== undefined && { name: called }) }];
  return [...by("email", emailOf(email)), ...by("phone", textOf(phone))];
}

function emailOf(value: unknown): string | undefined {
  const text = textOf(value)?.trim();
  return text !== undefined && /^[^\s@]+@[^\s@]+$/.test(text) ? text : undefined;
}
