import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { errorBody, plainHeaders } from "./answers.ts";
import type { RefusalReason, Refusals } from "./refusals.ts";

/** Answers what never became a request: bytes that are no HTTP, headers without end, a body that does not come. */
export function clientErrors(
  counter: Refusals,
): (error: Error & { readonly code?: string }, socket: Socket) => void {
  return (error, socket) => {
    // Somebody hung up. If a request was under way, its route counts that.
    if (error.code !== "ECONNRESET" && socket.writable) {
      const [status, reason] = meanings[error.code ?? ""] ?? ([400, "malformed-request"] as const);
      counter.end({ connection: null, reason, status }, socket);
      socket.write(answer(status));
    }
    socket.destroy();
  };
}

const meanings: { readonly [code: string]: readonly [number, RefusalReason] } = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, "request-timeout"],
  HPE_HEADER_OVERFLOW: [431, "headers-too-large"],
};

function answer(status: number): string {
  const body = errorBody(status);
  const headers = {
    "content-type": "application/json",
    ...plainHeaders,
    "content-length": Buffer.byteLength(body),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n${body}`;
}
