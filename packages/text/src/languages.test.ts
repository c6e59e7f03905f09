import {
  type CommandContext,
  completeEvent,
  type CxEvent,
  type EventDraft,
  type Instrument,
} from "@cxkit/core";
import { commandConformance } from "@cxkit/testkit/conformance";
import { memoryStore } from "@cxkit/store-memory";
import { describe, expect, it } from "vitest";
import { languages } from "./languages.ts";

const now = (): string => "2026-03-01T00:00:00Z";
const params = { confidence: 0.55 };

const why: Instrument = {
  id: "why",
  version: "1",
  construct: "verbatim",
  scale: null,
  direction: "higher-is-better",
};
const size: Instrument = { ...why, id: "size", construct: "choice" };

async function stored(drafts: readonly EventDraft[]): Promise<CommandContext> {
  const store = memoryStore();
  await store.declare([why, size]);
  await store.append(drafts.map((draft) => completeEvent(draft, now()) as CxEvent));
  return {
    store,
    now,
    signal: new AbortController().signal,
    http: () => Promise.reject(new Error("offline")),
  };
}

function review(key: string, text?: string): EventDraft {
  return {
    type: "feedback.posted",
    source: "reviews",
    channel: "reviews",
    dimensions: {},
    key,
    time: now(),
    data: { ...(text !== undefined && { text }) },
  };
}

function response(key: string, comment: string, choice: string): EventDraft {
  return {
    type: "survey.responded",
    source: "survey",
    channel: "survey",
    dimensions: {},
    key,
    time: now(),
    data: {
      survey: "s",
      status: "complete",
      answers: [
        { item: "why", value: comment, instrument: "why@1" },
        { item: "size", value: choice, instrument: "size@1" },
      ],
    },
  };
}

describe("languages keeps what every command promises", () => {
  const wrong = [{ confidence: 2 }, { confidnce: 1 }, 7];
  for (const { name, check } of commandConformance(languages, { params: {}, wrong })) it(name, check);
});

describe("languages", () => {
  it("counts verbatims and reviews by language and script, most first, and no choices", async () => {
    const context = await stored([
      response("1", "The driver was late and rude", "grande"),
      response("2", "Friendly staff, clean rooms", "pequeño"),
      response("3", "  ", "grande"),
      review("a", "快递太慢了"),
      review("b", "ok"),
      review("c"),
    ]);
    expect(await languages.run(params, context)).toEqual({
      comments: 4,
      languages: [
        { language: "en", script: "Latn", comments: 2 },
        { language: "zh", script: "Hans", comments: 1 },
        { language: null, script: "Latn", comments: 1 },
      ].toSorted((one, other) => other.comments - one.comments),
    });
  });

  it("says nothing of an empty store", async () => {
    expect(await languages.run(params, await stored([]))).toEqual({ comments: 0, languages: [] });
  });

  it("stops when it is told to", async () => {
    const context = await stored([review("a", "Very easy to use, thanks")]);
    const abort = new AbortController();
    abort.abort();
    await expect(languages.run(params, { ...context, signal: abort.signal })).rejects.toThrow();
  });

  it("is as sure as the call says, else as the plugin's settings say", async () => {
    const context = await stored([review("a", "Friendly staff, clean rooms")]);
    const told = async (settings: unknown, asked: object = {}) =>
      (await languages.run(asked, { ...context, settings })).languages[0]?.language;
    expect(await told(undefined)).toBe("en");
    expect(await told({ confidence: 1 })).toBeNull();
    expect(await told({ confidence: 1 }, { confidence: 0.1 })).toBe("en");
  });
});
