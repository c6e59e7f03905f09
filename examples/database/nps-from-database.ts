// The database counts, CXKit measures: eleven numbers are all an NPS needs, however many answers there are.
import { DatabaseSync } from "node:sqlite";
import { formatEstimate } from "@cxkit/core/format";
import { npsFromCounts } from "@cxkit/metrics";

const database = new DatabaseSync(":memory:");
database.exec("CREATE TABLE answers (region TEXT, score INTEGER)");
const insert = database.prepare("INSERT INTO answers VALUES (?, ?)");
for (let i = 0; i < 3_000; i += 1) insert.run(i % 3 === 0 ? "north" : "south", (i * 7 + (i % 5)) % 11);
insert.run("north", null); // a skipped question

const rows = database
  .prepare("SELECT region, score, count(*) AS n FROM answers WHERE score IS NOT NULL GROUP BY region, score")
  .all() as { region: string; score: number; n: number }[];

for (const region of ["north", "south"]) {
  const counts = Array.from({ length: 11 }, () => 0);
  for (const row of rows) if (row.region === region) counts[row.score] = row.n;
  console.log(region, formatEstimate(npsFromCounts(counts), { locale: "en" }));
}
