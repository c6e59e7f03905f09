/** Classes of what is told about people that a notifier can do without. */
export const personalClasses = ["behavioural", "free-text", "contact", "identifier"] as const;

/** What a plugin asked of the world while it was tried. */
export interface CapabilityUse {
  readonly network: readonly { readonly host: string; readonly method: string; readonly times: number }[];
  /** How a manifest names hosts that the configuration decides, by host; see `configuredHosts`. */
  readonly configured: { readonly [host: string]: readonly string[] };
  /** Secrets by name, and the hosts they were sent to; none: it proves or signs here. */
  readonly secrets: readonly { readonly name: string; readonly hosts: readonly string[] }[];
  /** Data classes without which a notifier would have sent something else. */
  readonly classes: readonly (typeof personalClasses)[number][];
}

/** A request as it was asked for. */
export interface UsedRequest {
  readonly host: string;
  readonly configured: readonly string[];
  readonly method: string;
  /** Names of the secrets in it, and of those that a token in it was given for. */
  readonly secrets: readonly string[];
  /** What it says, where that is compared. */
  readonly text?: string;
}

/** What was used, as it is used. */
export interface UsageLog {
  request(asked: UsedRequest): void;
  secret(name: string): void;
  needs(what: CapabilityUse["classes"][number]): void;
  used(): CapabilityUse;
  sent(): string;
}

/** Starts with nothing used. */
export function usageLog(): UsageLog {
  const network = new Map<string, { host: string; method: string; times: number }>();
  const configured = new Map<string, ReadonlySet<string>>();
  const secrets = new Map<string, Set<string>>();
  const classes = new Set<CapabilityUse["classes"][number]>();
  let sent = "";
  const hostsOf = (name: string): Set<string> => {
    const hosts = secrets.get(name) ?? new Set();
    secrets.set(name, hosts);
    return hosts;
  };
  return {
    request({ host, configured: forms, method, secrets: names, text = "" }) {
      const known = network.get(`${method} ${host}`) ?? { host, method, times: 0 };
      known.times += 1;
      network.set(`${method} ${host}`, known);
      if (forms.length > 0) configured.set(host, new Set([...(configured.get(host) ?? []), ...forms]));
      for (const name of names) hostsOf(name).add(host);
      sent += `${method} ${host} ${text}\n`;
    },
    secret: (name) => void hostsOf(name),
    needs: (what) => void classes.add(what),
    used: () => ({
      network: [...network.values()],
      configured: Object.fromEntries([...configured].map(([host, forms]) => [host, [...forms]])),
      secrets: [...secrets].map(([name, hosts]) => ({ name, hosts: [...hosts].toSorted() })),
      classes: personalClasses.filter((one) => classes.has(one)),
    }),
    sent: () => sent,
  };
}
