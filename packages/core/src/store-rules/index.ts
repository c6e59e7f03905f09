/**
 * What every store must agree on, so that they give the same answers: which events are equal, which are none, and when periods begin.
 *
 * @packageDocumentation
 */
export { same, sameContent } from "./same-content.ts";
export { declaredTypes, unreadable } from "./readable-event.ts";
export type { Unreadable } from "./readable-event.ts";
export { newInstruments } from "./new-instruments.ts";
export { calendarEdges } from "./calendar-edges.ts";
export { foldCells } from "./fold-cells.ts";
export type { CellRows } from "./fold-cells.ts";
