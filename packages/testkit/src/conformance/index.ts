/**
 * Conformance kits: every promise of a contract as a check with an id and a reason, against producers made of blocks, offline. For any
 * test runner, and as a report.
 *
 * @packageDocumentation
 */

// What a check is
export type { ConformanceCheck, Family, Left, Skip } from "./check.ts";

// Channels
export { channelConformance } from "./channel-conformance.ts";
export type { ChannelConformanceOptions, PluginMaterial, ReleasedChannel, TierRun } from "./channel-trial.ts";
export { streamSamples } from "./stream-samples.ts";
export type { StreamSamples } from "./stream-samples.ts";
export type { FileSamples } from "./file-trial.ts";
export type { MakeSecret } from "./plain-secret.ts";

// A producer made of blocks
export { vendorDouble } from "./vendor-double.ts";
export type { VendorCall, VendorDouble, VendorSetup, VendorStart } from "./vendor-double.ts";
export { cursorPages, linkedPages, numberedPages, offsetPages, wholeList } from "./vendor-paging.ts";
export type {
  PageTold,
  PageWay,
  PagingOptions,
  VendorPaging,
  VendorRow,
  WritePage,
} from "./vendor-paging.ts";
export { basicAuthentication, bearerAuth, headerKey, openToAll, queryKey, tokenAuth } from "./vendor-auth.ts";
export type { TokenEndpoint, VendorAuth, VendorGate, VendorKeys } from "./vendor-auth.ts";
export type { Fault, Refusal, VendorScript } from "./vendor-script.ts";
export type { VendorAnswer, VendorRequest } from "./vendor-request.ts";

// The other kinds
export { alertRuleConformance } from "./alert-rule-conformance.ts";
export type { AlertRuleConformanceOptions } from "./alert-rule-conformance.ts";
export { commandConformance } from "./command-conformance.ts";
export type { CommandConformanceOptions } from "./command-conformance.ts";
export { journeyConformance } from "./journey-conformance.ts";
export type { JourneyConformanceOptions } from "./journey-conformance.ts";
export { metricConformance } from "./metric-conformance.ts";
export type { MetricConformanceOptions } from "./metric-conformance.ts";
export { notifierConformance } from "./notifier-conformance.ts";
export { reportConformance } from "./report-conformance.ts";
export type { ReportConformanceOptions } from "./report-conformance.ts";
export { storeConformance } from "./store-conformance.ts";
export type { CrashedWriter, StoreConformanceOptions } from "./store-conformance.ts";
export { textAnalyzerConformance } from "./text-analyzer-conformance.ts";
export type { TextAnalyzerConformanceOptions } from "./text-analyzer-conformance.ts";

// What became of the checks
export { conformanceReport } from "./conformance-report.ts";
export type { CheckOutcome, ConformanceReport, ReportSetting } from "./conformance-report.ts";
export { reportJunit, reportText } from "./report-text.ts";
