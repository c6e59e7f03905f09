import { cxError, filledRequest, type Http } from "@cxkit/core";
import type { NotifierTrial, ReceiverMood } from "@cxkit/testkit";
import { secretOf } from "@cxkit/signing";
import { myThing } from "./index.ts";

/** The chat, as far as the notifier knows it: it takes a message, is down, refuses, or never answers. */
export function chat(): Promise<NotifierTrial<{ readonly server: string; readonly room: string }>> {
  let mood: ReceiverMood = "accepts";
  const taken: { readonly id: string; readonly text: string }[] = [];
  const http: Http = async (request) => {
    const { body, signal } = filledRequest(request);
    signal?.throwIfAborted();
    if (mood === "hangs")
      await new Promise((_, give) =>
        signal?.addEventListener("abort", () => give(cxError("unavailable", "no answer"))),
      );
    if (mood === "accepts") taken.push(JSON.parse(String(body)) as { id: string; text: string });
    return {
      status: { accepts: 200, fails: 503, refuses: 403, hangs: 0 }[mood],
      headers: {},
      body: new Uint8Array(),
    };
  };
  return Promise.resolve({
    notifier: myThing,
    config: { server: "https://chat.example.com", room: "alerts" },
    secrets: { token: [secretOf("sentinel-token")] },
    http,
    moods: ["accepts", "fails", "refuses", "hangs"],
    mood: (next) => void (mood = next),
    heard: () => taken.map(({ id, text }) => ({ identity: id, title: text })),
    unspeakable: ["sentinel-token"],
    async [Symbol.asyncDispose]() {},
  });
}
