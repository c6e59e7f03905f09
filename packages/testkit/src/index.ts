/**
 * Law suites that every CXKit contribution passes, ours and yours. A suite is a list of named checks and needs no test runner.
 *
 * @packageDocumentation
 */

// What a suite is
export type { Law } from "./law.ts";

// Law suites, one per contract
export { metricLaws } from "./metric-laws.ts";
export { channelLaws } from "./channel-laws.ts";
export type { ChannelSamples } from "./channel-laws.ts";
export { webhookLaws } from "./webhook-laws.ts";
export type { WebhookSamples } from "./webhook-laws-samples.ts";
export { storeLaws } from "./store-laws.ts";
export type { MakeStore } from "./store-trial.ts";
export type { Reopen } from "./store-bookkeeping-laws.ts";
export { ruleLaws } from "./rule-laws.ts";
export type { RuleSamples } from "./rule-laws.ts";
export { tableReaderLaws } from "./table-reader-laws.ts";
export type { TableSamples } from "./table-reader-laws.ts";
export { notifierLaws } from "./notifier-laws.ts";
export type { MakeNotifierTrial, NotifierLawOptions, NotifierTrial, ReceiverMood } from "./notifier-laws.ts";
export { sampleNotification } from "./sample-notification.ts";

// Law suites of statistics: intervals and differences of two samples
export { netIntervalLaws } from "./net-interval-laws.ts";
export type { NetIntervalLawOptions, NetSample } from "./net-interval-laws.ts";
export { proportionIntervalLaws } from "./proportion-interval-laws.ts";
export type { ProportionIntervalLawOptions } from "./proportion-interval-laws.ts";
export { meanIntervalLaws } from "./mean-interval-laws.ts";
export { ratioIntervalLaws } from "./ratio-interval-laws.ts";
export type { ProportionSample, RatioIntervalLawOptions } from "./ratio-interval-laws.ts";
export { differenceLaws } from "./difference-laws.ts";
export type { ComparedSamples, DifferenceLawOptions, DifferenceSamples } from "./difference-laws.ts";
export type { MeanSample } from "./mean-interval-laws.ts";
export type { IntervalLawOptions, Limits, Unpromised } from "./interval-promises.ts";
