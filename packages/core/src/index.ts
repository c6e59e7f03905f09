/**
 * The typed event model of CXKit and one contract per contribution kind. No dependency is pulled in by the types;
 * zod schemas live behind `@cxkit/core/schema`, printing behind `@cxkit/core/format`, the context for library mode behind `@cxkit/core/context`.
 *
 * @packageDocumentation
 */

// The event
export { completeEvent, eventId, eventTypes } from "./event.ts";
export type {
  ChannelId,
  CxEvent,
  CxEventOf,
  EventDraft,
  EventDraftOf,
  EventPayloads,
  EventType,
} from "./event.ts";
export type {
  Answer,
  CaseStep,
  ConsentChange,
  ContactView,
  Erasure,
  Fact,
  Feedback,
  Handoff,
  Interaction,
  Profile,
  Retraction,
  SurveyContact,
  SurveyResponse,
  Transaction,
} from "./event-data.ts";
export { fromCloudEvent, toCloudEvent } from "./cloudevents.ts";
export type { CloudEvent } from "./cloudevents.ts";
export type { Instant, Json } from "./json.ts";

// What answers mean
export { writtenTexts } from "./written-texts.ts";
export { instrumentReference, scalePoints, scalePosition, scaleSize } from "./instrument.ts";
export type { Construct, Instrument, InstrumentReference, LocalizedText, Scale } from "./instrument.ts";
export { missingReasons } from "./missing.ts";
export type { MissingCounts, MissingReason } from "./missing.ts";

// Numbers
export type { Comparison, Estimate, EstimateInterval, Unit } from "./estimate.ts";

// Tallies
export {
  addToScaleTally,
  emptyMomentTally,
  emptyScaleTally,
  mergeCategoryTallies,
  mergeMissing,
  mergeMomentTallies,
  mergeScaleTallies,
  scaleTallyOf,
} from "./tally.ts";
export { addToPairTally, emptyPairTally, mergePairTallies } from "./pair-tally.ts";
export type { CategoryTally, MomentTally, PairTally, ScaleTally, SketchTally, Tally } from "./tally.ts";
export type { Columns, DictionaryColumn } from "./columns.ts";
export type { Dimension, Every, FieldPath, Filter, Selection, Window } from "./selection.ts";

// Contracts, one per contribution kind
export type {
  Assumption,
  Channel,
  CoverageNote,
  Cursor,
  DecodeContext,
  Decoded,
  FileSource,
  Hydration,
  Page,
  Proposal,
  ProposeContext,
  PullContext,
  PullStream,
  RawRequest,
  Refused,
  Reply,
  SetAside,
  Verified,
  Webhook,
} from "./channel.ts";
export type { Contact } from "./contact.ts";
export type { Http, HttpRequest, HttpResponse, SecretText, TokenRequest } from "./http.ts";
export type { Secret, SecretCipher, Secrets } from "./secrets.ts";
export { basicAuth, filledRequest, secretsOf, secretText, secretValue } from "./secret-text.ts";
export type { FilledRequest } from "./secret-text.ts";
export type { OpenTable, TableContext, TableFormat, TableReader, TableRow } from "./table.ts";
export type {
  AnsweredItem,
  Appended,
  Cell,
  Erased,
  EventQuery,
  ScanQuery,
  Store,
  StoreDefinition,
  TallyQuery,
} from "./store.ts";
export type { EstimateOptions, Metric } from "./metric.ts";
export { hostedMetric } from "./hosted-metric.ts";
export type { HostedMetric } from "./hosted-metric.ts";
export type { Journey, JourneyStage, JourneyTouchpoint } from "./journey.ts";
export type { AlertRule, Evidence, Guarantee, Seen } from "./alert-rule.ts";
export type { FailedJudgement, HostedRule, HostedWindow, JudgedEvents, JudgedWindow } from "./hosted-rule.ts";
export type { AlertEngine, AlertView, CaseAction, CaseView, EngineState, Outcome } from "./alert-engine.ts";
export type {
  Notification,
  NotificationLink,
  NotifiedAnswer,
  Notifier,
  NotifyContext,
  Receipt,
} from "./notifier.ts";
export type { Report } from "./report.ts";
export type { Command, CommandContext } from "./command.ts";
export type { TextAnalyzer, TextFinding } from "./text-analyzer.ts";
export { lazySchema } from "./lazy-schema.ts";
export type { StandardResult, StandardSchema } from "./standard-schema.ts";

// Errors
export { cxError, isCxError } from "./error.ts";
export type { CxError, CxErrorCode, CxErrorPlace, CxTrouble } from "./error.ts";

// Definitions and manifests of plugins
export {
  defineAlertRule,
  defineAlertRuleData,
  defineChannel,
  defineCommand,
  defineConfiguration,
  defineJourney,
  defineMetric,
  defineMetricData,
  defineNotifier,
  defineReport,
  defineStore,
  defineTextAnalyzer,
} from "./define.ts";
export type { DataContribution, Defined, PluginConfiguration } from "./define.ts";
export type {
  AlertRuleDataEntry,
  AlertRuleEntry,
  Capabilities,
  ChannelEntry,
  CodeEntry,
  CommandEntry,
  Contributes,
  ContributionKind,
  DataCapability,
  DataClass,
  Entry,
  JourneyEntry,
  JsonSchema,
  MetricDataEntry,
  MetricEntry,
  NetworkCapability,
  NotifierEntry,
  PluginLimits,
  PluginManifest,
  ReportEntry,
  SecretCapability,
  StoreEntry,
  StreamEntry,
  TextAnalyzerEntry,
  WebhookEntry,
} from "./plugin.ts";
export { contributionNames, contributionWords } from "./contribution-names.ts";
