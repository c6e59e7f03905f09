import { test } from "node:test";
import { channelConformance } from "@cxkit/testkit/conformance";
import { myThing } from "../src/index.ts";
import { shop } from "../src/vendor.double.ts";
for (const { name, check } of channelConformance(myThing, shop)) void test(name, check);
