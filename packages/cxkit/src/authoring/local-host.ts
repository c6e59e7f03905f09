/**
 * Whether a host is this machine, with or without a port.
 *
 * @example isLocalHost("127.0.0.1:3000") // => true
 */
export function isLocalHost(host: string): boolean {
  return /^(?:(?:.*\.)?localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1\])(?::\d+)?$/i.test(host);
}
