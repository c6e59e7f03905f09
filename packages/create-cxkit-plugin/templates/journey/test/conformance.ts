import { test } from "node:test";
import { journeyConformance } from "@cxkit/testkit/conformance";
import { myThing } from "../src/index.ts";

for (const { name, check } of journeyConformance(myThing.journey)) void test(name, check);
