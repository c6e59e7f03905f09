/**
 * A value as JSON, with what JSON has no word for under a tag: bytes and typed arrays, and numbers that are not finite. What has no
 * meaning on the other side (functions, symbols) is left out as JSON leaves it out.
 *
 * @throws {TypeError} for a big integer; a RangeError for what contains itself
 * @example toWire({ body: new Uint8Array([1, 2]) }) // => '{"body":{"$cxkit":"Uint8Array","base64":"AQI="}}'
 */
export function toWire(value: unknown): string {
  return JSON.stringify(packed(value)) ?? "null";
}

/**
 * Reads what {@link toWire} wrote. A key `__proto__` is refused, however it is written: copied into an object it would become what the object
 * inherits from.
 *
 * @throws {SyntaxError} when it is no JSON, or holds such a key or an unknown tag
 * @example fromWire('{"body":{"$cxkit":"Uint8Array","base64":"AQI="}}') // => { body: new Uint8Array([1, 2]) }
 */
export function fromWire(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // Looked for in the text first: a walk over every value costs as much as reading it.
  if (text.includes("__proto__") || (text.includes("\\u") && escaped.test(text))) refusePrototypes(value);
  return text.includes(tagged) ? unpacked(value) : value;
}

const tag = "$cxkit";
const tagged = `"${tag}"`;
/** An escape of a letter or sign that could stand in `__proto__`. */
const escaped = /\\u00[5-7]/i;

const arrays = {
  Uint8Array,
  Uint16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
} as const;

type Plain = { readonly [key: string]: unknown };

/** The value itself where JSON has words for all of it: that is nearly always, and costs no copy. */
function packed(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : { [tag]: String(value) };
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined;
    for (let at = 0; at < value.length; at += 1) {
      const one: unknown = value[at];
      if (typeof one === "string") continue;
      const other = packed(one);
      if (other !== one) (copy ??= value.slice())[at] = other;
    }
    return copy ?? value;
  }
  if (ArrayBuffer.isView(value)) return packedBytes(value);
  const { toJSON } = value as { readonly toJSON?: unknown };
  if (typeof toJSON === "function") return packed(toJSON.call(value));
  let copy: Record<string, unknown> | undefined;
  let taken = false;
  for (const key of Object.keys(value)) {
    const one = (value as Plain)[key];
    if (key === tag) taken = true;
    if (typeof one === "string") continue;
    const other = packed(one);
    if (other !== one) (copy ??= { ...value })[key] = other;
  }
  return taken ? { [tag]: "object", entries: Object.entries(copy ?? value) } : (copy ?? value);
}

function packedBytes(view: ArrayBufferView): unknown {
  const kind = Object.entries(arrays).find(([, array]) => view instanceof array)?.[0];
  if (kind === undefined) throw new TypeError("such a view of bytes cannot cross");
  const bytes = Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  return { [tag]: kind, base64: bytes.toString("base64") };
}

function unpacked(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(unpacked);
  const whole = value as Plain;
  if (!Object.hasOwn(whole, tag)) {
    return Object.fromEntries(Object.entries(whole).map(([key, one]) => [key, unpacked(one)]));
  }
  const { [tag]: kind, base64, entries } = whole;
  if (kind === "NaN" || kind === "Infinity" || kind === "-Infinity") return Number(kind);
  if (kind === "object" && Array.isArray(entries)) {
    return Object.fromEntries(
      (entries as (readonly [string, unknown])[]).map(([key, one]) => [key, unpacked(one)]),
    );
  }
  if (typeof kind === "string" && Object.hasOwn(arrays, kind) && typeof base64 === "string") {
    const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
    const array = arrays[kind as keyof typeof arrays];
    if (bytes.byteLength % array.BYTES_PER_ELEMENT === 0) return new array(bytes.buffer);
  }
  throw new SyntaxError("a tag is not known");
}

function refusePrototypes(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (Object.hasOwn(value, "__proto__")) throw new SyntaxError("a key __proto__ is not taken");
  for (const one of Object.values(value)) refusePrototypes(one);
}
