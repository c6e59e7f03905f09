import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { type Contact, cxError } from "@cxkit/core";
import type { Disk } from "../journal/disk.ts";
import { openLedger } from "../journal/ledger.ts";

/**
 * How people can be reached, encrypted and apart from what they said: erasing here leaves the numbers as they are, and a copy of the
 * store reaches nobody.
 */
export interface Vault extends AsyncDisposable {
  /**
   * Keeps details that are new, and new names for those that are known. Durable when it resolves.
   *
   * @throws {CxError} `unavailable` when the disk is full or broken: nothing of the call is kept
   */
  keep(contacts: readonly Contact[]): Promise<void>;
  /**
   * Details of a person, in the order in which they became known.
   *
   * @throws {CxError} `invalid-file` when they were changed by somebody without the key
   */
  find(subject: string): readonly ContactDetail[];
  has(subject: string): boolean;
  /** Forgets a person and writes the vault anew, so that nothing of them stays in any file. */
  forget(subject: string): Promise<void>;
}

/** One way to reach somebody. */
export type ContactDetail = Omit<Contact, "subject">;

/** Value of the record that tells whether the key is the right one. */
const proof = "cxkit vault";
/** Begins the keys of people; the proof's key does not. */
const person = "subject:";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Opens the vault of a folder, or begins one. AES-256-GCM with a key derived from the host's by HKDF-SHA-256; each writing of a record has
 * a random nonce of its own and is bound to its person, so that records can be neither read, nor changed, nor exchanged without the key.
 * That a record was removed, or an older copy of the file put in place, cannot be told. One process at a time: see `lockWorkspace`.
 *
 * @param key the host's key, at least 32 bytes
 * @throws {RangeError} when the key is shorter
 * @throws {CxError} `invalid-setup` when the vault was begun with another key
 */
export async function openVault(
  directory: string,
  key: Uint8Array,
  options: { readonly disk?: Disk } = {},
): Promise<Vault> {
  if (key.length < 32)
    throw new RangeError(`openVault requires a key of at least 32 bytes, got ${String(key.length)}`);
  const sealed = Buffer.from(hkdfSync("sha256", key, "", "cxkit vault 1", 32));
  const ledger = await openLedger(directory, { ...options, name: "vault" });
  let before: Promise<unknown> = Promise.resolve();
  try {
    await prove();
  } catch (error) {
    await ledger[Symbol.asyncDispose]();
    throw error;
  }

  /** Makes sure that the key is the one with which the vault was begun. */
  async function prove(): Promise<void> {
    const stored = ledger.get("proof");
    if (stored === undefined) {
      if ([...ledger.keys("")].length === 0) {
        await ledger.write([{ key: "proof", value: seal(sealed, "proof", proof) }]);
        return;
      }
    } else if (open(sealed, "proof", stored) === proof) return;
    throw cxError(
      "invalid-setup",
      `the key does not open the vault in ${directory}: it was begun with another one`,
      { file: directory, path: "key" },
    );
  }

  function find(subject: string): readonly ContactDetail[] {
    const stored = ledger.get(person + subject);
    if (stored === undefined) return [];
    const text = open(sealed, person + subject, stored);
    if (text === undefined)
      throw cxError("invalid-file", `a record of the vault in ${directory} was changed without its key`, {
        file: directory,
      });
    return JSON.parse(text) as ContactDetail[];
  }

  /** One after the other: details that are being added to must not be added to elsewhere, nor be forgotten meanwhile. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = before.then(work);
    before = done.catch(() => undefined);
    return done;
  }

  return {
    keep: (contacts) =>
      inTurn(async () => {
        const changed = new Map<string, readonly ContactDetail[]>();
        for (const { subject, ...detail } of contacts) {
          const known = changed.get(subject) ?? find(subject);
          const merged = withDetail(known, detail);
          if (merged !== known) changed.set(subject, merged);
        }
        const records = [...changed].map(([subject, details]) => {
          const name = person + subject;
          return { key: name, value: seal(sealed, name, JSON.stringify(details)) };
        });
        await ledger.write(records);
      }),
    find,
    has: (subject) => ledger.get(person + subject) !== undefined,
    forget: (subject) =>
      inTurn(async () => {
        await ledger.write([{ key: person + subject, value: null }]);
        await ledger.compact();
      }),
    async [Symbol.asyncDispose]() {
      await before;
      await ledger[Symbol.asyncDispose]();
    },
  };
}

/** @returns the same list when there is nothing new in the detail */
function withDetail(known: readonly ContactDetail[], detail: ContactDetail): readonly ContactDetail[] {
  const { kind, value, name } = detail;
  const same = known.findIndex((other) => other.kind === kind && other.value === value);
  const added: ContactDetail = name === undefined ? { kind, value } : { kind, value, name };
  if (same === -1) return [...known, added];
  return name === undefined || known[same]?.name === name ? known : known.with(same, added);
}

/** Nonce, ciphertext and tag of a text that belongs to a name, as base64. */
function seal(key: Uint8Array, name: string, text: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(name));
  const parts = [nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(parts).toString("base64");
}

/** @returns `undefined` when it was sealed with another key or under another name, or was changed */
function open(key: Uint8Array, name: string, stored: unknown): string | undefined {
  const bytes = typeof stored === "string" ? Buffer.from(stored, "base64") : Buffer.alloc(0);
  if (bytes.length < nonceBytes + tagBytes) return undefined;
  const end = bytes.length - tagBytes;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes))
    .setAAD(Buffer.from(name))
    .setAuthTag(bytes.subarray(end));
  const text = decipher.update(bytes.subarray(nonceBytes, end));
  try {
    return Buffer.concat([text, decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
