/**
 * Stands where a plugin's process stands, launched alike, and tries what a plugin must not do: first with all that Node gives, then
 * behind the fence. Speaks with the host over descriptor 3.
 */
import { Socket } from "node:net";
import { shutFence } from "./fence.ts";
import { frame, frameReader } from "./frame.ts";
import { largestMessage } from "./message.ts";
import {
  connected,
  done,
  type ProbedAct,
  probeActs,
  type ProbeGoals,
  type ProbeMeans,
  tried,
} from "./probe-acts.ts";

const socket = new Socket({ fd: 3, readable: true, writable: true });
const actual = globalThis.process;
socket.on("close", () => actual.kill(actual.pid, "SIGKILL"));
socket.on(
  "data",
  frameReader(largestMessage, ({ head }) => {
    void probe(JSON.parse(head) as ProbeGoals).then((seen) =>
      socket.write(frame({ ...seen, version: actual.version })),
    );
  }),
);
socket.write(frame({ ready: true }));

type Seen = { readonly [act in ProbedAct]: string };

async function probe(goals: ProbeGoals): Promise<{ readonly bare: Seen; readonly fenced: Seen }> {
  const bare = await all(
    { load: (name) => import(`node:${name}`) as Promise<never>, process: actual },
    goals,
  );
  shutFence(() => {});
  const fenced = await all({ load: wayIn, process: globalThis.process }, goals);
  // What needs no module: the classes of streams that are there anyhow, and what browsers have.
  const network = firstDone([
    fenced.network,
    await tried(() => connected((port) => new (streamClass())().connect(port, "127.0.0.1"), goals.tcpPort))(
      { load: wayIn, process: globalThis.process },
      goals,
    ),
    await tried(async () => void (await globalThis.fetch(`http://127.0.0.1:${goals.tcpPort}/`)))(
      { load: wayIn, process: globalThis.process },
      goals,
    ),
  ]);
  return { bare, fenced: { ...fenced, network } };
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

function streamClass(): typeof Socket {
  const { stderr, stdout } = globalThis.process as Partial<NodeJS.Process>;
  return ((stderr ?? stdout) as unknown as { readonly constructor: typeof Socket }).constructor;
}

function firstDone(outcomes: readonly string[]): string {
  return outcomes.find((outcome) => outcome === done) ?? outcomes[0] ?? "";
}
