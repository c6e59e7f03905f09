/**
 * An event store on embedded DuckDB: durable in one file, tallies pushed down.
 *
 * @packageDocumentation
 */
export { duckdbStore } from "./duckdb-store.ts";
export type { DuckdbStoreOptions } from "./duckdb-store.ts";
