import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Server } from "node:net";
import * as fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { guardedHttp } from "./guarded-http.ts";

const open: Server[] = [];
afterEach(async () => {
  await Promise.all(
    open.splice(0).map((server) => {
      if ("closeAllConnections" in server) (server.closeAllConnections as () => void)();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
});

async function listening(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  return listening(createServer(answer));
}

const loopback = guardedHttp({ allow: ["127.0.0.1"] });

describe("a request to an allowed place", () => {
  it("arrives as it was made, and its answer comes back whole", async () => {
    let seen: unknown;
    const port = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const body = Buffer.concat(chunks).toString();
        const { method, url, headers } = request;
        seen = { method, url, body, length: headers["content-length"], x: headers["x-mark"] };
        response.writeHead(418, { "Content-Type": "text/plain", "Set-Cookie": ["a=1", "b=2"] });
        response.end("茶");
      });
    });
    const url = `http://127.0.0.1:${port}/a/b?c=d`;
    const answer = await loopback({ method: "POST", url, headers: { "X-Mark": "m" }, body: "水" });
    expect(seen).toEqual({ method: "POST", url: "/a/b?c=d", body: "水", length: "3", x: "m" });
    expect(answer.status).toBe(418);
    expect(answer.headers).toMatchObject({ "content-type": "text/plain", "set-cookie": "a=1, b=2" });
    expect(new TextDecoder().decode(answer.body)).toBe("茶");
  });

  it("is answered with a redirect, which is not followed", async () => {
    let asked = 0;
    const port = await serve((_, response) => {
      asked += 1;
      response.writeHead(302, { location: "/elsewhere" }).end();
    });
    const { status, headers } = await loopback({ method: "GET", url: `http://127.0.0.1:${port}/` });
    expect([status, headers["location"], asked]).toEqual([302, "/elsewhere", 1]);
  });

  it("ends when the server would rather speak another protocol", async () => {
    const server = createSocketServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () =>
        socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"),
      );
    });
    const port = await listening(server);
    const asked = loopback({ method: "POST", url: `http://127.0.0.1:${port}/?token=x`, body: "x" });
    await expect(asked).rejects.toMatchObject({
      code: "unavailable",
      message: expect.not.stringMatching(/token/),
    });
  });

  it("may be allowed by name, by name and port, by range, in either family", async () => {
    const port = await serve((_, response) => void response.end());
    const url = `http://Inside.test.:${port}/`;
    const through = (allow: string, address = "127.0.0.1") =>
      guardedHttp({ allow: [allow], resolve: async () => [address] })({ method: "GET", url }).then(
        ({ status }) => status,
        (error: { code: string }) => error.code,
      );
    expect(await through("inside.test")).toBe(200);
    expect(await through(`inside.test:${port}`)).toBe(200);
    expect(await through("127.0.0.0/8")).toBe(200);
    expect(await through(`127.0.0.1:${port}`)).toBe(200);
    expect(await through("inside.test:1")).toBe("invalid-setup");
    expect(await through("127.0.0.1:1")).toBe("invalid-setup");
    expect(await through("10.0.0.0/8")).toBe("invalid-setup");
    expect(await through("other.test")).toBe("invalid-setup");
    expect(await through("::1", "::1")).not.toBe("invalid-setup");
    // A name's leave does not reach to where clouds keep their keys.
    expect(await through("inside.test", "169.254.169.254")).toBe("invalid-setup");
    expect(await through("inside.test", "::ffff:127.0.0.1")).toBe("invalid-setup");
  });
});

describe("a name", () => {
  it("is refused when a name stands for it, even beside a good one", async () => {
    const http = guardedHttp({ resolve: async () => ["93.184.216.34", "10.0.0.1"] });
    await expect(http({ method: "GET", url: "https://both.test/" })).rejects.toMatchObject({
      code: "invalid-setup",
      message: "both.test is, or stands for, an address that is not allowed",
    });
  });

  it("cannot be slipped in after the judgement: one look-up, and the connection goes there", async () => {
    const port = await serve((_, response) => void response.end("here"));
    let asked = 0;
    const resolve = async () => [(asked += 1) === 1 ? "127.0.0.1" : "127.0.0.2"];
    const http = guardedHttp({ allow: ["127.0.0.1"], resolve });
    const { body } = await http({ method: "GET", url: `http://turns.test:${port}/` });
    expect([new TextDecoder().decode(body), asked]).toEqual(["here", 1]);
  });
});

