import { seededRandom, type Random } from "./random.ts";
import { type RetailerWords, retailerWords } from "./retailer-words.ts";

/** What is wrong at the retailer. Everything else is noise. */
export interface PlantedTruth {
  /** From this day on the stores refuse returns of what was bought online. */
  readonly refusal: {
    readonly from: string;
    readonly stores: readonly string[];
    readonly channels: readonly string[];
  };
  /** From this day on the region's customers are less likely to recommend. */
  readonly decline: { readonly from: string; readonly region: string };
}

/** What one customer answered. Values of dimensions are in the retailer's language. */
export interface RetailerAnswer {
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly time: string;
  readonly channel: RetailerChannel;
  readonly region: string;
  readonly store: string;
  readonly email: string | null;
  /** 0–10. */
  readonly recommend: number;
  /** 1–5 by touchpoint; those that the customer did not meet are not there. */
  readonly ratings: { readonly [touchpoint: string]: number };
  readonly comment: string | null;
}

/** A retailer's survey, with the truth that went into it. */
export interface Retailer {
  /** In order of time. */
  readonly answers: readonly RetailerAnswer[];
  /** The same as an export: CSV text, UTF-8, one row per response. */
  readonly csv: string;
  readonly responses: number;
  readonly truth: PlantedTruth;
  readonly words: RetailerWords;
}

/** Share of respondents who met a touchpoint, and how content they were on the average. */
export const touchpoints: readonly { readonly id: string; readonly met: number; readonly level: number }[] = [
  { id: "search", met: 0.7, level: 3.9 },
  { id: "information", met: 0.8, level: 4.1 },
  { id: "advice", met: 0.4, level: 4.2 },
  { id: "assortment", met: 0.75, level: 3.8 },
  { id: "checkout", met: 0.85, level: 4.3 },
  { id: "payment", met: 0.85, level: 4.4 },
  { id: "delivery", met: 0.7, level: 4.0 },
  { id: "quality", met: 0.9, level: 4.2 },
  { id: "returns", met: 0.6, level: 4.0 },
  { id: "service", met: 0.35, level: 3.9 },
  { id: "loyalty", met: 0.5, level: 3.8 },
  { id: "reorder", met: 0.45, level: 4.3 },
];

const channels = ["web", "app", "wechat", "store", "email", "phone"] as const;
/** Where a customer was asked. */
export type RetailerChannel = (typeof channels)[number];
const regions = ["north", "south", "east", "west", "central"] as const;
const storesPerRegion = 4;
const refusal = { from: "2026-06-01", stores: [2, 9, 18], channels: ["web", "app", "wechat"] } as const;
const decline = { from: "2026-06-01", region: "west" } as const;
const firstDay = Date.UTC(2026, 0, 1);
const days = 181;
const day = 86_400_000;

/**
 * Makes half a year of answers of an omnichannel retailer: five regions, twenty stores, six channels, twelve touchpoints
 * along five stages, and two things that go wrong in June. All other differences are chance.
 *
 * @param seed another seed, another retailer with the same truth
 * @param responses how many answered
 */
export function retailer(
  seed: number,
  {
    responses = 30_000,
    language = "en",
  }: { readonly responses?: number; readonly language?: "en" | "zh" } = {},
): Retailer {
  const random = seededRandom(seed);
  const words = retailerWords[language];
  const heading = [
    words.id,
    words.date,
    words.channel,
    words.region,
    words.store,
    words.email,
    words.recommend,
    ...touchpoints.map(({ id }) => words.touchpoints[id]!),
    words.comment,
  ];
  const answers = Array.from({ length: responses }, (_, i) => answerOf(random, words, i));
  answers.sort((left, right) =>
    left.time < right.time ? -1 : left.time > right.time ? 1 : left.id < right.id ? -1 : 1,
  );
  const csv = [heading, ...answers.map((answer) => cellsOf(answer, words))]
    .map((cells) => cells.map(quoted).join(","))
    .join("\r\n");
  return {
    answers,
    csv: `${csv}\r\n`,
    responses,
    words,
    truth: {
      refusal: {
        from: refusal.from,
        stores: refusal.stores.map((number) => storeName(words, number)),
        channels: refusal.channels.map((channel) => words.channels[channel]!),
      },
      decline: { from: decline.from, region: words.regions[decline.region]! },
    },
  };
}

function answerOf(random: Random, words: RetailerWords, i: number): RetailerAnswer {
  const time = new Date(firstDay + Math.floor(random.next() * days * day)).toISOString().slice(0, 19);
  const channel = random.pick(channels);
  const store = 1 + Math.floor(random.next() * regions.length * storesPerRegion);
  const region = regions[Math.floor((store - 1) / storesPerRegion)]!;
  const mood = random.normal();

  const declined = region === decline.region && time >= decline.from;
  const recommend = scalePoint(8.1 + 1.5 * mood + 1.4 * random.normal() - (declined ? 1.2 : 0), 0, 10);

  const refused =
    time >= refusal.from &&
    (refusal.stores as readonly number[]).includes(store) &&
    (refusal.channels as readonly string[]).includes(channel);
  let turnedAway = false;
  const ratings: Record<string, number> = {};
  for (const { id, met, level } of touchpoints) {
    if (random.next() >= met) continue;
    const down = id === "returns" && refused;
    turnedAway ||= down;
    ratings[id] = scalePoint(level + 0.5 * mood + 0.75 * random.normal() - (down ? 3 : 0), 1, 5);
  }

  const said =
    random.next() >= 0.25
      ? null
      : comment(
          random,
          turnedAway
            ? words.refusedReturn
            : declined && recommend <= 6
              ? words.regionDown
              : recommend >= 9
                ? words.happy
                : recommend >= 7
                  ? words.neutral
                  : words.unhappy,
          words,
        );
  return {
    id: `R${String(i + 1).padStart(6, "0")}`,
    time: `${time}Z`,
    channel,
    region: words.regions[region]!,
    store: storeName(words, store),
    email: random.next() < 0.3 ? `customer${i + 1}@example.com` : null,
    recommend,
    ratings,
    comment: said,
  };
}

function cellsOf(answer: RetailerAnswer, words: RetailerWords): string[] {
  return [
    answer.id,
    answer.time.slice(0, 19).replace("T", " "),
    words.channels[answer.channel]!,
    answer.region,
    answer.store,
    answer.email ?? "",
    String(answer.recommend),
    ...touchpoints.map(({ id }) => String(answer.ratings[id] ?? "")),
    answer.comment ?? "",
  ];
}

/** Two or three sentences, so that hardly two comments are alike. */
function comment(
  random: Random,
  about: readonly string[],
  { happy, neutral, details }: RetailerWords,
): string {
  const sentences = [
    random.pick(about),
    random.pick(details).replace("#", String(2 + Math.floor(random.next() * 40))),
  ];
  if (random.next() < 0.4) sentences.push(random.pick([...happy, ...neutral]));
  return sentences.join(" ");
}

function scalePoint(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, Math.round(value)));
}

function storeName({ storePrefix }: RetailerWords, number: number): string {
  return `${storePrefix} ${String(number).padStart(2, "0")}`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
