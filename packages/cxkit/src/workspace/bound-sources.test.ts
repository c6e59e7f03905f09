import { inProcessRunner, processRunner, type StartRunner } from "@cxkit/host/plugins";
import { memoryStore } from "@cxkit/store-memory";
import { expect, it } from "vitest";
import { env } from "./env.ts";
import { writeKit } from "./fixtures/kit-plugin.ts";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";
import { openWorkspace } from "./open-workspace.ts";
import type { Workspace } from "./workspace.ts";
import type { WorkspaceConfig } from "./workspace-config.ts";

const environment = { CXKIT_KEY: Buffer.alloc(32, 7).toString("base64"), KIT: "kit-secret" };
const config = (sources?: readonly string[]): WorkspaceConfig => ({
  name: "Kit",
  zone: "UTC",
  key: env("CXKIT_KEY"),
  plugins: ["./kit"],
  pluginSettings: { "acme.kit": { region: "north" } },
  connections: {
    shop: {
      channel: "webhook",
      unsigned: true,
      config: {
        source: "kit:one",
        key: "id",
        time: "at",
        items: [{ item: "recommend", path: "score", construct: "nps" }],
      },
    },
    reviews: {
      channel: "acme.kit/feedback",
      config: { app: "one" },
      secrets: { webhook: env("KIT") },
      ...(sources && { sources }),
    },
  },
});

async function post({ host }: Workspace, connection: string, record: object): Promise<void> {
  const { status } = await host.receive(connection, {
    method: "POST",
    url: `https://cx.example.com/hooks/${connection}`,
    headers: { "content-type": "application/json", "x-kit": "kit-secret" },
    body: Buffer.from(JSON.stringify(connection === "shop" ? record : [record])),
  });
  expect(status).toBeLessThan(300);
  await host.settled();
}

const tiers: readonly (readonly [string, StartRunner])[] = [
  ["in this process", inProcessRunner],
  ["in a process of its own", processRunner],
];

it.each(tiers)(
  "a plugin %s tells the source of another channel when it is handed over, and not before",
  { timeout: 60_000 },
  async (_, startPlugin) => {
    await using folder = await temporaryFolder();
    await writeKit(folder.path);
    const store = Object.assign(memoryStore(), { [Symbol.asyncDispose]: async () => undefined });
    const options = {
      folder: folder.path,
      environment,
      store,
      startPlugin,
      now: () => "2026-03-02T10:00:00.000Z",
    };
    {
      await using workspace = await openWorkspace(config(), options);
      await post(workspace, "shop", { id: "1", at: "2026-03-02T09:00:00Z", score: 9 });
      await post(workspace, "reviews", { id: "k1", effort: 7 });
      expect(workspace.host.quarantine.list()).toMatchObject([
        { connection: "reviews", path: "source", reason: "another-channels-source" },
      ]);
      expect(workspace.host.status().connections["reviews"]).toMatchObject({ appended: 0, setAside: 1 });
    }
    await using workspace = await openWorkspace(config(["kit:one"]), options);
    await post(workspace, "reviews", { id: "k2", effort: 7 });
    expect(workspace.host.status().connections["reviews"]).toMatchObject({ appended: 1 });
    await expect(workspace.host.quarantine.replay()).resolves.toEqual({ replayed: 1, resolved: 1, left: 0 });
  },
);

it("a source is handed over to a plugin alone", async () => {
  await using folder = await temporaryFolder();
  await writeKit(folder.path);
  const { connections, ...rest } = config();
  const handed = { ...connections, shop: { ...connections["shop"]!, sources: ["kit:one"] } };
  const opening = openWorkspace(
    { ...rest, connections: handed },
    { folder: folder.path, environment, store: memoryStore(), startPlugin: inProcessRunner },
  );
  await expect(opening).rejects.toThrow(/connections\.shop\.sources.*no plugin's/);
});
