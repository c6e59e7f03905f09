/** Classes of what is told about people that a notifier can do without. */
export const personalClasses = ["behavioural", "free-text", "contact", "identifier"] as const;

/** What a plugin asked of the world while it was tried. */
export interface CapabilityUse {
  readonly network: readonly { readonly host: string; readonly method: string; readonly times: number }[];
  /** Secrets by name, and the hosts they were sent to; none: it proves or signs here. */
  readonly secrets: readonly { readonly name: string; readonly hosts: readonly string[] }[];
  /** Data classes without which a notifier would have sent something else. */
  readonly classes: readonly (typeof personalClasses)[number][];
}

/** What was used, as it is used. */
export interface UsageLog {
  request(host: string, method: string, secrets: readonly string[], body: string): void;
  secret(name: string): void;
  needs(what: CapabilityUse["classes"][number]): void;
  used(): CapabilityUse;
  sent(): string;
}

/** Starts with nothing used. */
export function usageLog(): UsageLog {
  const network = new Map<string, { host: string; method: string; times: number }>();
  const secrets = new Map<string, Set<string>>();
  const classes = new Set<CapabilityUse["classes"][number]>();
  let sent = "";
  const hostsOf = (name: string): Set<string> => {
    const hosts = secrets.get(name) ?? new Set();
    secrets.set(name, hosts);
    return hosts;
  };
  return {
    request(host, method, names, body) {
      const known = network.get(`${method} ${host}`) ?? { host, method, times: 0 };
      known.times += 1;
      network.set(`${method} ${host}`, known);
      for (const name of names) hostsOf(name).add(host);
      sent += `${method} ${host} ${body}\n`;
    },
    secret: (name) => void hostsOf(name),
    needs: (what) => void classes.add(what),
    used: () => ({
      network: [...network.values()],
      secrets: [...secrets].map(([name, hosts]) => ({ name, hosts: [...hosts].toSorted() })),
      classes: personalClasses.filter((one) => classes.has(one)),
    }),
    sent: () => sent,
  };
}
