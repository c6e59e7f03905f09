/** Stands where a plugin's process stands, and has got round the fence: says more than anybody can read, and never stops. */
import { Socket } from "node:net";
import { frame } from "./frame.ts";
import { type FromPlugin, protocol } from "./message.ts";

const socket = new Socket({ fd: 3, readable: true, writable: true });
const say = (message: FromPlugin): boolean => socket.write(frame(message));
const line = (): void => {
  while (say({ t: "log", lines: 1, text: "a line" }));
};
socket.on("drain", line);
socket.once("data", () => {
  say({ t: "hello", protocol, node: process.version });
  line();
});
