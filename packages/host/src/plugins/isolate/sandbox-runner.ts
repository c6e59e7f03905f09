import type { StartRunner } from "../runner.ts";
import { fencedRunner } from "./fenced-runner.ts";

/**
 * Starts a plugin as {@link processRunner} does, inside namespaces of its own: the operating system shows it no network and no other
 * process. Linux, where unprivileged users may make namespaces.
 *
 * @throws {CxError} of the function: `unsupported` elsewhere; besides, as `processRunner`
 * @example typeof sandboxRunner // => "function"
 */
export const sandboxRunner: StartRunner = fencedRunner("sandbox");
