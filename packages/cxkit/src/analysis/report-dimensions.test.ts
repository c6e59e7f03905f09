import type { SurveyMapping } from "@cxkit/channels/survey-csv";
import { expect, it } from "vitest";
import { reportDimensions } from "./report-dimensions.ts";

const config = (...dimensions: { readonly name: string; readonly column: string }[]) =>
  ({ dimensions }) as unknown as SurveyMapping;

it("the fields of all files are cut by once each, under their first heading", () => {
  const configs = [
    config({ name: "region", column: "Region" }),
    config({ name: "region", column: "REGION" }, { name: "shop", column: "Shop" }),
  ];
  expect(reportDimensions(configs, {})).toEqual([
    { field: "dimensions.region", label: "Region" },
    { field: "dimensions.shop", label: "Shop" },
  ]);
  expect(reportDimensions(configs, { segments: ["Shop"] })).toEqual([
    { field: "dimensions.shop", label: "Shop" },
  ]);
});
