import { createContext } from "@cxkit/core/context";
import { expect, it } from "vitest";
import { contactsOf, reachableSubject, subjectOf } from "./person.ts";

const context = createContext({}, { key: new Uint8Array(32) });

it("an address is one person in any case of its letters; other ids are what they are", () => {
  expect(subjectOf(context, "email", " Ada@Example.org")).toBe(context.subject("email", "ada@example.org"));
  expect(subjectOf(context, "customer", " Ab ")).toBe(context.subject("customer", "Ab"));
});

it("whose record it is, is the address's, else the telephone's, else nobody's", () => {
  const [email, phone] = ["ada@example.org", "+15550100"];
  expect(reachableSubject(context, { email, phone })).toBe(context.subject("email", email));
  expect(reachableSubject(context, { email: "no address", phone })).toBe(context.subject("phone", phone));
  expect(reachableSubject(context, { email: 4, phone: " " })).toBeUndefined();
});

it("contacts are told of a subject alone, with the name where there is one", () => {
  const reachable = { email: "Ada@example.org ", phone: "+15550100", name: " Ada " };
  expect(contactsOf("s", reachable)).toEqual([
    { subject: "s", kind: "email", value: "Ada@example.org", name: "Ada" },
    { subject: "s", kind: "phone", value: "+15550100", name: "Ada" },
  ]);
  expect(contactsOf(undefined, reachable)).toEqual([]);
  expect(contactsOf("s", {})).toEqual([]);
});
