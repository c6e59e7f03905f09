import { randomUUID } from "node:crypto";
import {
  type AlertEngine,
  type CaseAction,
  type CaseView,
  type CxEvent,
  cxError,
  type EventDraft,
  type Instrument,
  instrumentReference,
  isCxError,
  type Outcome,
  type Store,
} from "@cxkit/core";
import type { CaseLink, Cases, LinkRefusal } from "../host.ts";
import type { Ledger } from "../journal/ledger.ts";
import type { Vault } from "../vault/vault.ts";
import type { CaseLinks, LinkClaim } from "./case-links.ts";
import { caseView } from "./case-view.ts";
import type { CaseAbout } from "./consequences.ts";
import { engineState } from "./engine-state.ts";
import type { HostClock } from "./host-clock.ts";
import type { Change, Judge } from "./judge.ts";
import { lane, type Lane } from "./lane.ts";
import { casePrefix, usedLinkPrefix } from "./ledger-keys.ts";
import { ownConnection } from "./open-connections.ts";

/** What cases work with. */
export interface CasesParts {
  readonly engine: AlertEngine | undefined;
  readonly ledger: Ledger;
  readonly store: Pick<Store, "events" | "items">;
  readonly vault: Pick<Vault, "find">;
  readonly judge: Pick<Judge, "commit">;
  readonly links: CaseLinks;
  readonly clock: HostClock;
  /** The lane of the flow. */
  readonly lane: Lane;
  /** Resolves when an entry is stored and judged. */
  readonly until: (number: number) => Promise<void>;
  /** Those of the workspace; others are known to the store. */
  readonly instruments: readonly Instrument[];
  /** Masks contact details: those are shown by `contact` alone, where every look is an event. */
  readonly mask?: ((words: string) => string) | undefined;
}

