/**
 * A workspace in process: receives, journals, decodes, stores, judges and notifies.
 *
 * @packageDocumentation
 */

// The host
export { createHost } from "./create-host.ts";
export { rebuildStore } from "./rebuild-store.ts";
export type { RebuildOptions, RebuiltStore } from "./rebuild-store.ts";
export { secret } from "./secret.ts";
export type {
  CaseLink,
  Cases,
  ConnectionTrouble,
  Host,
  HostErased,
  HostStatus,
  Ingestion,
  IngestionCounts,
  LinkRefusal,
  Quarantine,
  QuarantinedRecord,
  QueuedNotification,
} from "./host.ts";
export type {
  Connection,
  HostLimits,
  HostOptions,
  LogEntry,
  NotifierConnection,
  Person,
} from "./host-options.ts";

// Channels, wherever their code runs
export { inProcessChannel } from "./plugins/in-process-channel.ts";
export type {
  ChannelServices,
  DecodedOrFailed,
  HostedChannel,
  HostedFile,
  HostedWebhook,
  OpenChannel,
} from "./plugins/hosted-channel.ts";

// What survives
export type { Journal, JournalEntry, NewEntry, TornTail } from "./journal/journal.ts";
export type { Ledger } from "./journal/ledger.ts";
export type { WorkspaceLock } from "./journal/workspace-lock.ts";

// The network
export { guardedHttp } from "./guarded-http.ts";
export type { GuardedHttpOptions } from "./guarded-http.ts";
