import type {
  Channel,
  Command,
  Http,
  HttpRequest,
  HttpResponse,
  Notifier,
  Secret,
  Secrets,
  TokenRequest,
} from "@cxkit/core";
import { configuredHosts } from "../configured-hosts.ts";
import type { FixtureAnswer } from "../fixture.ts";
import type { RecordedNote } from "./recorded-note.ts";

/** What watching takes. Nothing of `@cxkit/core` is imported: who watches is loaded before it. */
export interface ContributionWatch {
  readonly tell: (note: RecordedNote) => void;
  /** The secrets in a request. */
  readonly secretsOf: (request: HttpRequest) => readonly Secret[];
  /** Runs what is not the plugin's doing: the network that a test gives it. */
  readonly beside: <Result>(work: () => Result) => Result;
}

/**
 * A contribution that does what it did, and tells what it asks for: hosts and methods, secrets by name and where they go, what a notifier
 * was told. It sees every test's network, for it stands on the contribution's side of it.
 */
export function watchedContribution<Definition extends { readonly id: string }>(
  kind: string,
  definition: Definition,
  watch: ContributionWatch,
): Definition {
  watch.tell({ note: "defined", kind, id: definition.id });
  const given: unknown = definition;
  const watched =
    kind === "channel"
      ? watchedChannel(given as Channel, watch)
      : kind === "notifier"
        ? watchedNotifier(given as Notifier, watch)
        : kind === "command"
          ? watchedCommand(given as Command, watch)
          : given;
  return watched as Definition;
}

function watchedChannel(channel: Channel, watch: ContributionWatch): Channel {
  const about = { kind: "channel", id: channel.id };
  const { webhook, streams, hydrate } = channel;
  return {
    ...channel,
    ...(webhook && {
      webhook: {
        ...webhook,
        verify(request, secrets, now, config) {
          watch.tell({ note: "called", ...about });
          return webhook.verify(request, watchedSecrets(about, secrets, watch), now, config);
        },
      },
    }),
    ...(streams && {
      streams: Object.fromEntries(
        Object.entries(streams).map(([name, stream]) => [
          name,
          {
            ...stream,
            pull: (context, cursor) => stream.pull(watchedContext(about, context, watch), cursor),
          },
        ]),
      ),
    }),
    ...(hydrate && {
      hydrate: {
        ...hydrate,
        complete: (raw, context) => hydrate.complete(raw, watchedContext(about, context, watch)),
      },
    }),
  };
}

/** Notifications of one notifier that are kept: a few shapes tell which classes of data it uses. */
const shapes = 4;

function watchedNotifier(notifier: Notifier, watch: ContributionWatch): Notifier {
  const about = { kind: "notifier", id: notifier.id };
  const seen = new Set<string>();
  return {
    ...notifier,
    async deliver(notification, context) {
      const answers: FixtureAnswer[] = [];
      const watched = watchedContext(about, context, watch);
      const http: Http = async (request) => {
        const response = await watched.http(request);
        answers.push(answerOf(request, response));
        return response;
      };
      const receipt = await notifier.deliver(notification, { ...watched, http });
      const shape = Object.keys(notification).toSorted().join();
      if (receipt.delivered && seen.size < shapes && !seen.has(shape)) {
        seen.add(shape);
        const { config } = context;
        watch.tell({ note: "notification", id: notifier.id, config, notification, answers });
      }
      return receipt;
    },
  };
}

function watchedCommand(command: Command, watch: ContributionWatch): Command {
  const about = { kind: "command", id: command.id };
  return {
    ...command,
    // The configuration that decides a command's hosts are its parameters.
    run(params, context) {
      const { http } = watchedContext(about, { http: context.http, config: params }, watch);
      return command.run(params, { ...context, http });
    },
  };
}

type About = { readonly kind: string; readonly id: string };

/** Names of the secrets that tokens were given for. */
const tokens = new WeakMap<Secret, readonly string[]>();

function watchedContext<
  Context extends {
    readonly http: Http;
    readonly config?: unknown;
    readonly secrets?: Secrets;
    readonly token?: (request: TokenRequest) => Promise<Secret>;
  },
>(about: About, context: Context, watch: ContributionWatch): Context {
  const { secrets, token, config } = context;
  watch.tell({ note: "called", ...about });
  const namesIn = (request: HttpRequest): readonly string[] => {
    const names = watch.secretsOf(request).flatMap((secret) => {
      const held = Object.entries(secrets ?? {}).filter(([, all]) => all.includes(secret));
      return held.length > 0 ? held.map(([name]) => name) : (tokens.get(secret) ?? []);
    });
    return [...new Set(names)].toSorted();
  };
  const asked = (request: HttpRequest): void => {
    if (!URL.canParse(request.url)) return;
    const { host } = new URL(request.url);
    const { method } = request;
    const configured = configuredHosts(host, config);
    watch.tell({ note: "request", ...about, host, configured, method, secrets: namesIn(request) });
  };
  return {
    ...context,
    http(request: HttpRequest) {
      asked(request);
      return watch.beside(() => context.http(request));
    },
    ...(secrets && { secrets: watchedSecrets(about, secrets, watch) }),
    ...(token && {
      async token(request: TokenRequest) {
        asked(request.request);
        const given = await watch.beside(() => token(request));
        tokens.set(given, namesIn(request.request));
        return given;
      },
    }),
  };
}

function watchedSecrets(about: About, secrets: Secrets, watch: ContributionWatch): Secrets {
  return new Proxy(secrets, {
    get(target, name) {
      // Whoever prints or awaits it asks for members that every object has.
      if (typeof name === "string" && !(name in Object.prototype) && name !== "then" && name !== "toJSON")
        watch.tell({ note: "secret", ...about, name });
      return Reflect.get(target, name);
    },
  });
}

/** What a fixture would say of it. */
function answerOf({ url }: HttpRequest, { status, headers, body }: HttpResponse): FixtureAnswer {
  return { url, status, headers, body: new TextDecoder().decode(body.subarray(0, 20_000)) };
}
