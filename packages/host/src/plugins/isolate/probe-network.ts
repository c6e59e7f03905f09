import { connected, tried } from "./probe-acts.ts";

type Try = (act: Parameters<typeof tried>[0]) => Promise<string>;
type Connecting = {
  connect(
    port: number,
    host: string,
  ): Parameters<typeof connected>[0] extends (port: number) => infer S ? S : never;
};
type Connector = new () => Connecting;

/**
 * Ways to the network that need no module: the classes of streams that are there anyhow, what browsers have, and what either leaves where
 * others can reach it.
 *
 * @param attempt runs one and says how it ended
 */
export async function networkWays(port: number, attempt: Try): Promise<readonly string[]> {
  const url = `http://127.0.0.1:${port}/`;
  const through = (found: () => unknown) =>
    attempt(async () => {
      const { constructor } = found() as { readonly constructor: Connector };
      await connected((to) => new constructor().connect(to, "127.0.0.1"), port);
    });
  const streams = globalThis.process as unknown as { readonly [name: string]: unknown };
  return [
    await through(() => streams["stderr"]),
    await through(() => streams["stdout"]),
    await through(() => streams["channel"]),
    await attempt(async () => void (await globalThis.fetch(url))),
    await attempt(() => opened("WebSocket", url.replace("http", "ws"))),
    await attempt(() => opened("EventSource", url)),
    await attempt(() => dispatched(port)),
    await attempt(() => overheard(port)),
  ];
}

function opened(name: string, url: string): Promise<void> {
  const scope = globalThis as unknown as { readonly [name: string]: unknown };
  const source = new (scope[name] as new (url: string) => EventTarget)(url);
  return new Promise((resolve, reject) => {
    source.addEventListener("open", () => resolve());
    source.addEventListener("error", () => reject(Object.assign(new Error(name), { code: "ECONNREFUSED" })));
  });
}

/** Takes what sends the requests of `fetch` from where it is left for other copies of itself. */
async function dispatched(port: number): Promise<void> {
  const scope = globalThis as unknown as { readonly [key: symbol | string]: unknown };
  // Looked at, they load it.
  for (const name of ["Response", "Request", "Headers", "FormData"]) void scope[name];
  const left = Object.getOwnPropertySymbols(globalThis).find((symbol) =>
    /dispatcher/i.test(symbol.description ?? ""),
  );
  const agent = left && (scope[left] as { request(options: object): Promise<unknown> });
  if (!agent) throw Object.assign(new Error("no dispatcher"), { code: "ERR_ACCESS_DENIED" });
  await agent.request({ origin: `http://127.0.0.1:${port}`, path: "/", method: "GET" });
}

/** Changes the class that sockets are made of, and waits for one to pass by. */
async function overheard(port: number): Promise<void> {
  const { EventEmitter } = await import("node:events");
  const { Duplex, Readable } = await import("node:stream");
  const undo: (() => void)[] = [];
  const passing = new Promise<Connector>((resolve, reject) => {
    for (const [shared, name] of [
      [EventEmitter.prototype, "emit"],
      [Readable.prototype, "push"],
      [Duplex.prototype, "write"],
    ] as readonly (readonly [object, string])[]) {
      const target = shared as { [name: string]: (...args: unknown[]) => unknown };
      const original = target[name];
      if (!original) continue;
      target[name] = function heard(this: { readonly constructor?: Connector }, ...args: unknown[]) {
        if (typeof this.constructor?.prototype?.connect === "function") resolve(this.constructor);
        return original.apply(this, args);
      };
      undo.push(() => {
        target[name] = original;
      });
    }
    setTimeout(() => reject(Object.assign(new Error("nobody passed"), { code: "ERR_ACCESS_DENIED" })), 100);
    globalThis.console.log("something to say");
  });
  try {
    const Passing = await passing;
    await connected((to) => new Passing().connect(to, "127.0.0.1"), port);
  } finally {
    for (const one of undo) one();
  }
}
