import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { belowTarget } from "@cxkit/alerts";
import { myThing } from "../src/index.ts";

const { target, minimumN, falseAlarms } = myThing.data as { readonly [name: string]: number };
void test("its numbers are those of the rule", async () => {
  const rule = belowTarget({ falseAlarms: falseAlarms ?? 0.01 });
  equal((await rule.params["~standard"].validate({ target, minimumN })).issues, undefined);
});
void test("it survives being written into a manifest", () =>
  deepEqual(JSON.parse(JSON.stringify(myThing.data)), myThing.data));
