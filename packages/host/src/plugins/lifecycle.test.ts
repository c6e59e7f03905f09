import { describe, expect, it } from "vitest";
import { nextPluginState, type PluginEvent, type PluginState, pluginTransitions } from "./lifecycle.ts";

const states = Object.keys(pluginTransitions) as PluginState[];

describe("the states of a plugin", () => {
  it("are all reached from where a plugin is discovered", () => {
    const reached = new Set<PluginState>(["discovered"]);
    for (const state of reached)
      for (const next of Object.values(pluginTransitions[state])) reached.add(next);
    expect([...reached].toSorted()).toEqual(states.toSorted());
  });

  it("all lead to removed", () => {
    for (const start of states) {
      const reached = new Set<PluginState>([start]);
      for (const state of reached)
        for (const next of Object.values(pluginTransitions[state])) reached.add(next);
      expect(reached, start).toContain("removed");
    }
  });

  it("let nobody out of quarantine but an operator", () => {
    expect(Object.keys(pluginTransitions.quarantined)).toEqual(["release", "disable", "remove"]);
  });

  it("let code start only where it is registered, or where a try was put off", () => {
    const starts = states.filter((state) => Object.values(pluginTransitions[state]).includes("activating"));
    expect(starts).toEqual(["registered", "failed", "backoff"]);
  });

  it("refuse what cannot happen", () => {
    for (const state of states)
      for (const event of ["started", "release", "grant"] satisfies PluginEvent[])
        if (pluginTransitions[state][event] === undefined)
          expect(() => nextPluginState(state, event)).toThrow(RangeError);
  });
});
