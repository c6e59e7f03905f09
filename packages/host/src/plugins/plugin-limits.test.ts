import { expect, it } from "vitest";
import { limitWidening, moreThanUsual, pluginLimits, usualLimits } from "./plugin-limits.ts";

it("what the operator says goes before what the plugin asks for, and that before what is usual", () => {
  expect(pluginLimits()).toEqual(usualLimits);
  expect(pluginLimits({ rssMb: 200, callMs: 1 }, { rssMb: 100 })).toEqual({
    ...usualLimits,
    rssMb: 100,
    callMs: 1,
  });
});

it("more than is usual is asked for, less is not", () => {
  expect(limitWidening({ heapMb: 64, stallMs: 60_000 })).toEqual([]);
  expect(limitWidening({ heapMb: 256, startMs: 6000 }, { heapMb: 256 })).toEqual([
    "limits: startMs 6000 in place of 5000",
  ]);
  expect(moreThanUsual({ heapMb: 64, startMs: 6000 })).toEqual({ startMs: 6000 });
});
