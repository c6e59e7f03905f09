import { Socket } from "node:net";

/** The channel to the host, in a process behind the fence. */
export interface HostChannel {
  send(bytes: Buffer, sent?: () => void): void;
}

/**
 * Opens descriptor 3. The socket carries all its members itself: whoever changes the classes of streams and emitters, which plugins share,
 * gets no hold of it, and through it of what connects.
 *
 * @param take gets what comes, in any portions
 * @param closed called when the host is gone
 */
export function hostChannel(take: (portion: Buffer) => void, closed: () => void): HostChannel {
  const socket = new Socket({ fd: 3, readable: true, writable: true });
  for (
    let shared: unknown = Object.getPrototypeOf(socket);
    typeof shared === "object" && shared !== null && shared !== Object.prototype;
    shared = Object.getPrototypeOf(shared)
  ) {
    for (const name of Reflect.ownKeys(shared)) {
      if (Object.hasOwn(socket, name)) continue;
      const member = Object.getOwnPropertyDescriptor(shared, name) ?? {};
      Object.defineProperty(socket, name, name === "constructor" ? { value: undefined } : member);
    }
  }
  closePrototypes(socket);
  socket.on("data", take);
  socket.on("close", closed);
  socket.on("error", closed);
  return { send: (bytes, sent) => void socket.write(bytes, sent) };
}

/**
 * Node puts what it works with into objects that inherit from what plugins reach as well (of handles by `zlib` for one): a setter there would
 * be handed the connection, and so would a method that stands in the place of another. So nobody adds or replaces any. What is no method
 * stays assignable: Node 20 has `onread` there, and where it cannot be assigned no socket connects, which would look like a fence.
 */
function closePrototypes(socket: Socket): void {
  const { _handle: handle } = socket as unknown as { readonly _handle: object };
  for (
    let shared: unknown = Object.getPrototypeOf(handle);
    typeof shared === "object" && shared !== null && shared !== Object.prototype;
    shared = Object.getPrototypeOf(shared)
  ) {
    Object.seal(shared);
    for (const name of Reflect.ownKeys(shared)) {
      // Looked at, it would be asked of an object that is no connection, and that ends the process.
      if (name === "onread") continue;
      const member = Object.getOwnPropertyDescriptor(shared, name);
      if (typeof member?.value === "function") Object.defineProperty(shared, name, { writable: false });
    }
  }
  // Not frozen: whoever gives an object of theirs a `toString` would fail.
  Object.preventExtensions(Object.prototype);
  Object.preventExtensions(Array.prototype);
}
