import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from "node:fs";
import path from "node:path";

/** A cell's share of what contenders must agree on: how many rows, cells and characters there are. */
export interface Count {
  rows: number;
  cells: number;
  characters: number;
}

export function counted({ rows, cells, characters }: Count): string {
  return `${rows} rows, ${cells} cells, ${characters} characters`;
}

const words =
  "the delivery was late but friendly staff helped me, quickly return refused great price checkout slow".split(
    " ",
  );
const channels = ["web", "app", "store", "e-mail", "phone", "wechat", "chat", "kiosk"];

/**
 * Writes a seeded survey export once and says where: eight columns, some 85 bytes a row; every seventh row has a comment, some of
 * them quoted for a comma or a doubled quote.
 */
export function surveyExport(size: number): string {
  const folder = path.resolve(import.meta.dirname, "../../../../../.cache/bench");
  const file = path.join(folder, `survey-export-${size}.csv`);
  if (existsSync(file) && statSync(file).size > 0) return file;
  mkdirSync(folder, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  const out = openSync(unfinished, "w");
  const below = random(42);
  let text = "response_id,submitted_at,channel,touchpoint,segment,customer,score,comment\n";
  for (let row = 0; row < size; row += 1) {
    const time = new Date(1_735_689_600_000 + row * 31_536).toISOString();
    const id = `R_${below(36 ** 4).toString(36)}${row}`;
    const place = `${channels[below(8)]},touchpoint_${below(24)},segment_${below(50)}`;
    text += `${id},${time},${place},c${below(1_000_000)},${below(11)},${comment(below)}\n`;
    if (text.length < 1 << 20) continue;
    writeSync(out, text);
    text = "";
  }
  writeSync(out, text);
  closeSync(out);
  renameSync(unfinished, file);
  return file;
}

function comment(below: (limit: number) => number): string {
  if (below(7) > 0) return "";
  const said = Array.from({ length: 3 + below(12) }, () => words[below(words.length)]).join(" ");
  if (below(8) === 0) return `"${said} ""really"""`;
  return said.includes(",") ? `"${said}"` : said;
}

function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) % limit;
  };
}
