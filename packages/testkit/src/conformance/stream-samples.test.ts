import { expect, it } from "vitest";
import { channelConformance } from "./channel-conformance.ts";
import { parcelChannel, parcelReview, parcelSamples, parcelStream } from "./fixtures/parcel-channel.ts";
import { streamSamples } from "./stream-samples.ts";
import { cursorPages } from "./vendor-paging.ts";

it("streamSamples takes the type of the rows from what makes them, and a channel is tried with it", async () => {
  const { vendor } = parcelStream;
  const reviews = streamSamples({
    vendor: {
      ...vendor,
      paging: cursorPages({
        parameter: "after",
        size: 2,
        body: (rows, { next }) => ({ reviews: rows, next }),
      }),
    },
    row: parcelReview,
    key: ({ id }) => id,
  });
  const checks = channelConformance(parcelChannel, { ...parcelSamples, streams: { reviews } });
  await checks.find(({ id }) => id === "R1")?.check();
  expect(reviews.key(reviews.row(3, "2026-03-01T09:30:00Z"))).toBe("review-3");
});
