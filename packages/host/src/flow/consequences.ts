import type {
  AlertEngine,
  CaseStep,
  CxEvent,
  EventDraft,
  Instrument,
  Json,
  Notification,
  NotificationLink,
} from "@cxkit/core";
import type { HostOptions, LogEntry } from "../host-options.ts";
import type { Ledger } from "../journal/ledger.ts";
import type { Vault } from "../vault/vault.ts";
import type { CaseLinks } from "./case-links.ts";
import { caseView } from "./case-view.ts";
import { engineState } from "./engine-state.ts";
import type { Change, Consequences } from "./judge.ts";
import { casePrefix } from "./ledger-keys.ts";
import type { NotificationQueue } from "./notify.ts";
import { whatWasSaid } from "./what-was-said.ts";

/** What the host remembers of a case besides what the engine does: where to find what it is about. */
export interface CaseAbout {
  /** When that happened, which is where a store looks for it. */
  readonly time: string;
  /** Where the producer shows it. */
  readonly url?: string;
}

/** What completing notifications takes. */
export interface ConsequencesParts {
  readonly engine: AlertEngine | undefined;
  readonly ledger: Ledger;
  readonly vault: Pick<Vault, "has">;
  readonly queue: Pick<NotificationQueue, "enqueue">;
  readonly links: CaseLinks;
  readonly options: Pick<HostOptions, "mask" | "publicUrl" | "journey">;
  readonly instruments: readonly Instrument[];
  readonly log: (entry: LogEntry) => void;
}

/**
 * What an outcome comes to besides the engine's own values: notifications with everything a person needs (how the customer can be
 * reached, links that act, the words with contact details masked), queued for whoever is told.
 */
export function consequencesOf(parts: ConsequencesParts): Consequences {
  const { engine, ledger, vault, queue, links, options, instruments, log } = parts;
  const state = engineState(ledger);

  return async (outcome, events) => {
    const changes: Change[] = [];
    const opened = new Map<string, Opened>();
    for (const draft of outcome.events) {
      if (draft.type !== "case.opened") continue;
      const about = aboutOf(draft.data, events);
      opened.set(draft.data.case, { draft, about });
      if (about) changes.push({ key: casePrefix + draft.data.case, value: about as unknown as Json });
    }
    const notifications: Notification[] = [];
    for (const notification of outcome.notifications)
      notifications.push(await complete(saying(notification, events), opened));
    return [...changes, ...queue.enqueue(notifications)];
  };

  async function complete(
    notification: Notification,
    opened: ReadonlyMap<string, Opened>,
  ): Promise<Notification> {
    const { verbatim, case: about, ...rest } = notification;
    const words = verbatim === undefined ? undefined : masked(verbatim);
    const told = (notification.links ?? []).filter(({ url }) => isWeb(url));
    const said = { ...rest, ...(words !== undefined && { verbatim: words }) };
    if (!about) return { ...said, ...(notification.links && { links: told }) };
    const found = opened.get(about.id);
    const subject = found?.draft.subject ?? caseView(engine, about.id, state)?.subject;
    const place = found?.about ?? (ledger.get(casePrefix + about.id) as CaseAbout | null | undefined);
    const reachable = subject !== undefined && vault.has(subject);
    const contact = reachable ? "vault" : place?.url === undefined ? "not-contactable" : "producer";
    const ours = linksOf(notification, about.id, place?.url).filter(
      (link) => !told.some(({ action, url }) => action === link.action && url === link.url),
    );
    return { ...said, case: { ...about, contact }, links: [...told, ...ours] };
  }

  function linksOf(
    { to, at, idempotencyKey }: Notification,
    id: string,
    url: string | undefined,
  ): readonly NotificationLink[] {
    const shown: NotificationLink[] = url === undefined ? [] : [{ action: "producer", url }];
    if (options.publicUrl === undefined) return shown;
    const base = options.publicUrl.replace(/\/+$/, "");
    const acting = (["acknowledge", "note", "close"] as const).map((action): NotificationLink => {
      const token = links.token({ case: id, action, owner: to.owner, at, idempotencyKey });
      return { action, url: `${base}/cases/${token}` };
    });
    return [...acting, ...shown];
  }

  /** The same with what the customer said, where the engine leaves that to us: its memory holds nobody's words. */
  function saying(notification: Notification, events: readonly CxEvent[]): Notification {
    const about = notification.facts?.["about"] as CaseStep["about"];
    const event = about && events.find((one) => isAbout(about, one));
    if (!event) return notification;
    const { words, others } = whatWasSaid(event, notification.answer?.item, {
      instruments,
      journey: options.journey,
      language: notification.language,
    });
    return {
      ...notification,
      ...(notification.verbatim === undefined && words !== null && { verbatim: words }),
      ...(others.length > 0 && { others }),
    };
  }

  /** The customer's words without contact details; nothing when nobody masks them, or masking fails. */
  function masked(words: string): string | undefined {
    try {
      if (words.length <= longestWords) return options.mask?.(words);
      // Where it is cut, half an address could stand that no mask knows.
      return options.mask?.(words.slice(0, longestWords)).replace(/\S{0,100}$/, "…");
    } catch (thrown) {
      const what = thrown instanceof Error ? thrown.name : typeof thrown;
      log({ level: "error", event: "contribution-failed", contribution: "mask", facts: { what } });
      return undefined;
    }
  }
}

/** Characters of a customer's words that are told; the whole is with the case. */
const longestWords = 10_000;

/** What a producer calls an address may be anything, and what it leads to is followed. */
function isWeb(url: string): boolean {
  return /^https?:\/\//i.test(url);
}

interface Opened {
  readonly draft: EventDraft<"case.opened">;
  readonly about: CaseAbout | undefined;
}

/** What a new case is about, among the events that were judged. */
function aboutOf({ about }: CaseStep, events: readonly CxEvent[]): CaseAbout | undefined {
  if (!about) return undefined;
  const told = events.find((event) => isAbout(about, event));
  if (!told) return undefined;
  const url = "url" in told.data && typeof told.data.url === "string" ? told.data.url : undefined;
  return { time: told.time, ...(url !== undefined && isWeb(url) && { url }) };
}

function isAbout(about: NonNullable<CaseStep["about"]>, { source, type, key }: CxEvent): boolean {
  return source === about.source && type === about.type && key === about.key;
}
