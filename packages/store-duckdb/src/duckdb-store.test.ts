import { storeLaws } from "@cxkit/testkit";
import { describe, it } from "vitest";
import { duckdbStore } from "./duckdb-store.ts";

describe("duckdbStore keeps the store laws", () => {
  for (const law of storeLaws(() => duckdbStore({ path: ":memory:" }))) it(law.name, law.check);
});
