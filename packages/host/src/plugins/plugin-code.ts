import { activationEvent } from "./activation-event.ts";
import type { PluginCode } from "./manager-contract.ts";
import type { ContributionReference, PluginRunner } from "./runner.ts";
import type { RunningCode } from "./running-code.ts";

/** What calls need of the plugin they go to. */
export interface CallPlace {
  readonly id: string;
  /** The code, started where it does not run. */
  readonly ready: (event: string) => Promise<RunningCode>;
  /** Something is under way; what it returns says that it no longer is. */
  readonly take: () => () => void;
  readonly failed: (contribution: string, member: string, thrown: unknown) => void;
}

/** The code of a plugin, as calls that start it, hold it and are counted. */
export function pluginCode({ id, ready, take, failed }: CallPlace): PluginCode {
  return {
    async call(target, member, args, options) {
      const release = take();
      try {
        const { during } = await ready(activationEvent(target, member));
        return await during((runner) => runner.call(target, member, args, options));
      } catch (thrown) {
        failed(`${id}/${target.id}`, member, thrown);
        throw thrown;
      } finally {
        release();
      }
    },
    pages: (target, stream, cursor, options) =>
      handedOut(target, `streams.${stream}`, `onStream:${target.id}/${stream}`, (runner) =>
        runner.pages(target, stream, cursor, options),
      ),
    read: (target, options) =>
      handedOut(target, "file.read", activationEvent(target, "file.read"), (runner) =>
        runner.read(target, options),
      ),
  };

  // What comes in pages: the code is held from the first to the last of them.
  async function* handedOut<Page>(
    target: ContributionReference,
    member: string,
    event: string,
    open: (runner: PluginRunner) => AsyncIterable<Page>,
  ): AsyncIterable<Page> {
    const release = take();
    let close = async (): Promise<unknown> => undefined;
    try {
      const from = await ready(event);
      const pages = open(from.runner)[Symbol.asyncIterator]();
      close = async () => {
        // Of code that is gone nothing comes back.
        if (!from.over) await from.during(async () => pages.return?.());
      };
      for (;;) {
        const page = await from.during(() => pages.next());
        if (page.done === true) return;
        yield page.value;
      }
    } catch (thrown) {
      failed(`${id}/${target.id}`, member, thrown);
      throw thrown;
    } finally {
      await close().then(undefined, () => {});
      release();
    }
  }
}
