import type { TextAnalyzer, TextFinding } from "@cxkit/core";
import { firstDifference } from "../first-difference.ts";
import { broken, shown } from "../law.ts";
import { deepFrozen } from "../leaves.ts";
import { trapped } from "./ambient-traps.ts";
import { checksOf, type ConformanceCheck, type Skip, untried } from "./check.ts";
import { definitionPlan } from "./definition-plan.ts";

/** What a text analyzer is tried with. */
export interface TextAnalyzerConformanceOptions<Params> {
  /** As a configuration would give them. */
  readonly params: Params;
  /** Texts as customers write them; a dozen, in the languages it understands. Some are the kit's own. */
  readonly texts?: readonly string[];
  /** What it must find: a text, and as much of its finding as is sure. */
  readonly known?: readonly { readonly text: string; readonly finding: Partial<Omit<TextFinding, "id">> }[];
  readonly skip?: readonly Skip[];
}

const everyday = [
  "The parcel came two days late and nobody told me.",
  "Sehr freundlich, gerne wieder!",
  "快递很慢，但是客服很好。",
  "ok",
  "很好 but the app crashes ständig 👎",
  "الخدمة ممتازة",
  "Спасибо, всё хорошо",
];
const odd = [
  "",
  " ",
  "\u0000",
  "👩‍👩‍👧",
  "12345",
  "\uD800",
  "e\u0301\u202E",
  "?!",
  "a".repeat(100_000),
  "很".repeat(50_000),
  "\n\t",
];

/**
 * What every text analyzer keeps: the same ids come out, the neighbours in a batch change nothing, findings are well formed, and what is
 * declared to stay in the process does.
 *
 * @param analyzer the analyzer under test
 * @param options parameters, texts
 * @throws {RangeError} when a skip names no check or gives no reason
 */
export function textAnalyzerConformance<Params>(
  analyzer: TextAnalyzer<Params>,
  { params, texts = [], known = [], skip }: TextAnalyzerConformanceOptions<Params>,
): readonly ConformanceCheck[] {
  type Batch = Parameters<TextAnalyzer<Params>["analyze"]>[0];
  const batchOf = (all: readonly string[]): Batch => all.map((text, at) => ({ id: `t${at}`, text }));
  const ordinary = batchOf([...everyday, ...texts]);
  const all = batchOf([...everyday, ...texts, ...odd]);
  const analyze = async (batch: Batch): Promise<readonly TextFinding[]> =>
    analyzer.analyze(deepFrozen(structuredClone([...batch])), params);
  const byId = (findings: readonly TextFinding[]): readonly TextFinding[] =>
    findings.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const tag = /^[A-Za-z]{2,8}(?:-[A-Za-z\d]{1,8})*$/;
  const share = (value: number): boolean => value >= 0 && value <= 1;
  const problem = ({ language, script, topics = [], sentiment }: TextFinding): string | undefined => {
    if (language && (!tag.test(language.tag) || !share(language.confidence)))
      return `language ${shown(language)}`;
    if (
      language &&
      !analyzer.languages.some((one) => one === "und" || language.tag.split("-")[0] === one.split("-")[0])
    )
      return `language ${language.tag}, which it does not declare`;
    if (typeof script === "string" && !/^[A-Z][a-z]{3}$/.test(script)) return `script ${shown(script)}`;
    const topic = topics.find((one) => one.topic === "" || !share(one.confidence));
    if (topic) return `topic ${shown(topic)}`;
    return typeof sentiment === "number" && !(sentiment >= -1 && sentiment <= 1)
      ? `sentiment ${sentiment}`
      : undefined;
  };

  return checksOf(
    [
      definitionPlan("T1", "text-analyzer", analyzer),
      {
        id: "T2",
        title: "every text has one finding, under its own id",
        why: "A finding under another id is about somebody else.",
        async check() {
          const ids = byId(await analyze(all)).map(({ id }) => id);
          const difference = firstDifference(ids, all.map(({ id }) => id).toSorted());
          if (difference !== null) broken(`ids out against ids in: ${difference}`);
          if ((await analyze([])).length > 0) broken("an empty batch has findings");
        },
      },
      {
        id: "T3",
        title: "neighbours and order in a batch change nothing",
        why: "Batches are cut where it suits the host.",
        async check() {
          const whole = byId(await analyze(ordinary));
          const turned = byId(await analyze(ordinary.toReversed()));
          const alone: TextFinding[] = [];
          for (const one of ordinary) alone.push(...(await analyze([one])));
          const difference = firstDifference(turned, whole) ?? firstDifference(byId(alone), whole);
          if (difference !== null) broken(`in another batch, findings differ at ${difference}`);
        },
      },
      {
        id: "T4",
        title: "the same texts have the same findings",
        why: "What was found yesterday must be found again.",
        async check() {
          const difference = firstDifference(await analyze(all), await analyze(all));
          if (difference !== null) broken(`analyzed again, findings differ at ${difference}`);
        },
      },
      {
        id: "T5",
        title: "empty, huge and mixed texts are found nothing in, rather than failing",
        why: "One odd comment must not stop ten thousand.",
        async check() {
          for (const one of batchOf(odd)) {
            try {
              await analyze([one]);
            } catch (thrown) {
              broken(
                `${shown(one.text.slice(0, 20))} (${one.text.length} characters) throws ${String(thrown)}`,
              );
            }
          }
          const [empty] = await analyze(batchOf([""]));
          if (empty?.language || empty?.sentiment || empty?.topics?.length)
            broken(`an empty text says ${shown(empty)}`);
        },
      },
      {
        id: "T6",
        title: "declared offline, it calls nobody",
        why: "Customers' words must not leave by the back door.",
        unless: analyzer.offline ? undefined : "it declares that texts leave the process",
        async check() {
          const { touched } = await trapped("pulling", () => analyze(ordinary));
          if (touched.length > 0) broken(`it uses ${touched.join(", ")}`);
        },
      },
      {
        id: "T7",
        title: "findings are well formed, and of the languages it declares",
        why: "A confidence of 7 is sorted to the top.",
        async check() {
          for (const finding of await analyze(all)) {
            const found = problem(finding);
            if (found !== undefined) broken(`${finding.id}: ${found}`);
            const difference = firstDifference(JSON.parse(JSON.stringify(finding)), finding);
            if (difference !== null) broken(`a finding is no JSON: ${difference}`);
          }
        },
      },
      {
        id: "T8",
        title: "it finds what is known",
        why: "An analyzer that finds nothing passes every other check.",
        unless: known.length > 0 ? undefined : untried("no known findings are given (`known`)"),
        async check() {
          const findings = byId(await analyze(batchOf(known.map(({ text }) => text))));
          for (const [at, { text, finding }] of known.entries()) {
            const got = findings.find(({ id }) => id === `t${at}`) ?? {};
            for (const [member, wanted] of Object.entries(finding)) {
              const had: unknown = Reflect.get(got, member);
              // Of a language its tag is known, how sure it is is not.
              const apart =
                member === "language" && wanted && had
                  ? firstDifference(tagOf(had), tagOf(wanted))
                  : firstDifference(had, wanted);
              if (apart !== null) broken(`${member} of ${shown(text)}: ${apart}`);
            }
          }
        },
      },
    ],
    skip,
  );
}

function tagOf(language: unknown): unknown {
  return typeof language === "object" && language !== null ? Reflect.get(language, "tag") : language;
}
