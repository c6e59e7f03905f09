import { defineNotifier, isCxError, secretText } from "@cxkit/core";
import * as z from "zod";

/** Posts an alert into a room of a chat. */
export const myThing = defineNotifier({
  id: "my-thing",
  title: "My thing",
  config: z.strictObject({ server: z.url({ protocol: /^https$/ }), room: z.string().min(1) }),
  async deliver(notification, { config, http, secrets, signal }) {
    const [token] = secrets["token"] ?? [];
    if (!token) return { delivered: false, reason: "there is no secret called token", retry: true };
    const { title, because, answer, idempotencyKey } = notification;
    // There because `behavioural` is granted; what the customer wrote would be `free-text`.
    const given = answer && `${answer.label ?? answer.item}: ${answer.value}`;
    const body = JSON.stringify({
      room: config.room,
      id: idempotencyKey,
      text: [title, because, given].filter(Boolean).join("\n"),
    });
    const headers = { "content-type": "application/json", authorization: secretText`Bearer ${token}` };
    try {
      const { status } = await http({
        method: "POST",
        url: new URL("/messages", config.server).href,
        headers,
        body,
        signal,
      });
      if (status >= 200 && status < 300) return { delivered: true };
      return {
        delivered: false,
        reason: `the chat answered ${status}`,
        retry: status === 429 || status >= 500,
      };
    } catch (thrown) {
      return {
        delivered: false,
        reason: "the chat did not answer",
        retry: !isCxError(thrown, "invalid-setup"),
      };
    }
  },
});
