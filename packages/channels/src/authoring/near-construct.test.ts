import * as fc from "fast-check";
import { expect, it } from "vitest";
import { typeform } from "../typeform.ts";
import { webhook } from "../webhook.ts";
import { nearConstruct } from "./near-construct.ts";

const known = ["nps", "csat", "ces", "rating", "verbatim", "choice", "number"];

it("nearConstruct knows a slip of the pen, and what is no slip", () => {
  const meant = (word: string) => [word, nearConstruct(word)];
  const slips = [
    "cess",
    "cs",
    "ces ",
    "cse",
    "CES",
    "npss",
    "np",
    "snp",
    "csta",
    "cast",
    "ratng",
    "choices",
    "verbtim",
  ];
  expect(slips.map(meant)).toEqual([
    ["cess", "ces"],
    ["cs", "ces"],
    ["ces ", "ces"],
    ["cse", "ces"],
    ["CES", "ces"],
    ["npss", "nps"],
    ["np", "nps"],
    ["snp", undefined],
    ["csta", "csat"],
    ["cast", "csat"],
    ["ratng", "rating"],
    ["choices", "choice"],
    ["verbtim", "verbatim"],
  ]);
  for (const word of ["enps", "eNPS", "esat", "trust", "loyalty", "nes", "my-ces", "ces2", ...known])
    expect(nearConstruct(word)).toBeUndefined();
});

it("nearConstruct finds every single change, and no two", () => {
  const letter = fc.constantFrom("x", "y", "z", "q", "w");
  fc.assert(
    fc.property(fc.constantFrom(...known), fc.nat(), letter, fc.nat({ max: 3 }), (word, place, one, kind) => {
      const at = place % word.length;
      const changed = [
        word.slice(0, at) + one + word.slice(at),
        word.slice(0, at) + word.slice(at + 1),
        word.slice(0, at) + one + word.slice(at + 1),
        word.slice(0, at) + (word[at + 1] ?? "") + word[at] + word.slice(at + 2),
      ][kind]!;
      const far = `${changed}-${one}${one}`;
      expect(nearConstruct(far)).toBeUndefined();
      // Whose score it is: a measure of its own.
      fc.pre(!/^.(?:nps|sat)$/.test(changed));
      // Two letters that are alike change places without a change.
      if (!known.includes(changed)) expect(known).toContain(nearConstruct(changed));
    }),
  );
});

it("a construct that is nearly another is a problem of the configuration, at its place", async () => {
  const meaning = { construct: "cess", scale: { min: 1, max: 7, step: 1 } };
  const inForm = await typeform.config["~standard"].validate({ items: { effort: meaning } });
  expect(inForm.issues).toEqual([
    { path: ["items", "effort", "construct"], message: expect.stringContaining('did you mean "ces"?') },
  ]);
  const items = [{ item: "effort", path: "score", ...meaning }];
  const inBody = await webhook().config["~standard"].validate({ source: "a", key: "id", time: "at", items });
  expect(inBody.issues?.map(({ path }) => path)).toEqual([["items", 0, "construct"]]);
  const ownWord = { ...meaning, construct: "trust" };
  expect((await typeform.config["~standard"].validate({ items: { a: ownWord } })).issues).toBeUndefined();
});
