// An NPS in ten lines: `node nps.ts`
import { formatEstimate } from "@cxkit/core/format";
import { difference, nps } from "@cxkit/metrics";

const spring = nps([10, 9, 8, 3, 10, 7, 9, 10, 6, 9, null, 8]); // null: skipped, and in no base
const summer = nps([10, 9, 10, 8, 10, 9, 9, 10, 9, 7, 10, 8]);

console.log("spring", formatEstimate(spring, { locale: "en" }));
console.log("summer", formatEstimate(summer, { locale: "en" }));
console.log("change", formatEstimate(difference(summer, spring).difference, { locale: "en" }));
