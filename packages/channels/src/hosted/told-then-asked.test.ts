import { createHmac } from "node:crypto";
import type { HttpRequest, HttpResponse, RawRequest } from "@cxkit/core";
import { secret } from "@cxkit/host";
import { describe, expect, it } from "vitest";
import { appStore } from "../app-store.ts";
import { hostedWorkbench } from "../fixtures/hosted-workbench.ts";
import { surveyMonkey } from "../surveymonkey.ts";

const answer = (status: number, body: unknown = {}, headers = {}): HttpResponse => ({
  status,
  headers,
  body: new TextEncoder().encode(JSON.stringify(body)),
});

/** A webhook about a response, signed as SurveyMonkey signs. */
function told(event: string, response: string): RawRequest {
  const body = JSON.stringify({
    event_id: `${event}-${response}`,
    event_type: event,
    object_type: "response",
    object_id: response,
    event_datetime: "2026-03-01T09:40:00+00:00",
    resources: { survey_id: "7" },
  });
  return {
    method: "POST",
    url: "https://cx.example.org/hooks/survey",
    headers: {
      "content-type": "application/vnd.surveymonkey.response.v1+json",
      "sm-signature": createHmac("sha1", "client&s3cret").update(body).digest("base64"),
    },
    body: new TextEncoder().encode(body),
  };
}

describe("a host with SurveyMonkey", () => {
  it("asks for what is only named, waits as long as it is told to, and forgets what is deleted", async () => {
    const statuses = new Map([["1", "partial"]]);
    const asked: string[] = [];
    let busy = true;
    const http = async ({ url }: HttpRequest): Promise<HttpResponse> => {
      const [, id] = /responses\/(\d+)\/details$/.exec(url) ?? [];
      const response = (key: string) => ({
        id: key,
        survey_id: "7",
        response_status: statuses.get(key),
        date_modified: "2026-03-01T09:30:00+00:00",
        pages: [{ questions: [{ id: "5", answers: [{ text: "Quick" }] }] }],
      });
      if (id === undefined) return answer(200, { data: [...statuses.keys()].map(response), links: {} });
      asked.push(id);
      if (busy) return answer(429, {}, { "retry-after": "90" });
      return statuses.has(id) ? answer(200, response(id)) : answer(404);
    };
    const connection = {
      id: "survey",
      channel: surveyMonkey,
      config: { survey: "7", items: { 5: { construct: "verbatim" } } },
      secrets: { webhook: [secret("client&s3cret", "env:APP")], token: [secret("t0ken", "env:TOKEN")] },
      pullEvery: 7200,
    };
    await using bench = await hostedWorkbench(connection, http);
    const { host } = bench;
    const ids = async () => (await bench.contents()).map(({ type, id }) => `${type} ${id}`);
    const revision = 17_723_574_000;

    // The address is there, and says nothing.
    const there = { ...told("", ""), method: "HEAD", headers: {}, body: new Uint8Array(0) };
    expect(await host.receive("survey", there)).toMatchObject({ status: 200 });
    await host.tick();
    expect(await ids()).toEqual([`survey.responded 1~${revision}`]);

    statuses.set("1", "completed").set("2", "completed");
    for (const id of ["1", "2", "3"])
      expect((await host.receive("survey", told("response_completed", id))).status).toBe(200);
    await host.settled();
    await host.tick();
    const before = asked.length;
    bench.advance(60_000);
    await host.tick();
    expect(asked).toHaveLength(before);

    busy = false;
    bench.advance(60_000);
    await host.tick();
    bench.advance(60_000);
    await host.tick();
    expect((await ids()).toSorted()).toEqual([
      `survey.responded 1~${revision + 3}`,
      `survey.responded 2~${revision + 3}`,
    ]);
    // The third was gone before it could be asked for: that is known, and nobody asks again.
    expect(host.status().connections["survey"]).toMatchObject({ incomplete: 0 });
    expect(host.quarantine.list()).toMatchObject([{ connection: "survey", reason: "gone" }]);

    await host.receive("survey", told("response_deleted", "2"));
    await host.settled();
    expect((await ids()).toSorted()).toEqual([
      "event.retracted 2/retracted",
      `survey.responded 1~${revision + 3}`,
    ]);
    // Read again by the stream it stays gone, and the other is no second event.
    bench.advance(7_200_000);
    await host.tick();
    expect(await ids()).toHaveLength(2);
  });
});

describe("a host with the App Store", () => {
  it("goes on after a restart where it was, and an edited review counts once", async () => {
    const stars = new Map([["1", ["2026-03-01T08:00:00Z", "5"]]]);
    const http = async ({ url }: HttpRequest): Promise<HttpResponse> => {
      const entry = [...stars].map(([id, [updated, rating]]) => ({
        id: { label: id },
        updated: { label: updated },
        "im:rating": { label: rating },
      }));
      return answer(200, { feed: url.includes("/page=1/") ? { entry } : {} });
    };
    const connection = {
      id: "reviews",
      channel: appStore,
      config: { app: "310633997", countries: ["us"] },
      pullEvery: 3600,
    };
    await using bench = await hostedWorkbench(connection, http);
    await bench.host.tick();
    stars.set("1", ["2026-03-01T09:00:00Z", "1"]).set("2", ["2026-03-01T08:30:00Z", "4"]);
    const host = await bench.reopen();
    bench.advance(3_600_000);
    await host.tick();
    const stand = (await bench.contents()).map((event) =>
      event.type === "feedback.posted" ? `${event.key}: ${event.data.rating}` : event.type,
    );
    expect(stand.toSorted()).toEqual(["1: 1", "2: 4"]);
    const { received } = host.status().connections["reviews"] ?? {};
    bench.advance(3_600_000);
    await host.tick();
    // Nothing is new: nothing is written down.
    expect(host.status().connections["reviews"]?.received).toBe(received);
  });
});
