import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { shopExport, shopRequest, writeShop } from "../workspace/fixtures/shop.ts";
import { temporaryFolder } from "../workspace/fixtures/temporary-folder.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { called, type Seat } from "./fixtures/called.ts";

/** A shop whose workspace nobody runs; `cx` calls the command line in it. */
async function shop() {
  const folder = await temporaryFolder();
  await writeShop(folder.path);
  const cx = (args: readonly string[], seat?: Seat) =>
    called([...args, "--folder", folder.path], { env: { USER: "anna" }, ...seat });
  return {
    path: folder.path,
    cx,
    json: async <T>(...args: readonly string[]): Promise<T> =>
      JSON.parse((await cx([...args, "--json"])).out) as T,
    write: async (name: string, text: string) => {
      await writeFile(path.join(folder.path, name), text);
      return path.join(folder.path, name);
    },
    /** What a webhook brings while the workspace runs. */
    async receive(...records: readonly object[]): Promise<void> {
      const terminal = { write: () => {}, colours: false, columns: 80 };
      await using workspace = await openWorkspace(folder.path, { environment: {}, terminal });
      for (const [at, record] of records.entries()) {
        const reply = await workspace.host.receive("orders", shopRequest(record, new Date(), `msg_${at}`));
        expect(reply.status).toBe(204);
      }
      await workspace.host.settled();
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

const unhappy = {
  id: "r1",
  at: new Date().toISOString(),
  score: 1,
  reason: "Late again",
  touchpoint: "delivery",
  email: "ada@example.com",
};

describe("cxkit ingest and measure", () => {
  it("read a file, count it once, and give the score with interval and base", async () => {
    await using at = await shop();
    const file = await at.write("january.csv", shopExport(60));
    const first = await at.cx(["ingest", file, "--save-mapping"]);
    expect([first.code, first.err]).toEqual([0, ""]);
    expect(first.out).toMatch(/^january\.csv → files: 60 records: 60 new, 0 known already\n {2}assumed: /);
    expect(first.out).toMatch(/\n {2}kept in \S+files\.json, to be mended by hand\n$/);
    const second = await at.cx(["ingest", file]);
    expect(second.out).toContain("60 records: 0 new, 60 known already\n  columns as in ");

    const misspelt = await at.cx(["measure", "--by", "Reggion"]);
    expect([misspelt.code, misspelt.err]).toEqual([0, "cxkit: no answer has a Reggion\n"]);
    const table = await at.cx(["measure", "--by", "Region"]);
    expect([table.code, table.err]).toEqual([0, ""]);
    expect(table.out).toMatch(
      /^Region +Net Promoter Score +95 % interval +n\nNorth +33 +\S+ to \S+ +30\nSouth +33 /,
    );
    const weekly = await at.json<{ rows: { period: string; estimate: { n: number } | null }[] }>(
      "measure",
      "--every",
      "week",
      "--where",
      "Region=North",
    );
    expect(weekly.rows.map(({ period }) => period)).toContain("2026-W03");
    const january = await at.cx(["measure", "--from", "2026-01-01", "--until", "2026-01-15", "--csv"]);
    expect(january.out).toMatch(/^\uFEFFperiod,nps,low,high,n,hidden\r\n,\S+,\S+,\S+,32,\r\n$/);
  });

  it("take the user's word for columns, as reports do", async () => {
    await using at = await shop();
    const [heading = "", ...rows] = shopExport(60).trim().split("\n");
    const lines = [`${heading},Member`, ...rows.map((row, index) => `${row},M${index}`)];
    const file = await at.write("january.csv", `${lines.join("\n")}\n`);
    expect((await at.cx(["ingest", file, "--subject", "Member", "--segment", "Region"])).code).toBe(0);
    expect((await at.cx(["erase", "customer", "M7", "--yes"])).out).toMatch(/^erased: 1 events/);
    expect((await at.cx(["ingest", file, "--subject", "Member"])).out).toContain("0 new");
  });

  it.each([
    [["measure", "--score", "npss"], 4, /no score is called npss; there are nps\n/],
    [["measure", "--item", "recommend"], 4, /--item wants --metric: nps, csat, ces, mean\n/],
    [["measure", "--from", "yesterday"], 4, /--from wants a day such as 2026-03-01, got yesterday\n/],
    [["measure", "--where", "region"], 4, /--where wants FIELD=VALUE, got region\n/],
    [["measure", "--every", "fortnight"], 2, /day, week, month, quarter, year/],
    [["measure"], 5, /there are no answers to this\n/],
    [["ingest", "nowhere.csv"], 3, /nowhere\.csv: there is no such file\n/],
    [["cases", "show", "nil"], 4, /there is no case nil\n/],
    [["quarantine", "show", "9.9"], 4, /9\.9/],
  ])("%j is told in one sentence", async (args, code, message) => {
    await using at = await shop();
    const said = await at.cx(args);
    expect([said.code, said.err]).toEqual([code, expect.stringMatching(message)]);
    expect(said.err.trim().split("\n")).toHaveLength(1);
  });
});

describe("cxkit cases", () => {
  it("shows what came, and does what people do", async () => {
    await using at = await shop();
    await at.receive(unhappy);
    const [one] = await at.json<{ id: string }[]>("cases", "list");
    const id = one?.id ?? "";
    expect((await at.cx(["cases", "list"])).out).toMatch(new RegExp(`^id .*\\n${id} +open +anna `));
    expect((await at.cx(["cases", "show", id])).out).toContain("> Late again\n");
    expect((await at.cx(["cases", "ack", id])).out).toContain("acknowledged, anna has it");
    expect((await at.cx(["cases", "note", id, "called twice"])).code).toBe(0);
    expect((await at.cx(["cases", "assign", id, "anna"])).code).toBe(0);
    expect((await at.cx(["cases", "close", id, "--note", "refunded"])).out).toContain("closed (solved)");
    expect((await at.cx(["cases", "list"])).out).toBe("No case is open.\n");
    const shown = (await at.cx(["cases", "show", id])).out;
    for (const text of ["called twice", "refunded", "case.closed"]) expect(shown).toContain(text);
    expect(await at.json<object[]>("cases", "list", "--all")).toHaveLength(1);
  });

  it("opens one by hand, and wants to know who does", async () => {
    await using at = await shop();
    const opened = await at.cx([
      "cases",
      "open",
      "The app is down",
      "--stage",
      "use",
      "--note",
      "since noon",
    ]);
    expect(opened.out).toMatch(/The app is down.*open, anna has it/);
    const stranger = await at.cx(["cases", "open", "x", "--owner", "ana"]);
    expect([stranger.code, stranger.err]).toEqual([
      4,
      "cxkit: no one of people is called ana, did you mean anna?\n",
    ]);
    const account = await at.cx(["cases", "open", "y", "--json"], { env: { USER: "" }, user: "root" });
    expect(JSON.parse(account.out)).toMatchObject({ steps: [{ type: "case.opened", by: "root" }] });
    const nobody = await at.cx(["cases", "open", "x"], { env: {} });
    expect([nobody.code, nobody.err]).toEqual([4, "cxkit: say who does this with --by\n"]);
  });
});

describe("cxkit quarantine", () => {
  it("lists and shows what could not be used, and tries it again", async () => {
    await using at = await shop();
    await at.receive({ ...unhappy, score: 17 });
    const list = await at.json<{ id: string; connection: string }[]>("quarantine", "list");
    expect(list).toHaveLength(1);
    const id = list[0]?.id ?? "";
    expect((await at.cx(["quarantine", "list"])).out).toContain(id);
    expect((await at.cx(["quarantine", "show", id])).out).toContain('"score": 17');
    expect((await at.cx(["quarantine", "replay", id])).out).toMatch(
      /^1 tried again, 0 are right now, 1 are left\n$/,
    );
    const unknown = await at.cx(["quarantine", "replay", "99.0"]);
    expect([unknown.code, unknown.err]).toEqual([4, "cxkit: there is no record 99.0 in quarantine\n"]);
  });
});

describe("cxkit erase", () => {
  it("asks first, and then leaves nothing", async () => {
    await using at = await shop();
    await at.receive(unhappy);
    const no = await at.cx(["erase", "email", "ada@example.com"], { typed: "n\n" });
    expect([no.code, no.err]).toEqual([130, expect.stringContaining("nothing was erased\n")]);
    const nobody = await at.cx(["erase", "email", "ada@example.com"]);
    expect([nobody.code, nobody.err]).toEqual([4, expect.stringContaining("say --yes")]);
    const other = await at.cx(["erase", "mail", "ada@example.com", "--yes"]);
    expect(other.out).toMatch(/^Nothing of this mail was here: .*the kind and the spelling\.\n$/);
    const yes = await at.cx(["erase", "email", "ada@example.com"], { typed: "yes\n" });
    expect([yes.code, yes.out]).toEqual([0, expect.stringMatching(/^erased: [1-9]/)]);
    expect((await at.cx(["measure"])).code).toBe(5);
  });

  it("keeps somebody erased when the store is made again", async () => {
    await using at = await shop();
    await at.receive(unhappy);
    await at.cx(["erase", "email", "ada@example.com", "--yes"]);
    expect((await at.cx(["rebuild"])).out).toMatch(/^The store is made anew of \d+ entries\.\n$/);
    await at.receive({ ...unhappy, id: "r2" });
    expect((await at.cx(["measure"])).code).toBe(5);
  });
});

describe("cxkit status, alerts, notifications", () => {
  it("tell how things are", async () => {
    await using at = await shop();
    const status = await at.cx(["status"]);
    expect([status.code, status.out]).toEqual([
      0,
      expect.stringMatching(/^not running: .* until "cxkit run"\njournal: 0 entries/),
    ]);
    expect((await at.cx(["alerts"])).out).toBe("No rule has looked yet.\n");
    expect((await at.cx(["notifications"])).out).toBe("Everything was delivered.\n");
    expect((await at.cx(["notifications", "retry"])).out).toBe("0 sent again\n");
    expect(await at.json("notifications", "retry")).toEqual({ retried: 0 });
  });
});

describe("cxkit run", () => {
  it("says where everything is, and ends in peace when it is asked to", async () => {
    await using at = await shop();
    const stop = new AbortController();
    const ran = await at.cx(["run", "--port", "0"], {
      signal: stop.signal,
      watch: (text) => {
        if (text.includes("Ctrl+C")) stop.abort();
      },
    });
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(
      /Shop is at http:\/\/127\.0\.0\.1:\d+\n {2}webhook of orders: http:\/\/\S+\/hooks\/orders\n/,
    );
    expect(ran.out).toContain(`inbox of files: ${path.join(at.path, "inbox")}`);
    expect(ran.out.trimEnd()).toMatch(/stopped$/);
  });

  it("serve leaves inboxes alone; its log for machines is a line of JSON each", async () => {
    await using at = await shop();
    const stop = new AbortController();
    const ran = await at.cx(["serve", "--port", "0", "--json"], {
      signal: stop.signal,
      watch: (text) => {
        if (text.includes('"ready"')) stop.abort();
      },
    });
    const lines = ran.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { event: string; inboxes?: object[] });
    expect(lines.map(({ event }) => event)).toEqual(expect.arrayContaining(["started", "ready", "stopped"]));
    expect(lines.find(({ event }) => event === "ready")?.inboxes).toEqual([]);
  });
});

describe("cxkit init", () => {
  it("makes a workspace and says what comes next", async () => {
    await using folder = await temporaryFolder();
    const home = path.join(folder.path, "shop");
    const made = await called(["init", home, "--channel", "typeform", "--zone", "Europe/Berlin", "--yes"]);
    expect([made.code, made.err]).toEqual([0, ""]);
    for (const text of ["npx cxkit run", "/hooks/typeform", "TYPEFORM_SECRET"])
      expect(made.out).toContain(text);
    const secret = /TYPEFORM_SECRET=(\S+)/.exec(await readFile(path.join(home, ".env"), "utf8"))?.[1];
    expect(made.out).not.toContain(secret);
    expect((await called(["status", "-C", home])).code).toBe(0);
    const again = await called(["init", home]);
    expect([again.code, again.err]).toEqual([4, expect.stringContaining("is there already")]);
    expect((await called(["init", home, "--channel", "fax"])).err).toContain(
      "webhook, typeform, files, got fax",
    );
  });

  it("is what somebody without a workspace is told to do", async () => {
    await using folder = await temporaryFolder();
    const said = await called(["status", "-C", folder.path]);
    expect([said.code, said.err]).toEqual([4, expect.stringContaining('"cxkit init" makes one')]);
  });
});
