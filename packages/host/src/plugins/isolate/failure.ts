import { cxError, type CxError, type CxErrorCode, type CxTrouble } from "@cxkit/core";
import { redacted } from "../../flow/notify-redacted.ts";
import type { ContributionReference } from "../runner.ts";
import { type ErrorOnWire, hashesKept } from "./message.ts";

/** `plugin/contribution`, to which an error is charged. */
export function chargedTo(target: ContributionReference): string {
  return `${target.plugin}/${target.id}`;
}

/**
 * What a plugin threw, as an error of the host's: its own codes and places stay; of everything else the name and what may be said of it.
 *
 * @param hide takes secrets out
 */
export function contributionError(
  { code, name, message, place = {} }: ErrorOnWire,
  target: ContributionReference,
  hide: (text: string) => string,
): CxError {
  const told = (text: string): string => hide(text).replace(mailAddress, "…");
  const where = Object.fromEntries(
    Object.entries(place).map(([key, value]) => [
      key,
      typeof value === "string" ? told(value).slice(0, 200) : value,
    ]),
  );
  const charged = { ...where, contribution: chargedTo(target) };
  if (code === undefined) {
    return cxError("contribution-failed", `${redacted(name)}: ${redacted(hide(message))}`, charged);
  }
  return cxError(code as CxErrorCode, told(message).slice(0, 500), charged);
}

/** Not what a package is called with its version, `acme@1.0.0`. */
const mailAddress = /[\w.%+-]+@(?:[\w-]+\.)+[a-z]{2,}/giu;

/** A call that came to nothing for a reason of its process's or of the caller's. */
export function lostCall(
  target: ContributionReference,
  member: string,
  trouble: CxTrouble,
  why: string,
): CxError {
  return cxError("contribution-failed", `${chargedTo(target)} ${member}: ${why}`, {
    contribution: chargedTo(target),
    trouble,
  });
}

/** What is longer than a message may be. Where it is a list, half of it may do. */
export function tooLong(target: ContributionReference): CxError {
  return cxError("unsupported", "this is longer than what can be handed to a plugin", {
    contribution: chargedTo(target),
    trouble: "bad-data",
    path: tooLongPath,
  });
}

/** By this path whoever can hand over less at once knows it. */
export const tooLongPath = "message";

/** What a record holds whose keyed hash was made long before it: which it is, nobody knows any more. */
export function staleHash(target: ContributionReference): CxError {
  return cxError(
    "contribution-failed",
    `${chargedTo(target)} kept a keyed hash and handed it out ${hashesKept} others later: make it where it is handed out`,
    { contribution: chargedTo(target), trouble: "bad-data" },
  );
}
