import { describe, expect, it } from "vitest";
import { ibanLength, isOldResidentIdentity, isPaymentCard, isResidentIdentity } from "./identity-numbers.ts";

describe("identity numbers", () => {
  // Witness: GB 11643-1999, examples of the standard's text
  it("a resident identity number is told by region, birth and check character", () => {
    expect(isResidentIdentity("11010519491231002X")).toBe(true);
    expect(isResidentIdentity("440524188001010014")).toBe(true);
    expect(isResidentIdentity("440524188001010015")).toBe(false);
    expect(isResidentIdentity("110105194913310026")).toBe(false);
    expect(isResidentIdentity("99010519491231002X")).toBe(false);
  });

  it("an old one by region and birth", () => {
    expect(isOldResidentIdentity("110105491231002")).toBe(true);
    expect(isOldResidentIdentity("110105490230002")).toBe(false);
  });

  // Witness: test numbers published by the card schemes
  it("a payment card by issuer and Luhn digit", () => {
    for (const card of [
      "4111111111111111",
      "5555555555554444",
      "378282246310005",
      "6011111111111117",
      "3530111333300000",
    ])
      expect(isPaymentCard(card)).toBe(true);
    expect(isPaymentCard("4111111111111112")).toBe(false);
    expect(isPaymentCard("0000000000000000")).toBe(false);
    expect(isPaymentCard("2026112100012345")).toBe(false);
  });

  // Witness: the examples of the IBAN registry
  it("an IBAN by its remainder, and it ends where it ends", () => {
    expect(ibanLength("DE89 3704 0044 0532 0130 00 please")).toBe(27);
    expect(ibanLength("GB82WEST12345698765432")).toBe(22);
    expect(ibanLength("DE88 3704 0044 0532 0130 00")).toBe(0);
    expect(ibanLength("no iban")).toBe(0);
  });
});
