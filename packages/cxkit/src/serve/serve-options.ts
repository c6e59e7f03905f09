import type { Connection, LogEntry } from "@cxkit/host";
import type { Secret } from "@cxkit/core";
import type { Refusal } from "./refusals.ts";

/** How the routes of a workspace behave, whoever serves them. */
export interface RouteOptions {
  /**
   * Where people and producers reach these routes, with the path they are mounted under: `https://cx.example.com`. Producers sign this
   * address, so it is never read from a request. Default: where the server listens.
   */
  readonly publicUrl?: string;
  readonly limits?: Partial<RouteLimits>;
  /** Language of the case pages. Default: what the browser asks for, else English. */
  readonly language?: "en" | "zh";
  /** IANA zone in which the case pages say times. Default `UTC`. */
  readonly zone?: string;
  /**
   * Who shows it as a bearer token sees the details of `/health`. Without it only this machine does, and only while `publicUrl` is not
   * another machine's: behind a proxy everybody comes from here.
   */
  readonly healthToken?: Secret;
  /** Told of every request that never reached the host. Its address, headers and body are not said. */
  readonly onRefused?: (refusal: Refusal) => void;
  /** Told of what happens; never of a secret, an address or the words of a customer. */
  readonly log?: (entry: LogEntry) => void;
}

/** Where a workspace listens, and for whom. */
export interface ServeOptions extends Omit<RouteOptions, "limits"> {
  /** The connections that the host was made with: whether each can prove who sends decides where a server may listen. */
  readonly connections: readonly Connection[];
  /** Address to listen on. Default `127.0.0.1`: this machine only. */
  readonly address?: string;
  /** Default 8787; `0` takes any that is free. */
  readonly port?: number;
  /** Addresses or networks (CIDR) of proxies whose `x-forwarded-for` is believed. Default: none. */
  readonly trustProxy?: readonly string[];
  readonly limits?: Partial<ServeLimits>;
}

/** What the routes take at most. */
export interface RouteLimits {
  /** Bytes of a request's body. Default 1 MiB. */
  readonly bodyBytes: number;
  /** Headers of one request. Default 100. */
  readonly headers: number;
  /** Requests a minute from one address (IPv6: one /64). Default 6 000. */
  readonly perAddress: number;
  /** Requests a minute for one connection. Default 60 000. */
  readonly perConnection: number;
  /** Addresses remembered for it; the one seen longest ago is forgotten first. Default 10 000. */
  readonly addresses: number;
  /** Entries acknowledged but not stored, from which on `/health` says `overloaded`. Default 10 000, the host's own. */
  readonly backlog: number;
}

/** What a server takes at most. */
export interface ServeLimits extends RouteLimits {
  /** Bytes of all headers of a request. Default 16 KiB. */
  readonly headerBytes: number;
  /** Seconds in which the headers must be there. Default 10. */
  readonly headerSeconds: number;
  /** Seconds in which the whole request must be there. Default 30. */
  readonly requestSeconds: number;
  /** Seconds a connection without a request is kept. Default 60: longer than most proxies keep theirs. */
  readonly idleSeconds: number;
  /** Open connections. Default 2 000. */
  readonly connections: number;
  /** Seconds that requests under way have when the server closes. Default 10. */
  readonly closeSeconds: number;
}

export const defaultLimits: ServeLimits = {
  bodyBytes: 1 << 20,
  headers: 100,
  perAddress: 6_000,
  perConnection: 60_000,
  addresses: 10_000,
  backlog: 10_000,
  headerBytes: 16 << 10,
  headerSeconds: 10,
  requestSeconds: 30,
  idleSeconds: 60,
  connections: 2_000,
  closeSeconds: 10,
};

/** Options with nothing left open. */
export interface RouteSettings extends Omit<RouteOptions, "limits"> {
  readonly limits: RouteLimits;
}
