import { broken } from "../law.ts";
import { type MakeNotifierTrial, notifierLaws, type NotifierLawOptions } from "../notifier-laws.ts";
import { sampleNotification } from "../sample-notification.ts";
import { trapped } from "./ambient-traps.ts";
import { checksOf, type ConformanceCheck, type Skip } from "./check.ts";
import { lawful } from "./lawful.ts";
import { definitionPlan } from "./definition-plan.ts";

/**
 * What every notifier keeps, as checks with ids: built on `notifierLaws`, with its definition and what it touches besides.
 *
 * @param make a notifier with a fresh receiver, which accepts
 * @param options patience and number of hostile notifications; skips; `network` for notifiers whose receiver is a real server of the
 *   test's own, so that what they touch cannot be watched
 * @throws {RangeError} when a skip names no check or gives no reason
 */
export function notifierConformance<Config>(
  make: MakeNotifierTrial<Config>,
  {
    skip,
    network,
    ...options
  }: NotifierLawOptions & { readonly skip?: readonly Skip[]; readonly network?: "real" } = {},
): readonly ConformanceCheck[] {
  const laws = lawful(() => notifierLaws(make, options));
  return checksOf(
    [
      {
        id: "O1",
        title: "it says what it is, with an id and words for people",
        why: "A tool finds it by that, and people read it for years.",
        async check() {
          await using trial = await make();
          await definitionPlan("O1", "notifier", trial.notifier).check();
        },
      },
      {
        id: "O2",
        title: "what is taken is delivered, once",
        why: "Two messages are one too many at night.",
        check: laws("what the receiver takes is delivered, once"),
      },
      {
        id: "O3",
        title: "a repeat is known to be one",
        why: "After a crash it is sent again.",
        check: laws("a repeat has the identity of the first attempt, another notification has another"),
      },
      {
        id: "O4",
        title: "trouble that passes is told from trouble that does not, and what failed arrives later",
        why: "Who retries for ever blocks the others; who gives up loses the alarm.",
        check: laws(
          "a receiver that cannot at the moment is worth another try",
          "a receiver that refuses for good is not",
          "what failed for the moment arrives when it is tried again",
        ),
      },
      {
        id: "O5",
        title: "no receipt holds a secret or an address",
        why: "Receipts are kept and shown.",
        check: laws("no receipt holds a secret or an address"),
      },
      {
        id: "O6",
        title: "no text breaks the form it is sent in",
        why: "Customers' words stand in it, whatever they wrote.",
        check: laws("no text breaks the form, and all of it is one notification"),
      },
      {
        id: "O7",
        title: "given up, it stops",
        why: "Nobody waits for a receiver that never answers.",
        check: laws("what was given up before is not sent", "nobody waits for a receiver that never answers"),
      },
      {
        id: "O8",
        title: "it uses the network, clock and chance that it is given, and no other",
        why: "The host limits what goes through it, and nothing else.",
        unless:
          network === "real" ? "its receiver is a real server: what it touches cannot be watched" : undefined,
        async check() {
          await using trial = await make();
          const {
            notifier,
            config,
            secrets = {},
            address,
            http = () => Promise.reject(new Error("this trial has no network")),
          } = trial;
          const notification = sampleNotification("1");
          const to = { ...notification.to, ...(address !== undefined && { address }) };
          const { signal } = new AbortController();
          const { touched } = await trapped("pulling", () =>
            notifier.deliver(
              { ...notification, to },
              { config, http, secrets, now: () => "2026-03-01T09:31:00Z", signal },
            ),
          );
          if (touched.length > 0) broken(`${notifier.id} uses ${touched.join(", ")}`);
        },
      },
    ],
    skip,
  );
}
