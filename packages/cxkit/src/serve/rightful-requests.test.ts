import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { request } from "./fixtures/exchange.ts";
import { signed } from "./fixtures/signed-channel.ts";
import { answer, inside, now, openTrial, post, type Trial } from "./fixtures/trial.ts";

let trial: Trial;
beforeEach(async () => {
  // A busy machine takes its time, and that is no reason to be refused.
  trial = await openTrial({});
});
afterEach(async () => expect(await trial.end()).not.toMatch(inside));

const send: Trial["send"] = (...what) => trial.send(...what);

describe("a request that is right is taken:", () => {
  it("once; the same bytes again are a replay", async () => {
    const text = await post();
    expect(await send(text)).toEqual([202]);
    expect(await send(text)).toEqual([409]);
    expect(trial.host.taken()).toBe(1);
    expect(trial.host.refused()).toEqual({ replayed: 1 });
  });

  it("by HTTP/1.0", async () => {
    const text = (await post()).replace("HTTP/1.1", "HTTP/1.0");
    expect(await send(text)).toEqual([202]);
  });

  it("in chunks, to the byte", async () => {
    const { body, headers } = await signed(answer, { id: "msg_1", now });
    const text = Buffer.from(body).toString();
    const chunks = `3\r\n${text.slice(0, 3)}\r\n${(body.length - 3).toString(16)}\r\n${text.slice(3)}\r\n0\r\n\r\n`;
    expect(
      await send(request("POST /hooks/survey", { ...headers, "transfer-encoding": "chunked" }, chunks)),
    ).toEqual([202]);
    expect(trial.host.seen.map(({ request: { body: taken } }) => Buffer.from(taken).toString())).toEqual([
      text,
    ]);
  });

  it("one behind the other in a pipe, answered in their order", async () => {
    const keep = { connection: "keep-alive" };
    const [first, forged, last] = [
      await post({ id: "msg_1", headers: keep }),
      await post({ id: "msg_2", headers: { ...keep, "webhook-signature": "v1,AAAA" } }),
      await post({ id: "msg_3" }),
    ];
    expect(await send(`${first}${forged}${last}`)).toEqual([202, 401, 202]);
    expect(trial.host.taken()).toBe(2);
  });

  it("a thousand at a time", async () => {
    const texts = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => post({ id: `msg_${index}` })),
    );
    const statuses = await Promise.all(texts.map((text) => send(text)));
    expect(statuses.flat().filter((status) => status !== 202)).toEqual([]);
    expect(trial.host.taken()).toBe(1_000);
  });
});
