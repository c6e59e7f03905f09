import fc from "fast-check";
import { expect, it } from "vitest";
import { fakePlugin, type FakeRunners, fakeRunners, fakeTarget, fakeTime } from "./fixtures/fake-plugins.ts";
import type { PluginManager } from "./manager-contract.ts";
import { pluginManager } from "./manager.ts";
import type { CallOptions } from "./runner.ts";

/** What a plugin should be like: the rules of its life once more, without timers and promises. */
interface Model {
  state: "registered" | "active" | "backoff" | "failed" | "quarantined" | "disabled" | "blocked";
  time: number;
  granted: boolean;
  crashes: readonly number[];
  streak: number;
  retryAt: number | null;
  idleAt: number;
  wanted: boolean;
  /** Starts that will fail. */
  failures: number;
  /** Starts that went well. */
  starts: number;
}

interface Real {
  readonly manager: PluginManager;
  readonly runners: FakeRunners;
  readonly time: ReturnType<typeof fakeTime>;
  readonly grant: (granted: boolean) => void;
}

const id = "acme.a";
const options = {} as CallOptions;

function begin(model: Model): void {
  if (model.failures > 0) {
    model.failures -= 1;
    return crashed(model, "failed", true);
  }
  Object.assign(model, {
    state: "active",
    starts: model.starts + 1,
    idleAt: model.time + 60_000,
    retryAt: null,
  });
}

function crashed(model: Model, state: "backoff" | "failed", wanted: boolean): void {
  const { time } = model;
  model.crashes = [...model.crashes, time].filter((at) => time - at < 300_000);
  model.streak = model.crashes.length === 1 ? 1 : model.streak + 1;
  if (model.crashes.length >= 3) return void Object.assign(model, { state: "quarantined", retryAt: null });
  Object.assign(model, { state, wanted, retryAt: time + Math.min(60_000, 1000 * 2 ** model.streak) / 2 });
}

function pass(model: Model, milliseconds: number): void {
  const until = model.time + milliseconds;
  for (;;) {
    const next = model.retryAt ?? (model.state === "active" ? model.idleAt : Infinity);
    if (next > until) break;
    model.time = next;
    model.retryAt = null;
    if (model.state === "active" || !model.wanted) model.state = "registered";
    // Nobody waits for this start: only if it fails is it forgotten.
    else begin(Object.assign(model, { wanted: false }));
    if (model.state === "failed") model.wanted = false;
  }
  model.time = until;
}

function check(model: Model, { manager, runners }: Real): void {
  const [status] = manager.status();
  expect(status?.state).toBe(model.state);
  expect(status?.inFlight).toBe(0);
  expect(runners.told.filter((one) => one === `+${id}`)).toHaveLength(model.starts);
  expect(status?.tier).toBe(model.state === "active" ? "process" : null);
}

type Step = fc.AsyncCommand<Model, Real, boolean>;

function step(
  name: string,
  run: (model: Model, real: Real) => Promise<void>,
  possible: (model: Readonly<Model>) => boolean = () => true,
): Step {
  return {
    check: (model) => possible(model),
    async run(model, real) {
      await run(model, real);
      check(model, real);
    },
    toString: () => name,
  };
}

const call = step("call", async (model, { manager }) => {
  const answer = await manager
    .use(id)
    .call(fakeTarget(id), "run", [1], options)
    .catch((error: unknown) => error);
  const refused = (code: string): void => expect(answer).toMatchObject({ code });
  if (model.state === "registered") {
    begin(model);
    if ((model.state as Model["state"]) !== "active") return refused("contribution-failed");
  }
  if (model.state === "active") {
    model.idleAt = model.time + 60_000;
    expect(answer).toEqual([1]);
  } else if (model.state === "backoff" || model.state === "failed") {
    model.wanted = true;
    refused("unavailable");
  } else refused(model.state === "quarantined" ? "contribution-failed" : "invalid-setup");
});

