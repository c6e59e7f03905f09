import { describe, expect, it } from "vitest";
import { channelConformance } from "./channel-conformance.ts";
import { accessMutants } from "./fixtures/mutants-access.ts";
import { definitionMutants } from "./fixtures/mutants-definition.ts";
import { eventMutants, silent } from "./fixtures/mutants-events.ts";
import { fileMutants } from "./fixtures/mutants-file.ts";
import { hostMutants } from "./fixtures/mutants-host.ts";
import { readingMutants } from "./fixtures/mutants-reading.ts";
import { declared, errorMutants, resumeMutants } from "./fixtures/mutants-trouble.ts";
import { webhookMutants } from "./fixtures/mutants-webhook.ts";
import type { Mutant } from "./fixtures/mutant.ts";
import { parcelChannel, parcelSamples } from "./fixtures/parcel-channel.ts";

const mutants: readonly Mutant[] = [
  ...definitionMutants,
  ...accessMutants,
  ...hostMutants,
  ...readingMutants,
  ...resumeMutants,
  ...fileMutants,
  ...errorMutants,
  ...eventMutants,
  ...webhookMutants,
];
const checks = channelConformance(parcelChannel, parcelSamples);

describe("every mutant dies of the check that is meant to see it", () => {
  for (const { check: id, what, channel = parcelChannel, options = {} } of mutants) {
    it(`${id} sees a channel that ${what}`, async () => {
      const check = channelConformance(channel, { ...parcelSamples, ...options }).find(
        (one) => one.id === id,
      );
      expect(check?.left).toBeUndefined();
      const outcome = await Promise.resolve()
        .then(check!.check)
        .then(
          () => "it lives",
          (thrown: unknown) => (thrown instanceof Error ? "it dies" : "no error was thrown"),
        );
      expect(outcome).toBe("it dies");
    });
  }
});

describe("the checks", () => {
  it("are all run, and each kills a mutant", () => {
    const killing = new Set(mutants.map(({ check }) => check));
    expect(checks.filter(({ left }) => left !== undefined).map(({ id }) => id)).toEqual([]);
    expect(checks.map(({ id }) => id).filter((id) => !killing.has(id))).toEqual([]);
  });

  it("stand against more than a hundred and fifty mutants", () => {
    expect(mutants.length).toBeGreaterThan(150);
    expect(new Set(mutants.map(({ check, what }) => `${check} ${what}`)).size).toBe(mutants.length);
  });

  it("have ids of their own, and say why they are there", () => {
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
    for (const { why, title } of checks) {
      expect(why).toMatch(/^[A-Z“`].*[.;]$/);
      expect(title).not.toMatch(/\.$/);
    }
  });

  it("allow what is declared", async () => {
    const three = readingMutants.concat(errorMutants).find(({ check }) => check === "E7");
    const allowed = channelConformance(three!.channel!, { ...parcelSamples, streams: { reviews: declared } });
    await expect(Promise.resolve(allowed.find(({ id }) => id === "E7")?.check())).resolves.toBeUndefined();
  });

  it("find their records in the webhook and the streams where none are given", async () => {
    for (const check of channelConformance(parcelChannel, silent)) await check.check();
  });
});
