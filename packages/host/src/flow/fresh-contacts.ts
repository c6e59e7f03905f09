import { hash } from "node:crypto";
import type { Contact } from "@cxkit/core";

/** Contacts remembered at most, as hashes of 32 bytes. */
const most = 50_000;

/**
 * Leaves out contacts that were kept lately: the vault would decrypt what it has to see that it has it. Holds no address, only hashes.
 */
export function freshContacts(): {
  of(contacts: readonly Contact[]): readonly Contact[];
  /** Said once they are on disk. */
  kept(contacts: readonly Contact[]): void;
} {
  const known = new Set<string>();
  const nameOf = ({ subject, kind, value, name = "" }: Contact): string =>
    hash("sha256", JSON.stringify([subject, kind, value, name]), "base64");
  return {
    of(contacts) {
      const fresh = new Map<string, Contact>();
      for (const contact of contacts) {
        const name = nameOf(contact);
        if (!known.has(name)) fresh.set(name, contact);
      }
      return [...fresh.values()];
    },
    kept(contacts) {
      if (known.size + contacts.length > most) known.clear();
      for (const contact of contacts) known.add(nameOf(contact));
    },
  };
}
