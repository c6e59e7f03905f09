import type { Filter } from "@cxkit/core";

/** Zones with and without clock changes, on whole and half hours. */
export const zones = ["UTC", "America/New_York", "Asia/Shanghai", "Asia/Kolkata"];
/** Every calendar period. */
export const periods = ["day", "week", "month", "quarter", "year"] as const;
/** What to group by: fields that are always, sometimes and never there. */
export const groupings = [
  [],
  ["channel"],
  ["touchpoint"],
  ["stage"],
  ["source"],
  ["type"],
  ["dimensions.region"],
  ["data.wave"],
  ["dimensions.nothing"],
  ["channel", "dimensions.region", "touchpoint"],
];
/** The time of one of the sample's events. */
export const edge = Date.parse("2026-01-01T00:00:00Z");
/** One condition of every form. */
export const filters: readonly Filter[] = [
  { field: "channel", in: ["web", "phone"] },
  { field: "dimensions.region", in: ['it\'s "east"'] },
  { field: "dimensions.region", in: [null] },
  { field: "dimensions.region", in: [null, "north"] },
  { field: "channel", in: [] },
  { field: "dimensions.nothing", in: ["x"] },
  { field: "data.duration", from: 30 },
  { field: "data.duration", below: 30 },
  { field: "data.duration", from: 30, below: 60 },
  { field: "data.duration", in: [30, 36] },
  { not: { field: "dimensions.region", in: ["north"] } },
  { not: { field: "data.wave", in: [null] } },
  {
    all: [
      { field: "channel", in: ["web"] },
      { field: "touchpoint", in: [null] },
    ],
  },
  {
    any: [
      { field: "channel", in: ["web"] },
      { field: "data.wave", in: ["w2"] },
    ],
  },
  { all: [] },
  { any: [] },
  { not: { any: [{ field: "channel", in: ["app"] }, { not: { field: "source", in: ["survey:a"] } }] } },
];
