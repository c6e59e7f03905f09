import type { DecodedOrFailed } from "./hosted-channel.ts";

/** Decodes records of many entries together. */
export type PageDecoder = (records: readonly unknown[]) => Promise<readonly DecodedOrFailed[]>;

/** What records are decoded with. */
export interface PageDecoderParts {
  /** One call for some records. */
  readonly call: (records: readonly unknown[]) => Promise<unknown>;
  /** Why no call can be made now; `null` when one can. */
  readonly unavailable: () => string | null;
  /** What a call that failed says of its records. */
  readonly meaning: (thrown: unknown) => PageFailure;
}

/**
 * What a failure is: the code ended, or did not come back, over these records (`ended`); they are longer than one call may be (`long`);
 * it could not look at them, through no fault of theirs (`unavailable`); it refuses them all (`failed`).
 */
export interface PageFailure {
  readonly what: "ended" | "long" | "unavailable" | "failed";
  readonly message: string;
}

/** One question: its records, and what is known of them. */
interface Question {
  readonly records: readonly unknown[];
  readonly answers: (DecodedOrFailed | undefined)[];
  left: number;
  readonly resolve: (answers: readonly DecodedOrFailed[]) => void;
}

interface Place {
  readonly question: Question;
  readonly at: number;
}

/** Records in one call, and calls at a time: where more are, each costs less, until the messages get long. */
const pageRecords = 200;
const pagesAtOnce = 2;
/** Records that are decoded one by one after the code ended over a page: the one that did it is among the next. */
const suspects = 1_000;

/**
 * Puts questions into pages of up to 200 records. A page over which the code ends is not lost: its records say that they could not be
 * looked at, and when they come again each goes alone, so that only the one that does it is to blame.
 */
export function pageDecoder({ call, unavailable, meaning }: PageDecoderParts): PageDecoder {
  const waiting: Place[] = [];
  let underWay = 0;
  let suspicious = 0;
  let scheduled = false;

  function answer({ question, at }: Place, said: DecodedOrFailed): void {
    question.answers[at] = said;
    question.left -= 1;
    if (question.left === 0) question.resolve(question.answers as readonly DecodedOrFailed[]);
  }

  async function page(places: readonly Place[]): Promise<void> {
    const why = unavailable();
    if (why !== null) {
      for (const place of places) answer(place, { failed: why, unavailable: true });
      return;
    }
    try {
      const said = await call(places.map(({ question, at }) => question.records[at]));
      const all = Array.isArray(said) && said.length === places.length ? (said as DecodedOrFailed[]) : [];
      for (const [at, place] of places.entries()) answer(place, checked(all[at]));
      suspicious = Math.max(0, suspicious - places.length);
    } catch (thrown) {
      await failed(places, meaning(thrown));
    }
  }

  async function failed(places: readonly Place[], { what, message }: PageFailure): Promise<void> {
    if (places.length > 1 && what === "long") {
      const half = Math.ceil(places.length / 2);
      await page(places.slice(0, half));
      await page(places.slice(half));
      return;
    }
    if (what === "ended") suspicious = suspects;
    const blameless = what === "unavailable" || (what === "ended" && places.length > 1);
    for (const place of places)
      answer(place, { failed: message, ...(blameless && { unavailable: true as const }) });
  }

  function pump(): void {
    scheduled = false;
    while (waiting.length > 0 && underWay < (suspicious > 0 ? 1 : pagesAtOnce)) {
      const places = waiting.splice(0, suspicious > 0 ? 1 : pageRecords);
      underWay += 1;
      // Never rejects: what goes wrong is an answer.
      void page(places).finally(() => {
        underWay -= 1;
        pump();
      });
    }
  }

  return (records) => {
    if (records.length === 0) return Promise.resolve([]);
    return new Promise((resolve) => {
      const question: Question = {
        records,
        answers: Array.from({ length: records.length }),
        left: records.length,
        resolve,
      };
      for (let at = 0; at < records.length; at += 1) waiting.push({ question, at });
      if (scheduled) return;
      scheduled = true;
      // Behind this turn: what is asked in it goes together.
      queueMicrotask(pump);
    });
  };
}

function checked(said: DecodedOrFailed | undefined): DecodedOrFailed {
  return typeof said === "object" && said !== null ? said : { failed: "no answer" };
}
