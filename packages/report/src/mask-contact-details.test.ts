import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskContactDetails, maskToken } from "./mask-contact-details.ts";

const gone: readonly (readonly [
  kind: "email" | "telephone" | "identity",
  passage: string,
  around?: string,
])[] = [
  ["email", "jane.doe+cx@mail.example.co.uk"],
  ["email", "1234567@qq.com"],
  ["email", "jörg.müller@firma-gmbh.de"],
  ["email", "jane.doe [at] example.com"],
  ["email", "zhang＠example.com"],
  ["email", "someone@163.com", "邮箱"],
  ["telephone", "+1 415 555 2671"],
  ["telephone", "(415) 555-2671"],
  ["telephone", "415-555-2671"],
  ["telephone", "415.555.2671"],
  ["telephone", "+49 30 901820"],
  ["telephone", "+49 (0)171 1234567"],
  ["telephone", "0171/1234567"],
  ["telephone", "030 901820 15"],
  ["telephone", "01711234567"],
  ["telephone", "+44 20 7946 0958"],
  ["telephone", "020 7946 0958"],
  ["telephone", "07700 900123"],
  ["telephone", "0044 7700 900123"],
  ["telephone", "+33 1 70 18 99 00"],
  ["telephone", "13812345678"],
  ["telephone", "138 1234 5678"],
  ["telephone", "138-1234-5678"],
  ["telephone", "+86 138 1234 5678"],
  ["telephone", "８６１３８１２３４５６７８"],
  ["telephone", "１３８１２３４５６７８"],
  ["telephone", "010-62345678"],
  ["telephone", "0571-87654321"],
  ["telephone", "400-820-8820"],
  ["telephone", "4008208820"],
  ["telephone", "400 8208 820"],
  ["telephone", "4155552671", "call me at "],
  ["email", "john.doe at gmail dot com"],
  ["email", "li@例子.中国"],
  ["telephone", "06 12 34 56 78"],
  ["telephone", "(11) 91234-5678"],
  ["telephone", "852-9123 4567"],
  ["telephone", "٠١٢٣٤٥٦٧٨٩"],
  ["telephone", "138\u200B1234\u200B5678"],
  ["telephone", "一三八一二三四五六七八"],
  ["telephone", "13812345678", "Tom/"],
  ["telephone", "13812345678", "送货"],
  ["telephone", "13812345678", "订单有问题请打"],
  ["telephone", "abc_12345", "加V："],
  ["telephone", "zhang12345", "加我v信 "],
  ["telephone", "5552671", "My phone number is "],
  ["telephone", "62345678", "电话："],
  ["telephone", "zhang_san88", "加我微信 "],
  ["telephone", "zhangsan", "微信号："],
  ["telephone", "zhangsan2019", "vx:"],
  ["telephone", "123456789", "QQ："],
  ["telephone", "87654321", "qq号"],
  ["identity", "11010519491231002X"],
  ["identity", "440524188001010014"],
  ["identity", "110105 19491231 002X"],
  ["identity", "110105491231002"],
  ["identity", "123-45-6789"],
  ["identity", "4111 1111 1111 1111"],
  ["identity", "5500-0000-0000-0004"],
  ["identity", "378282246310005"],
  ["identity", "6222021234567890128"],
  ["identity", "DE89 3704 0044 0532 0130 00"],
  ["identity", "GB82WEST12345698765432"],
  ["identity", "E12345678", "护照号 "],
];

const kept: readonly string[] = [
  "10/10, would buy again, 9.5 of 10",
  "Paid 1,234,567.89 for order 20261121",
  "花了12345678元，订单号 2026112100012345",
  "¥13,800.00 and $4,155,552.67",
  "On 2026-11-21, 21.11.2026, 11/21/2026 and 01/02/2026 from 08:30-09:45",
  "phone support on 2026-11-21 said no",
  "2019-2026 was fine, since 1998",
  "Flight MU5137, CA 1831 and LH 400 were late",
  "零下 12.5 度，38.5℃，湿度 60%",
  "我 2026年11月21日 19:30 到店，等了 120 分钟",
  "iPhone 15 Pro Max 1TB, model SM-S928B, EAN-13",
  "Order #13812345678, order no. 4111111111111111, PO 415.555.2671, SKU 0171-1234567",
  "订单号13812345678，条码6901234567892，快递单号 75123456789012",
  "https://shop.example/item/13812345678?id=13812345678",
  "200-300-4000 people, 10 20 30 40 50 60 70, seats 2-3-4-5-6-7-8",
  "WX100 and VX200 machines, v: 1.2.3, 微信v8.0.49版本",
  "ISBN 978-3-16-148410-0, UPS 1Z999AA10123456784, GPS 52.520008, 13.404954",
  "ZIP 02139-4307, room 0815",
  "微信支付失败了三次，WeChat payment failed",
  "微信里有 20000 人，QQ 音乐",
  "I was @ the store. a@b is no address, @handle neither",
  "1 000 000 visitors and 12 345 678 clicks",
  "Order 1234567890 of 12 items, ticket #4711",
  "电话客服等了 20 分钟，打了 3 次电话",
  "IP 192.168.0.1, version 2.10.3456",
  "Rated 1 2 3 4 5 6 7 8 9 10",
  "第 13 次，共 1380 元，满 400 减 80",
  "from 0 to 100 in 5 s, 0.123456789",
];

