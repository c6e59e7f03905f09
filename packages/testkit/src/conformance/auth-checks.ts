import { isCxError } from "@cxkit/core";
import { shown } from "../law.ts";
import { type Plan, type Unless, untried } from "./check.ts";
import { hostAllowed } from "./host-pattern.ts";
import { missing, openTrial, type OpenTrial, type StreamTrial } from "./stream-trial.ts";
import type { Fault } from "./vendor-script.ts";
import { errorText } from "./error-text.ts";

/** A: what a channel says when it is not believed, and where its secrets go. */
export function authChecks<Config, Raw>(
  trials: readonly StreamTrial<Config, Raw>[],
  none: Unless | undefined,
  hosts: readonly string[] | undefined,
): readonly Plan[] {
  const each = async (
    work: (trial: StreamTrial<Config, Raw>, rows: number) => Promise<void>,
    over = trials,
  ): Promise<void> => {
    for (const trial of over) await work(trial, Math.min(trial.samples.vendor.paging.size, 10) * 2 + 1);
  };
  const authed = trials.filter(({ samples }) => samples.vendor.auth !== undefined);
  const open = none ?? (authed.length === 0 ? "the producer asks nobody who they are" : undefined);
  const tokened = authed.filter(({ samples }) => samples.vendor.auth?.tokens);
  const noTokens =
    open ?? (tokened.length === 0 ? "the producer gives out no short-lived tokens" : undefined);

  return [
    {
      id: "A1",
      title:
        "a wrong secret, a revoked one and one that is not allowed to are told apart from trouble that passes",
      why: "Whoever tries again with a wrong secret is locked out; whoever says `unavailable` leaves nobody to mend it.",
      unless: open,
      check: () =>
        each(async (trial, rows) => {
          for (const [is, trouble] of [
            ["wrong-secret", "auth"],
            ["revoked", "auth"],
            ["scope", "permission"],
          ] as const) {
            const trying = openTrial(trial, {
              rows,
              script: { faults: [{ call: 1, fault: { is }, forever: true }] },
            });
            refusedWith(trying, (await trying.read()).error, trouble);
          }
          const wrong = Object.fromEntries(Object.keys(trial.secrets).map((name) => [name, `wrong-${name}`]));
          const trying = openTrial(trial, { rows, secrets: wrong });
          const { error } = await trying.read();
          if (!tokened.includes(trial) || isCxError(error)) refusedWith(trying, error, "auth");
          else trying.fail(`other secrets than the producer's end in ${errorText(error)}`);
        }, authed),
    },
    {
      id: "A2",
      title: "a secret refused half-way is an error and no end",
      why: "A list cut short by a refusal looks like a whole one.",
      unless: open,
      check: () =>
        each(async (trial, rows) => {
          if (trial.samples.vendor.paging.style === "whole") return;
          const fault = { call: 2, fault: { is: "revoked" }, forever: true } as const;
          const trying = openTrial(trial, { rows, script: { faults: [fault] } });
          refusedWith(trying, (await trying.read()).error, "auth");
        }, authed),
    },
    {
      id: "A3",
      title: "no secret is in an address, an error, a note or a record",
      why: "Addresses and errors are logged; what an error of the producer repeats must not be.",
      unless: open,
      check: () =>
        each(async (trial, rows) => {
          const faults: readonly Fault[] = [
            { is: "echo" },
            { is: "offline" },
            { is: "status", status: 500 },
            { is: "not-json" },
          ];
          for (const fault of [undefined, ...faults]) {
            const script = fault ? { faults: [{ call: 2, fault, forever: true as const }] } : {};
            const trying = openTrial(trial, { rows, script });
            const { error, records, pages } = await trying.read();
            const said = JSON.stringify([
              records,
              pages.map(({ cursor }) => cursor),
              trying.notes,
              errorText(error),
              trying.double.calls.map(({ asked }) => [asked.url, asked.body, asked.headers, asked.query]),
            ]);
            const told = spoken(trying, trial.secrets).find((text) => said.includes(text));
            if (told !== undefined)
              trying.fail(
                `a secret is told: ${error === undefined ? "in a request or a record" : "in an error"}`,
              );
          }
        }, authed),
    },
    {
      id: "A4",
      title: "a token is fetched once for all who ask, and anew when it is refused",
      why: "Producers take the token of before back when they give another, and count how many are asked for.",
      unless: noTokens,
      check: () =>
        each(async (trial, rows) => {
          const trying = openTrial(trial, { rows });
          const [one, two] = await Promise.all([trying.read(), trying.read()]);
          const asked = trying.double.calls.filter(({ kind }) => kind === "token").length;
          if (asked !== 1) trying.fail(`two reads at one time fetch ${asked} tokens`);
          for (const { error } of [one, two])
            if (error !== undefined) trying.fail(`two reads at one time: ${errorText(error)}`);
          const expiring = openTrial(trial, {
            rows,
            script: { faults: [{ call: 2, fault: { is: "token-expired" } }] },
          });
          const { keys, error } = await expiring.read();
          const lost = missing(expiring.keysOf(Array(rows).keys()), keys);
          if (trial.samples.vendor.paging.style === "whole") return;
          if (error !== undefined || lost !== null)
            expiring.fail(`a token refused half-way ends in ${errorText(error)}, lost: ${lost}`);
        }, tokened),
    },
    {
      id: "A5",
      title: "only hosts that are declared are asked",
      why: "What is not declared is refused by the host, and nobody knows why nothing comes.",
      unless: none ?? (hosts ? undefined : untried("no hosts are declared (`hosts`, or a manifest)")),
      check: () =>
        each(async (trial, rows) => {
          const trying = openTrial(trial, { rows });
          await trying.read();
          for (const { asked } of trying.double.calls) {
            const { host, protocol } = new URL(asked.url);
            if (protocol !== "https:") trying.fail(`${protocol}//${host} is asked: everybody reads along`);
            if (!hosts?.some((pattern) => hostAllowed(pattern, host, trial.config)))
              trying.fail(`${host} is asked, and is not declared`);
          }
        }),
    },
    {
      id: "A6",
      title: "sent elsewhere, it does not go there with its secrets",
      why: "A redirect to another host is how secrets are caught.",
      unless: none,
      check: () =>
        each(async (trial, rows) => {
          const fault = { is: "redirect", to: "https://elsewhere.example.net/catch" } as const;
          const trying = openTrial(trial, { rows, script: { faults: [{ call: 1, fault }] } });
          const { error, keys } = await trying.read();
          const secrets = spoken(trying, trial.secrets);
          const caught = trying.double.calls.find(
            ({ kind, sent }) =>
              kind === "foreign" &&
              secrets.some((text) =>
                JSON.stringify([sent.url, sent.headers, String(sent.body)]).includes(text),
              ),
          );
          if (caught) trying.fail(`a secret went to ${new URL(caught.asked.url).host}`);
          if (error === undefined) trying.fail(`a redirect gives ${shown(keys)} and no error`);
        }),
    },
  ];
}

function refusedWith<Config, Raw>(open: OpenTrial<Config, Raw>, error: unknown, trouble: string): void {
  if (!isCxError(error))
    return open.fail(error === undefined ? "a refusal is no error" : `a refusal ends in ${errorText(error)}`);
  if (error.place.trouble !== trouble)
    open.fail(`the trouble is ${trouble}, and it says ${String(error.place.trouble)}: ${error.message}`);
  if (error.code === "unavailable") open.fail(`a refusal is said to pass: ${error.message}`);
}

/** Every secret value, and what is easily made of one. */
function spoken<Config, Raw>(
  { double }: OpenTrial<Config, Raw>,
  secrets: { readonly [name: string]: string },
): readonly string[] {
  const tokens = double.calls
    .filter(({ kind }) => kind === "token")
    .map((_, index) => `vendor-token-${index + 1}`);
  const values = [...Object.values(secrets), ...tokens].filter((value) => value.length > 3);
  return values.flatMap((value) => [
    value,
    encodeURIComponent(value),
    ...(isLatin(value) ? [btoa(value)] : []),
  ]);
}

function isLatin(text: string): boolean {
  return /^[\u0020-\u00FF]*$/.test(text);
}
