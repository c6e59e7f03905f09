import { storeLaws } from "@cxkit/testkit";
import { describe, it } from "vitest";
import { memoryStore } from "./memory-store.ts";

describe("memoryStore keeps the store laws", () => {
  for (const law of storeLaws(async () => memoryStore())) it(law.name, law.check);
});
