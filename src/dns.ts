/**
 * What does the DNS say? Each question has a deadline, is asked once at a time, and its answer is kept for a while; what
 * an answer means is left to who asks. No answer at all is never taken for "there is nothing".
 */
import { Resolver } from 'node:dns/promises';

export interface Dns {
  /**
   * The records of one type: strings, or lists of strings for TXT, as `node:dns` gives them.
   * @throws DnsError
   */
  resolve(name: string, type: string): Promise<string[] | string[][]>;
  close(): void;
}

/** No records: either there are none, which is an answer, or the DNS could not be asked now. */
export class DnsError extends Error {
  /** As `node:dns` names it. */
  readonly code: string;
  constructor(code: string, name: string) {
    super(`${code} for ${name}`);
    this.code = code;
  }

  /** The DNS answered that there is no such name or record. */
  get isAbsence(): boolean {
    return this.code === 'ENOTFOUND' || this.code === 'ENODATA';
  }
}

export interface DnsOptions {
  /** Addresses, with a port where it is not 53; null: those of the machine. */
  servers: string[] | null;
  /** UTC ms. */
  now: () => number;
}

/** How long one question may take (ms). It is asked once more half-way: a datagram may be lost. */
const QUERY_MS = 2_000;
/** How long is remembered what was answered, and that nothing was (ms). The latter spares a batch of mails the same wait. */
const KEEP_ANSWER = 5 * 60_000;
const KEEP_FAILURE = 30_000;
const MOST_KEPT = 2_000;
/** Characters. Records of keys and policies have well under a thousand; more than this is as good as none. */
const LONGEST_ANSWER = 16_384;

interface Kept {
  answer: Promise<string[] | string[][]>;
  until: number;
}

/** Opens a resolver with an empty memory. */
export function openDns({ servers, now }: DnsOptions): Dns {
  const resolver = new Resolver({ timeout: QUERY_MS / 2, tries: 2 });
  if (servers) resolver.setServers(servers);
  /** The one used last is the last. */
  const kept = new Map<string, Kept>();

  async function ask(name: string, type: string): Promise<string[] | string[][]> {
    // What can't be a name is not there. Node refuses it with a code that would mean "not now".
    if (name.length > 253 || !/^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/.test(name))
      throw new DnsError('ENOTFOUND', name);
    try {
      const answer = (await within(QUERY_MS, name, resolver.resolve(name, type))) as string[] | string[][];
      const length = answer.flat().reduce((sum, text) => sum + text.length, 0);
      if (length > LONGEST_ANSWER) throw new DnsError('ENODATA', name);
      return answer;
    } catch (error) {
      if (error instanceof DnsError) throw error;
      const code = (error as { code?: unknown }).code;
      throw new DnsError(typeof code === 'string' ? code : 'EUNKNOWN', name);
    }
  }

  return {
    resolve(written, type) {
      const name = written.toLowerCase().replace(/\.$/, '');
      const key = `${type} ${name}`;
      const known = kept.get(key);
      kept.delete(key);
      if (known && known.until > now()) {
        kept.set(key, known);
        return known.answer;
      }
      const asked: Kept = { answer: ask(name, type), until: Number.POSITIVE_INFINITY };
      asked.answer.then(
        () => {
          asked.until = now() + KEEP_ANSWER;
        },
        (error: DnsError) => {
          asked.until = now() + (error.isAbsence ? KEEP_ANSWER : KEEP_FAILURE);
        },
      );
      kept.set(key, asked);
      const [oldest] = kept.size > MOST_KEPT ? kept.keys() : [];
      if (oldest !== undefined) kept.delete(oldest);
      return asked.answer;
    },
    close: () => resolver.cancel(),
  };
}

/** @throws DnsError ETIMEOUT when the time is over first */
export async function within<T>(ms: number, name: string, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new DnsError('ETIMEOUT', name)), ms);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
