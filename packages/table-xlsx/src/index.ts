/**
 * Excel workbooks (`.xlsx`) into rows of text.
 *
 * @packageDocumentation
 */
export { xlsxTable } from "./xlsx-table.ts";
