import type { Notification, Notifier } from "@cxkit/core";

/** A notifier that keeps what it is told. */
export function recorder(told: Notification[]): Notifier {
  return {
    id: "recorder",
    title: "Recorder",
    config: { "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }) } },
    deliver: (notification) => {
      told.push(notification);
      return Promise.resolve({ delivered: true });
    },
  };
}
