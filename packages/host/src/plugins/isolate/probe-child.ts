/**
 * Stands where a plugin's process stands, launched alike, and tries what a plugin must not do: first with all that Node gives, then
 * behind the fence. Speaks with the host over descriptor 3.
 */
import { shutFence } from "./fence.ts";
import { hostChannel } from "./host-channel.ts";
import { networkWays } from "./probe-network.ts";
import { frame, frameReader } from "./frame.ts";
import { largestMessage } from "./message.ts";
import { done, type ProbedAct, probeActs, type ProbeGoals, type ProbeMeans, tried } from "./probe-acts.ts";

const actual = globalThis.process;
const channel = hostChannel(
  frameReader(largestMessage, ({ head }) => {
    void probe(JSON.parse(head) as ProbeGoals).then((seen) =>
      channel.send(frame({ ...seen, version: actual.version })),
    );
  }),
  () => actual.kill(actual.pid, "SIGKILL"),
);
channel.send(frame({ ready: true }));

type Seen = { readonly [act in ProbedAct]: string };

async function probe(goals: ProbeGoals): Promise<{ readonly bare: Seen; readonly fenced: Seen }> {
  const bare = await all(
    { load: (name) => import(`node:${name}`) as Promise<never>, process: actual },
    goals,
  );
  // Something goes over the channel when a plugin writes to its console, as in earnest.
  shutFence(() => channel.send(frame({ said: true })));
  const asPlugin = { ...goals, tcpPort: goals.pluginTcpPort };
  const fenced = await all({ load: wayIn, process: globalThis.process }, asPlugin);
  // What needs no module: the classes of streams that are there anyhow, and what browsers have.
  const network = await networkWays(asPlugin.tcpPort, (act) =>
    tried(act)({ load: wayIn, process: globalThis.process }, goals),
  );
  return {
    bare,
    fenced: {
      ...fenced,
      network: [fenced.network, ...network].find((outcome) => outcome === done) ?? fenced.network,
    },
  };
}

async function all(means: ProbeMeans, goals: ProbeGoals): Promise<Seen> {
  const seen: [string, string][] = [];
  // One after the other: some hold up the others.
  for (const [name, act] of Object.entries(probeActs)) seen.push([name, await act(means, goals)]);
  return Object.fromEntries(seen) as Seen;
}

/** Every way to a built-in module that is known; the first that works. */
async function wayIn(name: string): Promise<never> {
  const ways: readonly (() => unknown)[] = [
    () => import(`node:${name}`),
    () => import(name),
    () => import(`data:text/javascript,export * from "node:${name}"`),
    () => globalThis.process.getBuiltinModule(`node:${name}` as never),
    async () => ((await import("node:module")).createRequire("file:///") as (id: string) => unknown)(name),
    () => (globalThis.process as unknown as { binding: (id: string) => unknown }).binding(name),
    async () => {
      const { default: loader } = await import("node:module");
      const { _load: load } = loader as unknown as { readonly _load: (id: string) => unknown };
      return load(name);
    },
  ];
  let refusal: unknown;
  for (const way of ways) {
    try {
      return (await way()) as never;
    } catch (thrown) {
      refusal ??= thrown;
    }
  }
  throw refusal;
}
