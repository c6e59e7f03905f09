import type { InstalledPlugin } from "@cxkit/host/plugins";
import { expect, it } from "vitest";
import { pluginOf } from "./plugin-of.ts";

const entry = { id: "feedback", title: "Feedback", spec: "v1", module: "./index.js", export: "feedback" };
const plugin = (id: string, contributes: object): InstalledPlugin => ({
  manifest: { manifestVersion: 1, id, contributes },
  version: "1.0.0",
  directory: "/p",
  realDirectory: "/p",
  integrity: "",
});
const plugins = [
  plugin("acme.kit", { channels: [entry], notifiers: [{ ...entry, id: "pager" }] }),
  plugin("acme.other", { notifiers: [{ ...entry, id: "pager" }] }),
];
const connection = (channel: unknown) => ({ channel }) as never;

it("is the plugin that is named, or whose channel or notifier is used under that name", () => {
  const config = {
    connections: {
      reviews: connection("acme.kit/feedback"),
      short: connection("feedback"),
      mail: connection("typeform"),
      own: connection({ kind: "channel" }),
    },
    notifiers: { pages: { notifier: "acme.kit/pager" }, either: { notifier: "pager" } } as never,
  };
  const found = (name: string) => pluginOf(name, config, plugins);
  expect(["acme.kit", "acme.kit/feedback", "reviews", "short", "pages"].map(found)).toEqual(
    Array.from({ length: 5 }, () => "acme.kit"),
  );
  expect(["mail", "own", "either", "engine", "acme", "constructor"].map(found)).toEqual(
    Array.from({ length: 6 }, () => null),
  );
  expect(pluginOf("acme.other", {}, plugins)).toBe("acme.other");
});
