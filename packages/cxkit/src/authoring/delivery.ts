import { cxError, type Instant, type Secret } from "@cxkit/core";

/** A body that is to be sent as a producer would. */
export interface Delivery {
  /** Id of the channel, whose producer's scheme is used. */
  readonly channel: string;
  /** Another scheme: `standard-webhooks`, or `hmac:HEADER:HASH:ENCODING[:PREFIX]`. */
  readonly scheme?: string;
  readonly body: Uint8Array;
  /** By the names that the producer's scheme has for them; under the empty name the one that nobody named, which is the first. */
  readonly secrets: { readonly [name: string]: Secret };
  /** What the receiver proves it with, by the channel's names: taken where nothing is said, for what both sides have. */
  readonly held?: { readonly [name: string]: Secret };
  readonly now: Instant;
  /** Identity of the delivery, for schemes that have one. */
  readonly id: string;
  /** The address that the producer was given, for schemes that sign it. */
  readonly url: string;
  /** Id of the app or corporation that a message is sealed for; empty for nobody. */
  readonly receiver?: string;
  /** `plain`: not sealed, where the producer leaves that to whoever receives. Default: sealed, unless only `token` is there to sign with. */
  readonly mode?: "plain" | "sealed";
  /** As many fresh random bytes as are asked for. */
  readonly random: (length: number) => Uint8Array;
}

/** What goes over the network. */
export interface SignedDelivery {
  readonly body: Uint8Array;
  readonly headers: { readonly [header: string]: string };
  /** What the producer puts behind the address. */
  readonly parameters: { readonly [name: string]: string };
  /** Media type of the body, where nothing else says it. */
  readonly mediaType: string;
}

/**
 * The secrets that a producer signs with, by the names it has for them.
 *
 * @param names the first is the one that is meant where nobody named it
 * @throws {CxError} `invalid-setup` when one is missing, or one is given that nothing is signed with
 */
export function secretsFor<Name extends string>(
  { channel, secrets, held = {} }: Pick<Delivery, "channel" | "secrets" | "held">,
  names: readonly [Name, ...Name[]],
): { readonly [name in Name]: Secret } {
  if (Object.keys(secrets).length === 0) {
    const [only, ...others] = Object.values(held);
    const shared = names.map((name) => {
      // The one secret of a channel has the name that the channel gives it.
      const own = Object.hasOwn(held, name) ? held[name] : undefined;
      return [name, own ?? (name === "secret" && others.length === 0 ? only : undefined)] as const;
    });
    if (shared.every(([, secret]) => secret !== undefined))
      return Object.fromEntries(shared) as { readonly [name in Name]: Secret };
  }
  const given = new Map(Object.entries(secrets).map(([name, secret]) => [name || names[0], secret]));
  const strange = [...given.keys()].find((name) => !names.some((known) => known === name));
  if (strange !== undefined || given.size < Object.keys(secrets).length || given.size < names.length)
    throw cxError(
      "invalid-setup",
      `${channel} is signed with ${names.join(" and ")}, each once: ${names.map((name) => `--secret ${name}=env:NAME`).join(" ")}`,
      { path: "secret" },
    );
  return Object.fromEntries(given) as { readonly [name in Name]: Secret };
}

/** For producers that send nothing else. */
export function noForm({ channel }: Pick<Delivery, "channel">): Error {
  return cxError(
    "invalid-setup",
    `${channel} is sent forms: the fixture's body has to be a text such as name=value&other=value, escaped as browsers do`,
    { path: "body" },
  );
}
