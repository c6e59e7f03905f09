import type { Journey } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { fiveStageJourney } from "./five-stage-journey.ts";
import { touchpointOf } from "./touchpoint-of.ts";

const journey: Journey = {
  id: "hotel",
  title: { en: "Hotel" },
  stages: [
    {
      id: "before",
      title: { en: "Before the stay", de: "Vor der Anreise" },
      aliases: ["pre-stay"],
      touchpoints: [
        {
          id: "booking",
          title: { en: "Booking", ru: "Бронирование" },
          items: ["q1"],
          aliases: ["reservation"],
        },
      ],
    },
    {
      id: "stay",
      title: { en: "Stay" },
      aliases: ["on site"],
      touchpoints: [
        { id: "room", title: { en: "Room", ja: "部屋" }, items: ["q2", "q3"], aliases: ["bed"] },
        { id: "breakfast", title: { en: "Breakfast", ko: "아침 식사" }, aliases: ["breakfast room"] },
        { id: "lobby", title: { en: "Lobby" } },
      ],
    },
  ],
};
const of = (place: Parameters<typeof touchpointOf>[1]): ReturnType<typeof touchpointOf> =>
  touchpointOf(journey, place);
const room = { stage: "stay", touchpoint: "room" };

describe("what a place states comes before what its words say", () => {
  it("a stage is named by id, title in any language, or alias, in any case", () => {
    for (const stage of ["before", "Before the stay", "VOR DER ANREISE", "Pre-Stay", "pre_stay"]) {
      expect(of({ stage, label: "The room" })).toEqual({ stage: "before", touchpoint: null });
    }
    expect(of({ stage: "stay", label: "The room" })).toEqual(room);
    expect(of({ stage: "stay", touchpoint: "booking" })).toEqual({ stage: "stay", touchpoint: null });
  });

  it("a stage that the journey does not have is not overruled by words", () => {
    expect(of({ stage: "afterwards", label: "The room" })).toBeNull();
  });

  it("a touchpoint is named by id, title or alias, before lists and words", () => {
    expect(of({ touchpoint: "Reservation", item: "q2", label: "room" })).toEqual({
      stage: "before",
      touchpoint: "booking",
    });
    expect(of({ touchpoint: "desk", item: "q2", label: "booking" })).toEqual(room);
  });

  it("an item that a touchpoint lists belongs there, whatever its words", () => {
    expect(of({ item: "q3", label: "Booking" })).toEqual(room);
  });

  it("empty texts say nothing", () => {
    expect(of({ stage: " ", touchpoint: "", label: "", wording: "Your room?" })).toEqual(room);
    expect(of({})).toBeNull();
  });
});

describe("words", () => {
  it("are read from the label, else the wording, else the names", () => {
    expect(of({ label: "Room", wording: "After your booking, how was the room?" })).toEqual(room);
    expect(of({ label: "Q7", wording: "How was the room?", item: "booking" })).toEqual(room);
    expect(of({ label: "Q7", touchpoint: "roomOnFirstNight" })).toEqual(room);
    expect(of({ item: "sat_room_1" })).toEqual(room);
    expect(of({ item: "q12room3" })).toEqual(room);
  });

  it("are whole words where words are written apart", () => {
    expect(of({ label: "Bedding and bathrooms" })).toBeNull();
    expect(of({ label: "bed/bath" })).toEqual(room);
    expect(of({ label: "Бронирование?" })).toEqual({ stage: "before", touchpoint: "booking" });
    expect(of({ label: "Забронирование" })).toBeNull();
  });

  it("are found anywhere where they are not", () => {
    expect(of({ label: "お部屋の清潔さ" })).toEqual(room);
    expect(of({ label: "아침 식사는 어땠나요" })).toEqual({ stage: "stay", touchpoint: "breakfast" });
    expect(of({ label: "酒店room打分" })).toEqual(room);
  });

  it("in full-width letters or decomposed accents are the same words", () => {
    expect(of({ label: "ＲＯＯＭ" })).toEqual(room);
  });

  it("with capitals within are the same words in any case", () => {
    const wechat: Journey = {
      ...journey,
      stages: [{ id: "pay", title: { en: "Pay" }, touchpoints: [{ id: "w", title: { en: "WeChat Pay" } }] }],
    };
    for (const label of ["WeChat Pay", "wechat pay", "WECHAT PAY: speed", "用wechat pay付款"]) {
      expect(touchpointOf(wechat, { label })?.touchpoint).toBe("w");
    }
  });

  it("hidden in a longer name do not count", () => {
    expect(of({ label: "The breakfast room" })).toEqual({ stage: "stay", touchpoint: "breakfast" });
  });

  it("of two touchpoints give their stage, of two stages nothing", () => {
    expect(of({ label: "Room and breakfast" })).toEqual({ stage: "stay", touchpoint: null });
    expect(of({ label: "Booking and breakfast" })).toBeNull();
    expect(of({ label: "Booking and breakfast", wording: "Your room" })).toBeNull();
  });

  it("of a stage's own count by alias, by title only when they are all there is", () => {
    expect(of({ label: "Everything on site" })).toEqual({ stage: "stay", touchpoint: null });
    expect(of({ label: "Stay" })).toEqual({ stage: "stay", touchpoint: null });
    expect(of({ label: "Would you stay again?" })).toBeNull();
  });
});

it("an item claimed by touchpoints of two stages is in neither", () => {
  const [before, stay] = journey.stages;
  const twice: Journey = {
    ...journey,
    stages: [before!, { ...stay!, touchpoints: [{ id: "spa", title: { en: "Spa" }, items: ["q1"] }] }],
  };
  expect(touchpointOf(twice, { item: "q1", label: "Spa" })).toBeNull();
});

it("signs of regular expressions are no signs here", () => {
  expect(touchpointOf(fiveStageJourney, { label: "(price" })).toEqual({
    stage: "purchase",
    touchpoint: "price",
  });
  expect(touchpointOf(fiveStageJourney, { label: "click & collect*" })?.touchpoint).toBe("pick-up");
});
