/**
 * Alert rules with stated false-alarm rates, their engine, and cases that always have an owner.
 *
 * @packageDocumentation
 */

// Rules
export { belowTarget } from "./below-target.ts";
export type { BelowTargetParams, FalseAlarmOptions } from "./below-target.ts";
export { changed } from "./changed.ts";
export type { ChangedParams } from "./changed.ts";
export { needsPerson } from "./needs-person.ts";
export type { NeedsPersonParams } from "./needs-person.ts";

// The engine
export { rulesFrom } from "./rules-from.ts";
export type { RuleKind, RulesFromOptions } from "./rules-from.ts";
export { alertEngine } from "./alert-engine.ts";
export type { AlertEngineOptions, CaseOptions } from "./alert-engine.ts";
export type { ItemLabel } from "./engine/setup.ts";
export type { Language } from "./strings.ts";
export type { WatchedRule } from "./watched-rule.ts";
export { isSpan, spanMilliseconds } from "./span.ts";
export type { Span } from "./span.ts";
export { ownerOf } from "./routing.ts";
export type { Routed, Routing } from "./routing.ts";
export { replay } from "./replay.ts";
export type { Replayed, ReplayOptions } from "./replay.ts";
