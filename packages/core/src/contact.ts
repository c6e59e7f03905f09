/** How to reach a person. Never part of an event: it lives in the vault, encrypted and erasable, or stays with the producer. */
export interface Contact {
  /** Pseudonymous key of the person, as in the events. */
  readonly subject: string;
  readonly kind: "email" | "phone" | (string & {});
  readonly value: string;
  /** What the person is called, where the producer tells. */
  readonly name?: string;
}
