import type { Contact } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { codeOf } from "../journal/fixtures/entries.ts";
import { memoryDisk } from "../journal/fixtures/memory-disk.ts";
import { openLedger } from "../journal/ledger.ts";
import { openVault } from "./vault.ts";

const folder = "/w/vault";
const file = "/w/vault/vault.cxlog";
const key = Uint8Array.from({ length: 32 }, (_, index) => index);
const ada: Contact = { subject: "s-ada", kind: "email", value: "ada@example.com", name: "Ada" };
const bob: Contact = { subject: "s-bob", kind: "phone", value: "+86 139 0000 0000" };

describe("a vault", () => {
  it("finds what was kept, and after it was opened again", async () => {
    const disk = memoryDisk();
    const vault = await openVault(folder, key, { disk });
    await vault.keep([ada, bob, { ...ada, kind: "phone", value: "1" }]);
    await vault[Symbol.asyncDispose]();
    const again = await openVault(folder, key, { disk });
    expect(again.find("s-ada")).toEqual([
      { kind: "email", value: "ada@example.com", name: "Ada" },
      { kind: "phone", value: "1", name: "Ada" },
    ]);
    expect(again.find("s-bob")).toEqual([{ kind: "phone", value: "+86 139 0000 0000" }]);
    expect([again.has("s-ada"), again.has("s-cyd")]).toEqual([true, false]);
    expect(again.find("s-cyd")).toEqual([]);
  });

  it("keeps a detail once, under its newest name, and writes nothing that it knows already", async () => {
    const disk = memoryDisk();
    const vault = await openVault(folder, key, { disk });
    await vault.keep([ada, ada]);
    const { length } = disk.bytes(file);
    const { name: _, ...nameless } = ada;
    await vault.keep([ada, nameless]);
    expect(disk.bytes(file).length).toBe(length);
    await vault.keep([{ ...ada, name: "Ada Byron" }]);
    expect(vault.find("s-ada")).toEqual([{ kind: "email", value: "ada@example.com", name: "Ada Byron" }]);
  });

  it("loses none of the details that come at the same time", async () => {
    const vault = await openVault(folder, key, { disk: memoryDisk() });
    await Promise.all(["1", "2", "3"].map((value) => vault.keep([{ subject: "s", kind: "phone", value }])));
    expect(vault.find("s").map(({ value }) => value)).toEqual(["1", "2", "3"]);
  });

  it("shows no detail in its file, and seals the same one anew each time", async () => {
    const disk = memoryDisk();
    const vault = await openVault(folder, key, { disk });
    await vault.keep([ada, { ...ada, subject: "s-eve" }]);
    const bytes = Buffer.from(disk.bytes(file));
    for (const part of ["example.com", "Ada", Buffer.from("ada@example.com").toString("base64").slice(0, 12)])
      expect(bytes.includes(part)).toBe(false);
    const [, first, second] = [...bytes.toString("latin1").matchAll(/"([\w+/]{60,}={0,2})"/g)].map(
      ([, text]) => text,
    );
    expect(first).not.toBe(second);
    expect(first?.slice(0, 16)).not.toBe(second?.slice(0, 16));
  });

  it("leaves no byte of whom it forgot in any file", async () => {
    const disk = memoryDisk();
    const vault = await openVault(folder, key, { disk });
    await vault.keep([ada, bob]);
    const sealed =
      /"subject:s-ada","([^"]+)"/.exec(Buffer.from(disk.bytes(file)).toString("latin1"))?.[1] ?? "";
    expect(sealed.length).toBeGreaterThan(50);
    await vault.forget("s-ada");
    expect(vault.has("s-ada")).toBe(false);
    for (const name of disk.names()) {
      const bytes = Buffer.from(disk.bytes(name));
      expect(bytes.includes("s-ada")).toBe(false);
      expect(bytes.includes(sealed)).toBe(false);
    }
    expect(vault.find("s-bob").length).toBe(1);
    await vault.forget("s-ada");
  });

  it("says which folder a wrong key does not open, before anything is asked of it", async () => {
    const disk = memoryDisk();
    const vault = await openVault(folder, key, { disk });
    await vault.keep([ada]);
    await vault[Symbol.asyncDispose]();
    const other = openVault(
      folder,
      key.map((byte) => byte ^ 1),
      { disk },
    );
    await expect(other).rejects.toThrow("the key does not open the vault in /w/vault");
    expect(
      await codeOf(
        openVault(
          folder,
          key.map((byte) => byte ^ 1),
          { disk },
        ),
      ),
    ).toBe("invalid-setup");
    await expect(openVault(folder, key.subarray(0, 31), { disk })).rejects.toThrow(
      "openVault requires a key of at least 32 bytes, got 31",
    );
  });

  it("does not believe a record that was changed, or that is another person's", async () => {
    const disk = memoryDisk();
    const vault = await openVault(folder, key, { disk });
    await vault.keep([ada, bob]);
    await vault[Symbol.asyncDispose]();
    const ledger = await openLedger(folder, { disk, name: "vault" });
    const sealed = ledger.get("subject:s-bob") as string;
    const turned = Buffer.from(sealed, "base64");
    turned[20] = (turned[20] ?? 0) ^ 1;
    await ledger.write([
      { key: "subject:s-ada", value: sealed },
      { key: "subject:s-bob", value: turned.toString("base64") },
      { key: "subject:s-cyd", value: "short" },
    ]);
    await ledger[Symbol.asyncDispose]();
    const again = await openVault(folder, key, { disk });
    for (const subject of ["s-ada", "s-bob", "s-cyd"])
      expect(() => again.find(subject)).toThrow(
        "a record of the vault in /w/vault was changed without its key",
      );
    expect(await codeOf(again.keep([{ ...ada, value: "x" }]))).toBe("invalid-file");
    await again.forget("s-ada");
    await again.keep([ada]);
    expect(again.find("s-ada").length).toBe(1);
  });
});
