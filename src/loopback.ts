/** Is a server on this machine? Then nobody stands on the way to it, and what crosses it may do so in clear. No I/O. */
import { isIP } from 'node:net';

/** @param host a name or an address as it stands in a config; `[::1]` too. No name is looked up. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}
