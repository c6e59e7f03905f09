import { test } from "node:test";
import { notifierConformance } from "@cxkit/testkit/conformance";
import { chat } from "../src/vendor.double.ts";

for (const { name, check } of notifierConformance(chat)) void test(name, check);