describe("a request that is none", () => {
  it.each([
    ["file:///etc/passwd", "a request needs https: or http:, got file:"],
    ["/relative", "a request needs a whole URL"],
    ["http://me:hunter2@127.0.0.1/", "a URL must not hold credentials: 127.0.0.1"],
  ])("is refused: %s", async (url, message) => {
    await expect(loopback({ method: "GET", url })).rejects.toMatchObject({ code: "invalid-setup", message });
  });

  it.each(["connection", "Transfer-Encoding", "CONTENT-LENGTH", "host"])(
    "is one that frames itself anew by %s",
    async (name) => {
      const request = loopback({ method: "GET", url: "http://127.0.0.1:1/", headers: { [name]: "x" } });
      await expect(request).rejects.toMatchObject({ code: "invalid-setup" });
    },
  );

  it("no method, header or path gets a line break onto the wire", async () => {
    const lines: string[] = [];
    const port = await listening(
      createSocketServer((socket) => {
        socket.on("data", (chunk) => {
          lines.push(...chunk.toString("latin1").split(/[\r\n]+/));
          socket.end("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        });
        socket.on("error", () => {});
      }),
    );
    const evil = fc
      .tuple(
        fc.string(),
        fc.constantFrom("\r\nevil: 1", "\nevil: 1", "\r\revil: 1", "\u560a\u560devil: 1"),
        fc.string(),
      )
      .map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(evil, fc.constantFrom("method", "name", "value", "path"), async (text, where) => {
        const request = {
          method: where === "method" ? text : "GET",
          url: `http://127.0.0.1:${port}/${where === "path" ? text : ""}`,
          headers: where === "name" ? { [text]: "x" } : where === "value" ? { "x-a": text } : {},
        };
        await loopback(request).catch(() => null);
        expect(lines.filter((line) => line.toLowerCase().startsWith("evil"))).toEqual([]);
      }),
      { numRuns: 60 },
    );
    expect(lines).toContain(`Host: 127.0.0.1:${port}`);
  });
});

describe("nothing that answers", () => {
  const secret = "?token=hunter2";

  it("in time is unavailable, and the message has no path and no query", async () => {
    const port = await serve(() => {});
    const http = guardedHttp({ allow: ["127.0.0.1"], timeoutMs: 30 });
    const request = http({ method: "GET", url: `http://127.0.0.1:${port}/hook/T0${secret}` });
    await expect(request).rejects.toMatchObject({
      code: "unavailable",
      message: `http://127.0.0.1:${port} did not answer within 30 ms`,
    });
  });

  it("in time, byte by byte, is unavailable too", async () => {
    const port = await serve((_, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("a");
    });
    const http = guardedHttp({ allow: ["127.0.0.1"], timeoutMs: 30 });
    const request = http({ method: "GET", url: `http://127.0.0.1:${port}/` });
    await expect(request).rejects.toMatchObject({ code: "unavailable" });
  });

  it("to a name that is looked up for ever is unavailable", async () => {
    const http = guardedHttp({ timeoutMs: 10, resolve: () => new Promise(() => {}) });
    await expect(http({ method: "GET", url: "http://slow.test/" })).rejects.toMatchObject({
      code: "unavailable",
    });
  });

  it("because it breaks off, or speaks no HTTP, is unavailable, and nothing of it is told", async () => {
    const port = await listening(
      createSocketServer((socket) => {
        socket.on("error", () => {});
        socket.once("data", (chunk) => {
          if (chunk.includes("GET /cut")) socket.end("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab");
          else socket.end("hunter2 is the password\r\n\r\n");
        });
      }),
    );
    for (const path of ["cut", "other"]) {
      const failure = await loopback({
        method: "GET",
        url: `http://127.0.0.1:${port}/${path}${secret}`,
      }).then(
        () => expect.unreachable("it broke off"),
        (error: Error & { code: string }) => error,
      );
      expect(failure.code).toBe("unavailable");
      expect(failure.cause).toBeUndefined();
      expect(failure.message).not.toMatch(/hunter2|cut|other/);
    }
  });

  it("because nobody listens, or nobody has the name, is unavailable", async () => {
    const port = await serve(() => {});
    await new Promise((resolve) => open.splice(0)[0]?.close(resolve));
    await expect(loopback({ method: "GET", url: `http://127.0.0.1:${port}/` })).rejects.toMatchObject({
      code: "unavailable",
      message: `http://127.0.0.1:${port} did not answer: ECONNREFUSED`,
    });
    const unknown = guardedHttp({ resolve: async () => [] });
    await expect(unknown({ method: "GET", url: "http://unknown.test/" })).rejects.toMatchObject({
      code: "unavailable",
      message: "http://unknown.test did not answer: ENOTFOUND",
    });
  });

  it("because whoever asked gave up is unavailable, at once", async () => {
    const stop = new AbortController();
    const port = await serve(() => stop.abort());
    const request = { method: "GET", url: `http://127.0.0.1:${port}/`, signal: stop.signal };
    await expect(loopback(request)).rejects.toMatchObject({ code: "unavailable", message: /given up/ });
  });

  it("in fewer bytes than allowed is unavailable, however it is sent", async () => {
    const port = await serve((request, response) => {
      if (request.url === "/told") response.writeHead(200, { "content-length": "2000" });
      response.end("x".repeat(2000));
    });
    const http = guardedHttp({ allow: ["127.0.0.1"], maxResponseBytes: 1000 });
    for (const path of ["/told", "/chunked"]) {
      const request = http({ method: "GET", url: `http://127.0.0.1:${port}${path}` });
      await expect(request).rejects.toMatchObject({ code: "unavailable", message: /more than 1000 bytes/ });
    }
  });
});

it("limits that are no limits are refused", () => {
  expect(() => guardedHttp({ timeoutMs: 0 })).toThrow(
    "guardedHttp requires timeoutMs to be a whole number ≥ 1, got 0",
  );
});