describe("maskContactDetails masks", () => {
  it.each(gone)("%s: %s", (kind, passage, before = "x: ") => {
    const text = `${before}${passage}，谢谢。`;
    const { text: masked, masked: counts } = maskContactDetails(text);
    expect(masked).toBe(`${before}${maskToken}，谢谢。`);
    expect(counts).toEqual({ email: 0, telephone: 0, identity: 0, [String(kind)]: 1 });
  });
});

describe("maskContactDetails leaves alone", () => {
  it.each(kept)("%s", (text) => {
    expect(maskContactDetails(text)).toEqual({ text, masked: { email: 0, telephone: 0, identity: 0 } });
  });
});

describe("maskContactDetails", () => {
  const words = fc.constantFrom(
    "买了",
    " ok ",
    "2026-11-21 ",
    "99 ",
    "，",
    "call me ",
    "\n",
    "微信",
    "a@",
    "+1 ",
    "1380 元 ",
    "😀",
  );
  const passages = fc.constantFrom(
    ...gone.filter(([, , before]) => before === undefined).map(([, passage]) => passage),
  );

  it("takes nothing more the second time", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(words, passages, fc.string({ unit: "grapheme" })), { maxLength: 12 }),
        (parts) => {
          const { text } = maskContactDetails(parts.join(""));
          expect(maskContactDetails(text).text).toBe(text);
        },
      ),
    );
  });

  it("takes each passage whatever words stand around it", () => {
    fc.assert(
      fc.property(fc.array(words), passages, fc.array(words), (before, passage, after) => {
        const text = `${before.join("")} | ${passage} | ${after.join("")}`;
        const masked = maskContactDetails(text);
        expect(masked.text).toContain(` | ${maskToken} | `);
        expect(masked.text).not.toContain(passage);
      }),
    );
  });

  it("leaves text without digits and without @ as it is", () => {
    fc.assert(
      fc.property(
        fc
          .string({ unit: "grapheme" })
          .filter((text) => !/[\d\uFF10-\uFF19@\uFF20]|\bat\b|微信|wechat|[vw]x/i.test(text)),
        (text) => {
          expect(maskContactDetails(text).text).toBe(text);
        },
      ),
    );
  });

  it("leaves amounts, dates, times and ratings alone", () => {
    const amount = fc.integer({ min: 0, max: 9_999_999 }).map((cents) => `¥${(cents / 100).toFixed(2)}`);
    const date = fc
      .date({ min: new Date("1990-01-01"), max: new Date("2039-12-31"), noInvalidDate: true })
      .map((day) => day.toISOString());
    const day = date.map((text) => text.slice(0, 10));
    const minute = date.map((text) => text.slice(0, 16).replace("T", " "));
    const western = day.map((text) => text.split("-").toReversed().join("."));
    const american = day.map((text) => `${text.slice(5, 7)}/${text.slice(8, 10)}/${text.slice(0, 4)}`);
    const rating = fc.integer({ min: 0, max: 10 }).map((score) => `${score}/10`);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(amount, day, minute, western, american, rating), { minLength: 1 }),
        (parts) => {
          const text = parts.join(", ");
          expect(maskContactDetails(text).text).toBe(text);
        },
      ),
    );
  });

  it("takes a number with a check digit only when the digit fits", () => {
    expect(maskContactDetails("110105194912310021").masked.identity).toBe(0);
    expect(maskContactDetails("4111 1111 1111 1112").masked.identity).toBe(0);
    expect(maskContactDetails("DE88 3704 0044 0532 0130 00").masked.identity).toBe(0);
  });

  it("is done with a long text of near misses in no time", () => {
    const text = "a.a-1 0 ".repeat(5000) + "1".repeat(20_000) + "@".repeat(2000);
    expect(maskContactDetails(text).text.length).toBeGreaterThan(0);
  }, 2000);

  it("is done with a long text of many numbers in no time", () => {
    const numbers = 20_000;
    expect(maskContactDetails("call 415-555-2671, ".repeat(numbers)).masked.telephone).toBe(numbers);
  }, 4000);
});

describe("a text that somebody made to be slow", () => {
  it("is masked as fast as any other", () => {
    const before = "12 34 56 78 ";
    for (const text of [
      `phone ${"no.".repeat(30)}x`,
      "wechat".repeat(20_000),
      "passport ".repeat(20_000),
      "wx1".repeat(5_000),
      `vx: ${"a".repeat(50_000)}`,
      "13800138000".repeat(5_000),
    ]) {
      const start = performance.now();
      maskContactDetails(before + text);
      expect(performance.now() - start, text.slice(0, 20)).toBeLessThan(1000);
    }
  });

  it("is not shown at all when numbers in it are strung together without end", () => {
    expect(maskContactDetails(`${"+49 170 5550012".repeat(8)}.`).text).toBe(`${"•••".repeat(8)}.`);
    expect(maskContactDetails("+49 170 5550012".repeat(10_000)).text).toBe("•••");
  });
});
