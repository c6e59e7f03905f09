import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A project that depends on so many plugins, each with a channel and a metric, as npm installs it. */
export function projectWith(plugins: number): string {
  const folder = path.resolve(
    import.meta.dirname,
    `../../../../../.cache/bench/plugins-${plugins}-${process.pid}`,
  );
  rmSync(folder, { recursive: true, force: true });
  const names = Array.from({ length: plugins }, (_, index) => `acme-plugin-${index}`);
  write(folder, "package.json", { dependencies: Object.fromEntries(names.map((name) => [name, "^1.0.0"])) });
  const locked = names.map((name) => [
    `node_modules/${name}`,
    { version: "1.0.0", resolved: `${name}-1.0.0.tgz`, integrity: `sha512-${"A".repeat(86)}==` },
  ]);
  write(folder, "package-lock.json", { lockfileVersion: 3, packages: Object.fromEntries(locked) as object });
  for (const [index, name] of names.entries())
    write(folder, `node_modules/${name}/package.json`, manifest(name, index));
  return folder;
}

function manifest(name: string, index: number): object {
  const code = { spec: "v1", module: "./dist/index.js", export: "channel" };
  const text = { type: "string", description: "A field that the operator fills in" };
  const properties = Object.fromEntries(
    ["account", "region", "survey", "language", "since"].map((field) => [field, text]),
  );
  const channel = {
    id: `channel-${index}`,
    title: `Channel ${index}`,
    ...code,
    config: { type: "object", properties, required: ["account"], additionalProperties: false },
    webhook: { secrets: ["webhook"], acknowledge: { status: 200 } },
    streams: { responses: { mode: "incremental", lookback: 900 } },
  };
  return {
    name,
    version: "1.0.0",
    type: "module",
    keywords: ["cxkit-plugin", "cxkit-channel"],
    engines: { cxkit: "^1.0.0" },
    cxkit: {
      manifestVersion: 1,
      id: `acme.plugin-${index}`,
      contributes: {
        channels: [channel],
        metrics: [{ id: "loyalty", title: "Loyalty", spec: "v1", data: { points: { "4": 0, "5": 1 } } }],
      },
      capabilities: {
        network: [{ host: "api.acme.com", why: "Reads responses" }],
        secrets: [
          { name: "webhook", why: "Proves that a request is the producer's" },
          { name: "token", hosts: ["api.acme.com"], why: "Reads responses" },
        ],
      },
    },
  };
}

function write(folder: string, file: string, json: object): void {
  const whole = path.join(folder, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  writeFileSync(whole, JSON.stringify(json, null, 2));
}