const crash = (why: "crashed" | "memory" | "unresponsive" | "breach", under: boolean): Step =>
  step(
    `${why}${under ? " under a call" : ""}`,
    async (model, { manager, runners, time }) => {
      if (model.state === "registered") begin(model);
      const waiting = under ? manager.use(id).call(fakeTarget(id), "wait", [], options) : null;
      if (!under) await manager.use(id).call(fakeTarget(id), "run", [], options);
      const answer = waiting?.catch((error: unknown) => error);
      await time.advance(0);
      runners.end(id, { why, detail: why });
      await time.advance(0);
      if (answer)
        expect(await answer).toMatchObject({ code: "contribution-failed", place: { trouble: "crash" } });
      crashed(model, "backoff", under);
      if (why === "breach") Object.assign(model, { state: "quarantined", retryAt: null });
    },
    ({ state, failures }) => state === "active" || (state === "registered" && failures === 0),
  );

const advance = (milliseconds: number): Step =>
  step(`advance ${milliseconds}`, async (model, { time }) => {
    await time.advance(milliseconds);
    pass(model, milliseconds);
  });

const badStart = step("the next start fails", async (model, { runners }) => {
  model.failures += 1;
  runners.starts.push("throws");
});

const disable = step("disable", async (model, { manager }) => {
  await manager.disable(id);
  Object.assign(model, { state: "disabled", retryAt: null });
});

const enable = step("enable", async (model, { manager }) => {
  await manager.enable(id);
  if (model.state === "disabled") model.state = model.granted ? "registered" : "blocked";
});

const release = step("release", async (model, { manager }) => {
  await manager.release(id);
  if (model.state === "quarantined")
    Object.assign(model, { state: model.granted ? "registered" : "blocked", crashes: [], streak: 0 });
});

const grant = (granted: boolean): Step =>
  step(granted ? "grant" : "take the grant back", async (model, { manager, grant: set }) => {
    set(granted);
    model.granted = granted;
    await manager.regrant();
    if (granted && model.state === "blocked") model.state = "registered";
    if (!granted && model.state !== "disabled" && model.state !== "quarantined")
      Object.assign(model, { state: "blocked", retryAt: null });
  });

const anyCrash = fc
  .tuple(fc.constantFrom("crashed", "memory", "unresponsive", "crashed", "memory", "breach"), fc.boolean())
  .map((given) => crash(...given));
// Named more often: what leads on.
const steps = [
  fc.constant(call),
  anyCrash,
  anyCrash,
  anyCrash,
  fc.constantFrom(1, 500, 1000, 2000, 59_999, 60_000, 299_999, 300_000).map(advance),
  fc.constantFrom(4000, 300_000).map(advance),
  fc.constant(badStart),
  ...[release, release, disable, enable].map((one) => fc.constant(one)),
  fc.boolean().map(grant),
];

it("a plugin is in the state that its rules say, whatever happens to it, and no call is left hanging", async () => {
  const one = fc.commands<Model, Real, false>(steps, {
    maxCommands: 60,
    size: "max",
  });
  await fc.assert(
    fc.asyncProperty(one, async (commands) => {
      const time = fakeTime();
      const runners = fakeRunners();
      let granted = true;
      const manager = pluginManager({
        plugins: [fakePlugin(id)],
        grants: () => (granted ? { granted } : { granted, missing: ["everything"] }),
        start: runners.start,
        now: time.now,
        timer: time.timer,
        random: () => 0,
      });
      const model: Model = {
        state: "registered",
        time: 0,
        granted,
        crashes: [],
        streak: 0,
        retryAt: null,
        idleAt: 0,
        wanted: false,
        failures: 0,
        starts: 0,
      };
      const grants = (given: boolean): void => void (granted = given);
      await fc.asyncModelRun(() => ({ model, real: { manager, runners, time, grant: grants } }), commands);
    }),
    { numRuns: 300 },
  );
});
