import type { JsonSchema, StandardResult } from "@cxkit/core";
import { firstDifference } from "../first-difference.ts";
import { broken, shown } from "../law.ts";
import type { ChannelTrial } from "./channel-trial.ts";
import { type Plan, untried } from "./check.ts";
import { configChange } from "./config-change.ts";
import { unreleased } from "./release-before.ts";

/** C: what an operator writes is understood, or refused with the place of the mistake. */
export function configChecks<Config, Raw>({
  channel,
  options,
  configSchema,
}: ChannelTrial<Config, Raw>): readonly Plan[] {
  const validated = async (value: unknown): Promise<StandardResult<Config>> =>
    channel.config["~standard"].validate(value);
  const sample: unknown = options.config;
  const members = typeof sample === "object" && sample !== null ? Object.keys(sample) : [];
  const { released } = options;
  const unschemed = configSchema
    ? undefined
    : untried("no JSON Schema of the configuration is given (`configSchema`)");
  const fields = (configSchema?.["properties"] ?? {}) as { readonly [field: string]: JsonSchema };
  return [
    {
      id: "C1",
      title: "the configuration is an object without unknown keys, as JSON Schema",
      why: "Editors complete it, hosts check it without running the plugin.",
      unless: unschemed,
      check() {
        if (configSchema?.["type"] !== "object")
          broken(`the schema is of type ${shown(configSchema?.["type"])}`);
        if (configSchema?.["additionalProperties"] !== false)
          broken("the schema takes any key: a slip of the pen goes unnoticed");
        for (const member of members) if (!(member in fields)) broken(`the schema does not know ${member}`);
      },
    },
    {
      id: "C2",
      title: "no secret is part of the configuration",
      why: "Configurations are in repositories.",
      check() {
        const named = [...members, ...Object.keys(fields)].find(
          (name) =>
            /secret|password|passphrase|apikey|api_key|credential|private.?key|access.?token/i.test(name) &&
            !/(?:name|id|url|from|ref|handle)$/i.test(name),
        );
        if (named !== undefined) broken(`${named} sounds like a secret: those are handles, given apart`);
        const told = Object.values(options.secrets ?? {}).find(
          (value) => value.length > 3 && JSON.stringify(sample).includes(value),
        );
        if (told !== undefined) broken("the configuration holds the value of a secret");
      },
    },
    {
      id: "C3",
      title: "what is wrong is refused, with the place",
      why: "An operator mends what is named.",
      async check() {
        for (const wrong of [null, 1, "x", true, [1]]) {
          if (!(await validated(wrong)).issues) broken(`${shown(wrong)} is taken for a configuration`);
        }
        for (const member of members) {
          let refused = false;
          for (const wrong of [null, 7, "", true, [[]], { "no such": 1 }]) {
            const { issues } = await validated({ ...(sample as object), [member]: wrong });
            if (!issues) continue;
            refused = true;
            const named = issues.some(({ path = [], message }) => {
              const [first] = path;
              return (
                String(typeof first === "object" ? first.key : first) === member || message.includes(member)
              );
            });
            if (!named) broken(`a wrong ${member} is refused without naming it: ${shown(issues)}`);
          }
          if (!refused) broken(`${member} may be anything`);
        }
      },
    },
    {
      id: "C4",
      title: "the sample is valid, is not written to, and stays valid once read",
      why: "A configuration is validated where it is written and again where it is used.",
      async check() {
        const before = structuredClone(sample);
        const result = await validated(sample);
        if (result.issues) return broken(`the configuration given is refused: ${shown(result.issues)}`);
        const difference = firstDifference(before, sample);
        if (difference !== null) broken(`validating changes what was given: ${difference}`);
        const again = await validated(JSON.parse(JSON.stringify(sample)));
        const apart = again.issues ? "it is refused" : firstDifference(again.value, result.value);
        if (apart !== null) broken(`read from JSON: ${apart}`);
        return undefined;
      },
    },
    {
      id: "C5",
      title: "a key that nobody knows is refused, and named",
      why: "A slip of the pen would be a default.",
      async check() {
        const { issues } = await validated({ ...(sample as object), zzUnknown: 1 });
        if (!issues) return broken("a key that nobody knows is taken");
        if (
          !issues.some(({ message, path = [] }) =>
            `${message} ${path.map((step) => String(typeof step === "object" ? step.key : step)).join(".")}`.includes(
              "zzUnknown",
            ),
          )
        )
          broken(`a key that nobody knows is refused without naming it: ${shown(issues)}`);
        return undefined;
      },
    },
    {
      id: "C6",
      title: "configurations of releases before are still understood",
      why: "An upgrade must not stop at what was right yesterday.",
      unless: unreleased(released, released?.configs, "configuration"),
      async check() {
        for (const config of released?.configs ?? []) {
          const { issues } = await validated(structuredClone(config));
          if (issues && released?.change !== "major")
            broken(`${shown(config)} is no longer valid: ${shown(issues)}`);
        }
      },
    },
    {
      id: "C7",
      title: "a change of the configuration's schema is as large as the release says",
      why: "What breaks a configuration is a major release.",
      unless: unschemed ?? unreleased(released, released?.configSchema && [released.configSchema], "schema"),
      check() {
        const { change, because } = configChange(released?.configSchema ?? {}, configSchema ?? {});
        const order = ["patch", "minor", "major"];
        const said = released?.change ?? "patch";
        if (order.indexOf(change) > order.indexOf(said))
          broken(`the release says ${said}, and ${because}: that is ${change}`);
      },
    },
  ];
}
