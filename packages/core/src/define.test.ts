import { expect, it } from "vitest";
import {
  defineAlertRule,
  defineAlertRuleData,
  defineChannel,
  defineCommand,
  defineConfiguration,
  defineJourney,
  defineMetric,
  defineMetricData,
  defineNotifier,
  defineReport,
  defineStore,
  defineTextAnalyzer,
} from "./define.ts";
import type { StandardSchema } from "./standard-schema.ts";

const config: StandardSchema<unknown, { readonly form: string }> = {
  "~standard": { version: 1, vendor: "own", validate: (value) => ({ value: value as { form: string } }) },
};
const named = { id: "a", title: "A" };

it("each definition says its kind and keeps what it was given", () => {
  const given = { ...named, config, decode: () => ({ events: [], setAside: [] }) };
  expect(defineChannel(given)).toEqual({ ...given, kind: "channel", spec: "v1" });
  const others = [
    defineNotifier({ ...named, config } as never),
    defineMetric(named as never),
    defineMetricData({ ...named, data: {} }),
    defineAlertRule(named as never),
    defineAlertRuleData({ ...named, data: {} }),
    defineReport(named as never),
    defineCommand(named as never),
    defineTextAnalyzer(named as never),
    defineStore({ ...named, config } as never),
    defineConfiguration({ schema: config }),
    defineJourney({ id: "a", title: { en: "A" }, stages: [] }),
  ];
  expect(others.map(({ kind }) => kind)).toEqual([
    "notifier",
    "metric",
    "metric-data",
    "alert-rule",
    "alert-rule-data",
    "report",
    "command",
    "text-analyzer",
    "store",
    "configuration",
    "journey",
  ]);
  for (const { spec } of others) expect(spec).toBe("v1");
});

it("a channel's configuration has the type of its schema", () => {
  defineChannel({
    ...named,
    config,
    decode(_raw: unknown, { config: given }) {
      const form: string = given.form;
      // @ts-expect-error the schema knows no such field
      void given.from;
      // @ts-expect-error a form's name is a text
      const number: number = given.form;
      return {
        events: [],
        setAside: [{ scope: "record", path: form, reason: "none", message: String(number) }],
      };
    },
  });
  // @ts-expect-error decode answers at once
  defineChannel({ ...named, config, decode: async () => ({ events: [], setAside: [] }) });
  expect(defineChannel({ ...named, config, decode: () => ({ events: [], setAside: [] }) }).id).toBe("a");
});
