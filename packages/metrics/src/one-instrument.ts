import { cxError, type ScaleTally } from "@cxkit/core";

/**
 * Stops where tallies that are to be compared come from two instruments.
 *
 * @throws {CxError} `invalid-setup` naming the function and both
 */
export function requireOneInstrument(caller: string, tallies: readonly ScaleTally[]): void {
  const [instrument, other] = new Set(tallies.flatMap((tally) => tally.instrument ?? []));
  if (other !== undefined) {
    throw cxError(
      "invalid-setup",
      `${caller} compares answers to one instrument, got ${instrument} and ${other}`,
    );
  }
}
