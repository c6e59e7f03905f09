import { mkdirSync } from "node:fs";
import path from "node:path";

/** Where files of a size are kept between runs: making them takes longer than measuring. */
export function storedFile(contender: string, size: number): string {
  const folder = path.resolve(import.meta.dirname, "../../../../../.cache/bench");
  mkdirSync(folder, { recursive: true });
  return path.join(folder, `stored-million-${contender}-${size}.duckdb`);
}

export const start = Date.UTC(2025, 0, 1);
export const year = 365 * 24 * 60 * 60 * 1000;
export const touchpoints = 24;

/** The score of an event, its touchpoint and its time, by its number: the same in TypeScript and in SQL. */
export const scoreOf = (at: number): number => (at * 31 + Math.floor(at / 97)) % 11;
export const touchpointOf = (at: number): string => `touchpoint ${(at * 7) % touchpoints}`;
export const timeOf = (at: number, size: number): number =>
  start + Math.floor((at * (year / 1000)) / size) * 1000;

/** What contenders must agree on. */
export function told(cells: number, answers: number, sum: number, tens: number): string {
  return `${cells} cells, ${answers} answers, ${sum} points, ${tens} tens`;
}
