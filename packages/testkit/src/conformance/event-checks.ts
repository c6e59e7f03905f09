import { completeEvent, type EventDraft } from "@cxkit/core";
import { channelLaws } from "../channel-laws.ts";
import { firstDifference } from "../first-difference.ts";
import { broken, shown } from "../law.ts";
import { textLeaves, withText } from "../leaves.ts";
import { trappedNow } from "./ambient-traps.ts";
import type { ChannelTrial } from "./channel-trial.ts";
import { type Plan, type Unless, untried } from "./check.ts";
import { extended } from "./bent.ts";
import { errorText } from "./error-text.ts";
import { type DecodeBench, idOf, wordsOf } from "./material.ts";

/** V: events say what the producer said, and nothing that it did not. */
export function eventChecks<Config, Raw>(
  { channel, options }: ChannelTrial<Config, Raw>,
  bench: DecodeBench<Config, Raw>,
  none: Unless | undefined,
): readonly Plan[] {
  const { edits = [], deletions = [], unknowns = [] } = options;
  const unsaid = !options.edits && !options.deletions;
  const law = lawsOver(bench);
  const instruments = new Map(
    (channel.instruments?.(bench.config) ?? []).map((one) => [`${one.id}@${one.version}`, one]),
  );
  const offScale = (event: EventDraft): string | undefined => {
    if (event.type === "feedback.posted") {
      const { rating, ratingScale } = event.data;
      if (rating === undefined) return undefined;
      if (!ratingScale) return `a rating of ${rating} without its scale`;
      return rating < ratingScale.min || rating > ratingScale.max
        ? `a rating of ${rating} on ${shown(ratingScale)}`
        : undefined;
    }
    if (event.type !== "survey.responded") return undefined;
    for (const { item, value, instrument } of event.data.answers) {
      const scale = instruments.get(instrument)?.scale;
      if (typeof value !== "number" || !scale) continue;
      const steps = (value - scale.min) / scale.step;
      if (value < scale.min || value > scale.max || Math.abs(steps - Math.round(steps)) > 1e-9)
        return `${item} is ${value} on ${shown(scale)}`;
    }
    return undefined;
  };

  return [
    {
      id: "V1",
      title: "every event is valid, and every time says its zone",
      why: "What the schema does not know is set aside by the store, one by one.",
      unless: none,
      check: () =>
        law("samples hold records to test with", "every event is valid", "every time has an offset"),
    },
    {
      id: "V2",
      title: "ids are the same in any order and when read again, and no two things have one",
      why: "A new id is a second answer; one id for two things loses one.",
      unless: none,
      check: () =>
        law(
          "ids are stable under redelivery, in any order",
          "two things told have two ids within their source",
        ),
    },
    {
      id: "V3",
      title: "a score lies on its declared scale, whatever comes",
      why: "An 11 on a scale to 10 makes a mean that nobody gave.",
      unless: none,
      async check() {
        for (const raw of await bench.raws()) {
          for (const changed of [raw, ...bench.bend(raw, [1_000_000, -7, 0.37, "99", "-3"])]) {
            const found = bench
              .decode(changed)
              .events.map(offScale)
              .find((one) => one !== undefined);
            if (found) broken(`${found}: ${shown(changed)}`);
          }
        }
      },
    },
    {
      id: "V4",
      title: "what is absent stays absent, and is never 0",
      why: "A skipped question counted as 0 is a detractor who never was.",
      unless: none,
      async check() {
        await law(
          "absent stays absent: nothing undefined, nothing empty",
          "a cell left blank never becomes a number",
        );
        for (const raw of await bench.raws()) {
          const before = numbersOf(bench.decode(raw).events);
          for (const changed of bench.bend(raw, [null, undefined, ""])) {
            const invented = [...numbersOf(bench.decode(changed).events)].find((one) => !before.has(one));
            if (invented !== undefined) broken(`without a value, ${invented}: ${shown(changed)}`);
          }
        }
      },
    },
    {
      id: "V5",
      title: "words arrive as they were written",
      why: "Cut, trimmed or folded words are no longer what the customer said.",
      unless: none,
      async check() {
        const raws = (await bench.raws()).slice(0, 6);
        for (const raw of raws) {
          for (const leaf of textLeaves(raw)) {
            const mark = "Zq7 mark x9";
            if (!wordsOf(bench.decode(withText(raw, leaf, mark)).events).includes(mark)) continue;
            for (const words of [
              "👩‍👩‍👧 e\u0301 ﬁ",
              "שלום \u202Bעולם\u202C",
              "a\u0000b",
              "x".repeat(10_000),
              "null",
              "1e3",
              " <b>&amp;</b> ",
            ]) {
              const { events, setAside } = bench.decode(withText(raw, leaf, words));
              const kept = wordsOf(events).some((one) => one === words || one === words.trim());
              if (!kept && setAside.length === 0)
                broken(`${leaf.join(".")}: ${shown(words.slice(0, 60))} became ${shown(wordsOf(events))}`);
            }
          }
        }
      },
    },
    {
      id: "V6",
      title: "fields that nobody knows change nothing",
      why: "Producers add fields without notice.",
      unless: none,
      async check() {
        for (const raw of await bench.raws()) {
          const before = bench.decode(raw).events;
          for (const changed of extended(raw)) {
            const difference = firstDifference(before, bench.decode(changed).events);
            if (difference !== null)
              broken(`one field more, and it differs at ${difference}: ${shown(changed)}`);
          }
        }
      },
    },
    {
      id: "V7",
      title: "a word that nobody knows drops nothing in silence",
      why: "A new status of the producer's would make its records vanish.",
      unless: none,
      async check() {
        for (const raw of await bench.raws()) {
          for (const leaf of textLeaves(raw)) {
            const { events, setAside } = bench.decode(withText(raw, leaf, "zz-never-seen"));
            if (events.length + setAside.length === 0)
              broken(`${leaf.join(".")} says a new word, and nothing comes of it`);
          }
        }
        for (const raw of unknowns) {
          if (bench.decode(raw).events.length === 0) broken(`a new word, and no event: ${shown(raw)}`);
        }
        await law("no record vanishes: it gives an event or is set aside");
      },
    },
    {
      id: "V8",
      title: "an edit is a later revision of the same thing, and what is gone is retracted",
      why: "Otherwise an edited answer counts twice and a deleted one for ever.",
      unless:
        none ??
        (unsaid
          ? untried("no edits and deletions are given (`edits`, `deletions`; empty where there are none)")
          : edits.length + deletions.length === 0 && "the producer neither edits nor deletes"),
      check() {
        for (const { before, after } of edits) {
          const [one, two] = [bench.decode(before).events[0], bench.decode(after).events[0]];
          if (!one || !two) return broken(`an edit gives no event: ${shown(after)}`);
          if (one.source !== two.source || one.key !== two.key || one.type !== two.type)
            broken(`an edit is another thing: ${idOf(one)} and ${idOf(two)}`);
          if (!((two.revision ?? 0) > (one.revision ?? 0)))
            broken(`an edit is no later revision: ${idOf(one)}, then ${idOf(two)}`);
        }
        for (const { raw, key } of deletions) {
          const gone = bench
            .decode(raw)
            .events.find((event) => event.type === "event.retracted" && event.data.key === key);
          if (!gone) broken(`${key} is gone, and nothing retracts it: ${shown(raw)}`);
        }
        return undefined;
      },
    },
    {
      id: "V9",
      title: "a language is a valid tag, or absent",
      why: "A guess becomes a segment.",
      unless: none,
      async check() {
        for (const raw of await bench.raws()) {
          for (const changed of [raw, ...bench.bend(raw, ["xx_XX!", "English (US)"])]) {
            for (const event of bench.decode(changed).events) {
              const told = [
                event.dimensions["language"],
                "language" in event.data ? event.data.language : undefined,
              ];
              const bad = told.find(
                (tag) => tag !== undefined && !/^[A-Za-z]{2,8}(?:-[A-Za-z\d]{1,8})*$/.test(tag),
              );
              if (bad !== undefined) broken(`${shown(bad)} is no language tag: ${shown(changed)}`);
            }
          }
        }
      },
    },
    {
      id: "V11",
      title: "records are plain JSON, so that they can be kept and decoded again",
      why: "A fixed decoder is of use only where the record is still there.",
      unless: none,
      async check() {
        for (const { from, raws } of await bench.material()) {
          for (const raw of raws) {
            const difference = firstDifference(JSON.parse(JSON.stringify(raw ?? null)), raw ?? null);
            if (difference !== null) broken(`a record of ${from} does not survive JSON: ${difference}`);
          }
        }
      },
    },
    {
      id: "V12",
      title: "numbers and dates are read alike in every place and language",
      why: "The same file gives other numbers in Ankara than in Austin.",
      unless: none,
      async check() {
        for (const raw of [...(await bench.raws()), ...bench.malformed]) {
          const context = bench.context();
          const { touched } = trappedNow("placeless", () => channel.decode(raw, context));
          if (touched.length > 0)
            broken(`decode depends on the place or the language it runs in: ${touched.join(", ")}`);
        }
      },
    },
  ];
}

