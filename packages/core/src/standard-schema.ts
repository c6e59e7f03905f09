/**
 * The Standard Schema interface, version 1 (https://standardschema.dev), as its authors invite libraries to copy it:
 * what zod, valibot, arktype and others all implement. CXKit takes any of them and depends on none.
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
    /** What is written, as JSON Schema, where the library tells it: a plugin's manifest is made of it. */
    readonly jsonSchema?:
      | {
          readonly input: (options: { readonly target: "draft-2020-12" }) => {
            readonly [key: string]: unknown;
          };
        }
      | undefined;
    /** Loads a schema that is loaded on first use; CXKit's own addition, see `lazySchema`. Absent: it is there already. */
    readonly load?: (() => Promise<void>) | undefined;
  };
}

/** Outcome of a Standard Schema's validation. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | {
      readonly issues: readonly {
        readonly message: string;
        readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
      }[];
    };
