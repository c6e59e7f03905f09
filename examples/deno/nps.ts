// The same package in Deno: `deno run nps.ts`
import { formatEstimate } from "@cxkit/core/format";
import { csat, nps } from "@cxkit/metrics";

console.log("NPS ", formatEstimate(nps(new Uint8Array([10, 9, 8, 3, 10, 7, 9, 10, 6, 9])), { locale: "en" }));
console.log("CSAT", formatEstimate(csat([5, 4, 4, 5, 2, 3, 5, 4, 4, 5]), { locale: "en" }));
