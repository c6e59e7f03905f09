import type { Instant } from "@cxkit/core";
import type { HostOptions } from "../host-options.ts";
import { type Journal, openJournal } from "../journal/journal.ts";
import { type Ledger, openLedger } from "../journal/ledger.ts";
import { lockWorkspace } from "../journal/workspace-lock.ts";
import { openVault, type Vault } from "../vault/vault.ts";

/** The parts of a workspace that lie in its folder. */
export interface Workspace extends AsyncDisposable {
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly vault: Vault;
}

/**
 * Takes the folder and opens what is in it; gives back what it took when anything fails.
 *
 * @throws {CxError} `unavailable` while another process has the folder, `invalid-setup` when the key is not that of the vault
 */
export async function openWorkspace(
  { directory, key, command = "host" }: Pick<HostOptions, "directory" | "key" | "command">,
  now: () => Instant,
): Promise<Workspace> {
  const opened: AsyncDisposable[] = [];
  const close = async (): Promise<void> => {
    // In reverse; the lock last, so that nobody opens what is still being closed.
    for (let part = opened.pop(); part; part = opened.pop()) await part[Symbol.asyncDispose]();
  };
  const keep = <Part extends AsyncDisposable>(part: Part): Part => {
    opened.push(part);
    return part;
  };
  try {
    keep(await lockWorkspace(directory, { command, now }));
    // The key is tried before anything else is touched.
    const vault = keep(await openVault(directory, key));
    const ledger = keep(await openLedger(directory));
    const journal = keep(await openJournal(directory));
    return { journal, ledger, vault, [Symbol.asyncDispose]: close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}
