/** What was touched while a piece of work ran that has no business there. */
export interface Trapped<T> {
  readonly result: T;
  readonly touched: readonly string[];
}

/**
 * What is watched: `pure` for `decode`, `pulling` for reading with everything ambient as a parameter, `loading` for an import, during
 * which the platform's own loader may do what it does.
 */
export type TrapSet = "pure" | "loading" | "pulling";

const clocks = [
  ["Date", "now"],
  ["Math", "random"],
  ["performance", "now"],
] as const;
const doers = [
  "fetch",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "XMLHttpRequest",
  "WebSocket",
] as const;
const local = [
  "toLocaleString",
  "toLocaleDateString",
  "toLocaleTimeString",
  "getTimezoneOffset",
  "getHours",
  "getDate",
  "getDay",
  "getMonth",
  "getFullYear",
  "getMinutes",
  "toString",
  "toDateString",
  "toTimeString",
  "setHours",
  "setDate",
  "setMonth",
  "setFullYear",
] as const;
const locale = [
  ["String", "localeCompare"],
  ["String", "toLocaleLowerCase"],
  ["String", "toLocaleUpperCase"],
  ["Number", "toLocaleString"],
  ["BigInt", "toLocaleString"],
  ["Array", "toLocaleString"],
] as const;

/**
 * Runs a piece of work while the platform's clock, randomness, network, timers and environment are watched, and puts everything back.
 * Synchronous work only sees its own; around asynchronous work nobody else may run.
 */
export async function trapped<T>(set: TrapSet, work: () => T | Promise<T>): Promise<Trapped<T>> {
  const touched = notes(set === "loading");
  const undo: (() => void)[] = [];
  try {
    lay(set, touched, undo);
    return { result: await work(), touched: touched.all() };
  } finally {
    for (const restore of undo.toReversed()) restore();
  }
}

/** {@link trapped} for work that is done at once: nothing else can run meanwhile. `placeless` watches zone and language instead. */
export function trappedNow<T>(set: TrapSet | "placeless", work: () => T): Trapped<T> {
  const touched = notes(false);
  const undo: (() => void)[] = [];
  try {
    if (set === "placeless") layPlaces(touched, undo);
    else lay(set, touched, undo);
    return { result: work(), touched: touched.all() };
  } finally {
    for (const restore of undo.toReversed()) restore();
  }
}

/** What is global now, to see what a module leaves behind. */
export function globalNames(): readonly string[] {
  return Object.getOwnPropertyNames(globalThis);
}

function lay(set: TrapSet, touched: Notes, undo: (() => void)[]): void {
  const world = globalThis as unknown as { [name: string]: unknown };
  for (const [holder, member] of clocks) {
    const target = world[holder] as { [name: string]: unknown } | undefined;
    if (target)
      replace(target, member, (original) => calling(`${holder}.${member}`, original, touched), undo);
  }
  replace(world, "Date", (original) => noting(original, touched), undo);
  for (const name of doers) {
    if (set === "pulling" && name === "queueMicrotask") continue;
    if (name in world) replace(world, name, (original) => calling(name, original, touched), undo);
  }
  const { process } = world as { readonly process?: { [name: string]: unknown } };
  if (!process) return;
  replace(process, "env", (original) => reading("process.env", original, touched), undo);
  for (const name of ["on", "once", "addListener", "cwd", "exit", "hrtime"])
    replace(process, name, (original) => calling(`process.${name}`, original, touched), undo);
}

/** Everything that has a place or a language. */
function layPlaces(touched: Notes, undo: (() => void)[]): void {
  const world = globalThis as unknown as {
    [name: string]: { [name: string]: unknown } & { prototype: { [name: string]: unknown } };
  };
  for (const member of local) {
    const { Date } = world;
    if (Date)
      replace(Date.prototype, member, (original) => calling(`Date ${member}`, original, touched), undo);
  }
  for (const [holder, member] of locale) {
    const target = world[holder]?.prototype;
    if (target)
      replace(target, member, (original) => calling(`${holder} ${member}`, original, touched), undo);
  }
  const { Intl } = world;
  for (const name of ["DateTimeFormat", "NumberFormat", "Collator", "PluralRules", "ListFormat"])
    if (Intl) replace(Intl, name, (original) => unplaced(`Intl.${name}`, original, touched), undo);
}

function replace(
  target: { [name: string]: unknown },
  name: string,
  by: (original: unknown) => unknown,
  undo: (() => void)[],
): void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  try {
    Object.defineProperty(target, name, {
      value: by(target[name]),
      configurable: true,
      writable: true,
      enumerable: before?.enumerable ?? true,
    });
  } catch {
    // What the platform does not let be replaced cannot be watched.
    return;
  }
  undo.push(() => {
    if (before) Object.defineProperty(target, name, before);
    else delete target[name];
  });
}

interface Notes {
  add(name: string): void;
  all(): readonly string[];
}

/** @param sparing leaves out what the platform, or a test runner, does to load a module */
function notes(sparing: boolean): Notes {
  const noted = new Set<string>();
  return {
    add(name) {
      if (!sparing || !askedByLoader()) noted.add(name);
    },
    all: () => [...noted],
  };
}

/** Whether whoever asked is none of the module's code. Called by `add`, called by a trap, called by who asked. */
function askedByLoader(): boolean {
  const [, , , , asker = ""] = (new Error("who asks?").stack ?? "").split("\n");
  return /\bnode:|\/node_modules\/(?:.*\/)?(?:vite|vitest|vite-node|tsx|jiti)\//.test(asker);
}

type Callable = (...args: readonly unknown[]) => unknown;

function calling(name: string, original: unknown, touched: Notes): unknown {
  if (typeof original !== "function") return original;
  return new Proxy(original as Callable, {
    apply(target, self, args) {
      touched.add(name);
      return Reflect.apply(target, self, args);
    },
    construct(target, args) {
      touched.add(name);
      return Reflect.construct(target, args) as object;
    },
  });
}

/** `new Date()` and `Date()` ask the clock; `new Date(0)` does not. */
function noting(original: unknown, touched: Notes): unknown {
  return new Proxy(original as DateConstructor, {
    construct(target, args, made) {
      if (args.length === 0) touched.add("new Date()");
      return Reflect.construct(target, args, made === original ? target : made) as object;
    },
    apply(target, self, args) {
      touched.add("Date()");
      return Reflect.apply(target as unknown as Callable, self, args);
    },
  });
}

/** With a place and a language named, these are the same everywhere. */
function unplaced(name: string, original: unknown, touched: Notes): unknown {
  return new Proxy(original as new (...args: readonly unknown[]) => object, {
    construct(target, args) {
      const [language, options]: readonly unknown[] = args;
      const placed = name !== "Intl.DateTimeFormat" || zoned(options);
      if (language === undefined || !placed) touched.add(name);
      return Reflect.construct(target, args);
    },
  });
}

function reading(name: string, original: unknown, touched: Notes): unknown {
  return new Proxy(original as object, {
    get(target, key) {
      if (typeof key === "string") touched.add(`${name}.${key}`);
      return Reflect.get(target, key) as unknown;
    },
    ownKeys(target) {
      touched.add(name);
      return Reflect.ownKeys(target);
    },
  });
}

function zoned(options: unknown): boolean {
  return (
    typeof options === "object" && options !== null && typeof Reflect.get(options, "timeZone") === "string"
  );
}
