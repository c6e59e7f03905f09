import type { CxEvent, DataClass, EventQuery, Notification } from "@cxkit/core";
import { redactEvent, redactNotification } from "./isolate/data-classes.ts";
import { grantedQuery } from "./granted-query.ts";
import type { StoreView } from "./plugin-command.ts";
import type { InstalledPlugin } from "./runner.ts";

/** The classes of data that a plugin asks for in its manifest, which is what it was granted. */
export function grantedClasses({ manifest }: InstalledPlugin): readonly DataClass[] {
  return [...new Set((manifest.capabilities?.data ?? []).flatMap(({ classes }) => classes))];
}

/** A notification as a plugin may see it. */
export function grantedNotification(plugin: InstalledPlugin, notification: Notification): Notification {
  return redactNotification(notification, grantedClasses(plugin));
}

/** A store as a plugin may read it: counted and picked by the fields of its classes, of events these fields alone. */
export function grantedStore(plugin: InstalledPlugin, store: StoreView): StoreView {
  const classes = grantedClasses(plugin);
  const { id } = plugin.manifest;
  return {
    items: () => store.items(),
    tally: async (query) => store.tally(grantedQuery(id, query, classes)),
    async *events(query: EventQuery): AsyncIterable<CxEvent> {
      for await (const event of store.events(grantedQuery(id, query, classes)))
        yield redactEvent(event, classes);
    },
  };
}
