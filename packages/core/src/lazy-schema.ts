import { cxError } from "./error.ts";
import type { StandardSchema } from "./standard-schema.ts";

/**
 * A schema that is loaded when something is first checked against it, so that importing a contribution does not load the library that
 * its schema is written with. The first `validate` gives a promise; afterwards it answers as the schema itself does. Loading happens once,
 * however many ask at the same time; where it fails, the next one who asks tries again.
 *
 * `["~standard"].load()` loads it beforehand: `jsonSchema.input` answers from then on, and throws `invalid-setup` before.
 *
 * @param load gives the schema, as `() => import("./config.ts").then(({ config }) => config)` does
 * @returns a schema of the same type
 * @example
 * const form = lazySchema(async () => ({ "~standard": { version: 1 as const, vendor: "own", validate: (value: unknown) => ({ value }) } }));
 * await form["~standard"].validate("f1") // => { value: "f1" }
 */
export function lazySchema<Output>(
  load: () => Promise<StandardSchema<unknown, Output>>,
): StandardSchema<unknown, Output> {
  let known: StandardSchema<unknown, Output>["~standard"] | undefined;
  let loading: Promise<NonNullable<typeof known>> | undefined;
  const loaded = () => (loading ??= tried());
  const tried = async (): Promise<NonNullable<typeof known>> => {
    try {
      known = (await load())["~standard"];
      return known;
    } catch (cause) {
      loading = undefined;
      throw cause;
    }
  };
  return {
    "~standard": {
      version: 1,
      vendor: "cxkit",
      validate: (value) =>
        known ? known.validate(value) : loaded().then((schema) => schema.validate(value)),
      load: async () => void (await loaded()),
      get jsonSchema() {
        if (!known) return notLoaded;
        return known.jsonSchema;
      },
    },
  };
}

const notLoaded = {
  input(): never {
    throw cxError("invalid-setup", 'the schema is not loaded: await schema["~standard"].load() first');
  },
};
