import type { StartRunner } from "../runner.ts";
import { fencedRunner } from "./fenced-runner.ts";

/**
 * Starts a plugin in a process of its own behind a fence: an empty environment, no descriptor of the host's, Node's permission model, built-in
 * modules by allow-list. What that stops on this machine, {@link probeIsolation} tries.
 *
 * @throws {CxError} of the function: `contribution-failed` with trouble `crash` when the process does not come up in time, `invalid-setup` when
 *   the package points out of itself
 * @example typeof processRunner // => "function"
 */
export const processRunner: StartRunner = fencedRunner("process");
