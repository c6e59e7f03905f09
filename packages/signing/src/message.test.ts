import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { messageDigest, messageOf } from "./message.ts";

it("messageOf joins texts and bytes as they are", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.uint8Array())), (parts) => {
      expect(Buffer.from(messageOf(...parts))).toEqual(
        Buffer.concat(parts.map((part) => Buffer.from(part as string))),
      );
    }),
  );
});

it("messageDigest is SHA-256 as Node has it", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(messageDigest(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
    }),
  );
});
