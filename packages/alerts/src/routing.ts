import { cxError, type Dimension } from "@cxkit/core";

/** Who owns what. Somebody always does: the first that applies of rule, team and stage, or else the fallback. */
export interface Routing {
  /** Owns whatever nobody else does. */
  readonly fallback: string;
  /** By rule. The rule's own `owner` goes before. */
  readonly rules?: { readonly [rule: string]: string };
  /** By a field of the event or segment: `{ by: "dimensions.region", owners: { north: "north-team" } }`. */
  readonly teams?: { readonly by: Dimension; readonly owners: { readonly [value: string]: string } };
  /** By stage of the journey. */
  readonly stages?: { readonly [stage: string]: string };
}

/** What routing looks at. */
export interface Routed {
  readonly rule?: string;
  readonly owner?: string | undefined;
  readonly stage?: string | undefined;
  /** The value of a field; `undefined` where there is none. */
  readonly field: (path: Dimension) => string | null | undefined;
}

/**
 * The owner of something: rule, then team, then stage, then the fallback. Never nobody.
 *
 * @example ownerOf({ fallback: "care", stages: { delivery: "logistics" } }, { stage: "delivery", field: () => null }) // => "logistics"
 */
export function ownerOf(routing: Routing, { rule, owner, stage, field }: Routed): string {
  const team = routing.teams && field(routing.teams.by);
  return (
    owner ??
    named(routing.rules, rule) ??
    named(routing.teams?.owners, team) ??
    named(routing.stages, stage) ??
    routing.fallback
  );
}

/**
 * Refuses a routing that could leave something without an owner.
 *
 * @throws {CxError} `invalid-setup` naming the key
 */
export function checkRouting(routing: Routing): void {
  const refuse = (path: string): never => {
    throw cxError("invalid-setup", `${path}: an owner has a name; somebody always owns the problem`, {
      path,
    });
  };
  if (!named({ fallback: routing?.fallback }, "fallback")) refuse("routing.fallback");
  const tables = { rules: routing.rules, "teams.owners": routing.teams?.owners, stages: routing.stages };
  for (const [table, owners] of Object.entries(tables)) {
    for (const key of Object.keys(owners ?? {})) {
      if (!named(owners, key)) refuse(`routing.${table}.${key}`);
    }
  }
}

/** The entry of that name, where it is one: respondents do call regions `constructor`. */
function named(
  owners: { readonly [name: string]: string } | undefined,
  name: string | null | undefined,
): string | undefined {
  if (!owners || name === null || name === undefined || !Object.hasOwn(owners, name)) return undefined;
  const owner = owners[name];
  return typeof owner === "string" && owner.trim() !== "" ? owner : undefined;
}
