import { expect, it } from "vitest";
import { lazySchema } from "./lazy-schema.ts";
import { defineChannel } from "./define.ts";
import type { StandardSchema } from "./standard-schema.ts";

const form: StandardSchema<unknown, { readonly form: string }> = {
  "~standard": {
    version: 1,
    vendor: "own",
    validate: (value) =>
      typeof value === "string" ? { value: { form: value } } : { issues: [{ message: "no text" }] },
    jsonSchema: { input: ({ target }) => ({ type: "string", $comment: target }) },
  },
};
const input = (schema: StandardSchema) => schema["~standard"].jsonSchema?.input({ target: "draft-2020-12" });

it("loads on first use, once for all who ask, and answers as the schema does from then on", async () => {
  let loads = 0;
  const { "~standard": lazy } = lazySchema(() => {
    loads += 1;
    return Promise.resolve(form);
  });
  expect(loads).toBe(0);
  const answers = await Promise.all(["f1", 2].map(async (value) => lazy.validate(value)));
  expect(answers).toEqual([{ value: { form: "f1" } }, { issues: [{ message: "no text" }] }]);
  expect(lazy.validate("f2")).toEqual({ value: { form: "f2" } });
  await lazy.load?.();
  expect(loads).toBe(1);
});

it("tells its JSON Schema once it is loaded, and says before that it is not", async () => {
  const lazy = lazySchema(() => Promise.resolve(form));
  expect(() => input(lazy)).toThrow('the schema is not loaded: await schema["~standard"].load() first');
  await lazy["~standard"].load?.();
  expect(input(lazy)).toEqual({ type: "string", $comment: "draft-2020-12" });
  const silent = lazySchema(() =>
    Promise.resolve<StandardSchema>({ "~standard": { ...form["~standard"], jsonSchema: undefined } }),
  );
  await silent["~standard"].validate(1);
  expect(input(silent)).toBe(undefined);
});

it("fails as loading fails, and tries again for who asks next", async () => {
  let loads = 0;
  const { "~standard": lazy } = lazySchema(() => {
    loads += 1;
    return loads === 1 ? Promise.reject(new Error("no such file")) : Promise.resolve(form);
  });
  await expect(lazy.validate("f1")).rejects.toThrow("no such file");
  expect(await lazy.validate("f1")).toEqual({ value: { form: "f1" } });
  const thrown = lazySchema<string>(() => {
    throw new Error("at once");
  });
  await expect(thrown["~standard"].load?.()).rejects.toThrow("at once");
});

it("keeps the type of what it gives, for the channel that takes it", () => {
  const channel = defineChannel({
    id: "a",
    title: "A",
    config: lazySchema(() => Promise.resolve(form)),
    decode(_raw: unknown, { config }) {
      const name: string = config.form;
      // @ts-expect-error a form's name is a text
      const number: number = config.form;
      return {
        events: [],
        setAside: [{ scope: "record", path: name, reason: "none", message: `${number}` }],
      };
    },
  });
  expect(channel.kind).toBe("channel");
});