/** Cases, and what people do to them: on top of the engine, which knows what a case is. */
export function cases(parts: CasesParts): Cases {
  const { engine, ledger, store, vault, judge, links, clock, until } = parts;
  const state = engineState(ledger);
  /** One step at a time, each known to the engine before the next is asked for: of two that exclude each other one wins. */
  const steps = lane();

  const list = (): readonly CaseView[] => engine?.cases(state) ?? [];
  const get = (id: string): CaseView | undefined => caseView(engine, id, state);
  const wanted = (id: string): CaseView => {
    const found = get(id);
    if (!found) throw cxError("invalid-setup", `there is no case ${id}`, { path: "case" });
    return found;
  };

  /** Inside the lane of steps. */
  async function take(action: CaseAction, changes: readonly Change[]): Promise<CaseView> {
    const { number, id } = await parts.lane.run(async () => {
      if (!engine) throw cxError("unsupported", "this workspace has no alert engine, and so no cases");
      const outcome = engine.act(action, state, clock.now());
      return { number: await judge.commit(outcome, changes), id: caseOf(action, outcome) };
    });
    await until(number);
    return wanted(id);
  }

  function standing(token: string): (LinkClaim & { readonly view: CaseView }) | LinkRefusal {
    const claim = links.read(token);
    if (!claim) return { ok: false, reason: "invalid" };
    if (claim.expires <= clock.time()) return { ok: false, reason: "expired" };
    if ((ledger.get(usedLinkPrefix + claim.nonce) ?? null) !== null) return { ok: false, reason: "used" };
    const view = get(claim.case);
    const possible =
      view &&
      (claim.action === "note" ||
        (claim.action === "acknowledge" ? view.state === "open" : view.state !== "closed"));
    return possible ? { ...claim, view } : { ok: false, reason: "not-possible" };
  }

  return {
    list,
    get,
    act: (action) => steps.run(() => take(action, [])),
    async words(id) {
      const { about } = wanted(id);
      if (!about) return null;
      const known = ledger.get(casePrefix + id) as CaseAbout | null | undefined;
      const time = known ? Date.parse(known.time) : Number.NaN;
      const event = await toldBy(store, about, Number.isNaN(time) ? undefined : time);
      const words = event ? wordsOf(event, await instrumentsKnown()) : null;
      return words === null || !parts.mask ? words : parts.mask(words);
    },
    async contact(id, by) {
      const { subject } = wanted(id);
      const view: EventDraft<"contact.viewed"> = {
        type: "contact.viewed",
        source: ownConnection,
        key: randomUUID(),
        time: clock.now(),
        ...(subject !== undefined && { subject }),
        channel: ownConnection,
        dimensions: {},
        data: { by, purpose: "case", case: id },
      };
      // On disk before anybody is told: no look goes unseen.
      await parts.lane.run(() => judge.commit({ changes: [], events: [view], notifications: [] }, []));
      const details = subject === undefined ? [] : vault.find(subject);
      if (details.length > 0) {
        return { kind: "vault", details: details.map(({ kind, value }) => ({ kind, value })) };
      }
      const place = ledger.get(casePrefix + id) as CaseAbout | null | undefined;
      return place?.url === undefined ? { kind: "not-contactable" } : { kind: "producer", url: place.url };
    },
    link(token): CaseLink | LinkRefusal {
      const found = standing(token);
      if ("ok" in found) return found;
      return { ok: true, case: found.view, action: found.action, owner: found.owner };
    },
    follow: (token, note) =>
      steps.run(async (): Promise<CaseView | LinkRefusal> => {
        const found = standing(token);
        if ("ok" in found) return found;
        const { action, owner, nonce, expires } = found;
        const used = { key: usedLinkPrefix + nonce, value: expires };
        const step = { case: found.case, by: owner, ...(note !== undefined && { note }) };
        try {
          return await take(
            action === "close" ? { ...step, action, reason: "solved" } : { ...step, action },
            [used],
          );
        } catch (thrown) {
          if (isCxError(thrown, "invalid-setup")) return { ok: false, reason: "not-possible" };
          throw thrown;
        }
      }),
  };

  async function instrumentsKnown(): Promise<ReadonlyMap<string, Instrument>> {
    const answered = (await store.items()).map(({ instrument }) => instrument);
    return new Map([...answered, ...parts.instruments].map((one) => [instrumentReference(one), one]));
  }
}

/** Links whose time is over need not be remembered. */
export function expiredLinks(ledger: Ledger, time: number): readonly Change[] {
  return [...ledger.keys(usedLinkPrefix)]
    .filter((key) => Number(ledger.get(key)) <= time)
    .map((key) => ({ key, value: null }));
}

function caseOf(action: CaseAction, { events }: Outcome): string {
  if (action.action !== "open") return action.case;
  const opened = events.find((draft) => draft.type === "case.opened");
  return opened?.type === "case.opened" ? opened.data.case : "";
}

async function toldBy(
  store: Pick<Store, "events">,
  { source, type, key }: NonNullable<CaseView["about"]>,
  time: number | undefined,
): Promise<CxEvent | undefined> {
  if (type !== "survey.responded" && type !== "feedback.posted") return undefined;
  const window = time === undefined ? undefined : { from: Math.floor(time), below: Math.floor(time) + 1 };
  const where = { field: "source", in: [source] };
  for await (const event of store.events({ types: [type], where, ...(window && { window }) })) {
    if (event.key === key) return event;
  }
  // An edit may have moved it in time.
  return window ? toldBy(store, { source, type, key }, undefined) : undefined;
}

/** What somebody said in their own words. */
function wordsOf(event: CxEvent, instruments: ReadonlyMap<string, Instrument>): string | null {
  if (event.type === "feedback.posted") return event.data.text ?? null;
  if (event.type !== "survey.responded") return null;
  const said = event.data.answers.flatMap(({ value, instrument }) =>
    typeof value === "string" && instruments.get(instrument)?.construct === "verbatim" ? [value] : [],
  );
  return said.length > 0 ? said.join("\n\n") : null;
}