/** Runs laws over every group of records. */
export function lawsOver<Config, Raw>(
  bench: DecodeBench<Config, Raw>,
): (...names: readonly string[]) => Promise<void> {
  return async (...names) => {
    const groups = await bench.material();
    // What is asked of each record by itself needs no groups.
    const together = [{ from: "all records", raws: groups.flatMap(({ raws }) => raws) }];
    for (const { from, raws } of names.every((name) => name.startsWith("whatever")) ? together : groups) {
      const laws = channelLaws(bench.channel, {
        config: bench.config,
        raws,
        malformed: bench.malformed,
        ...(bench.schema && { schema: bench.schema }),
      });
      for (const name of names) {
        const law = laws.find((one) => one.name === name);
        if (!law) return broken(`there is no law "${name}"`);
        try {
          await law.check();
        } catch (thrown) {
          broken(`${from}: ${reasonOf(thrown)}`);
        }
      }
    }
    return undefined;
  };
}

/** Every number in the events' data, by where it stands; numbers of lists by what they answer. */
function numbersOf(events: readonly EventDraft[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const event of events) {
    const { data } = completeEvent(event, "2026-03-01T00:00:00Z");
    if ("answers" in data) {
      for (const { item, value } of data.answers)
        if (typeof value === "number") found.add(`${item} is ${value}`);
    }
    for (const [field, value] of Object.entries(data))
      if (typeof value === "number") found.add(`${field} is ${value}`);
  }
  return found;
}

/** What a law found. A property says for which record, and keeps what went wrong there as its cause. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const { message, cause } = thrown;
  return cause === undefined ? message : `${errorText(cause)}\n${message}`;
}
