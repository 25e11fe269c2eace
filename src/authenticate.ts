/**
 * Who really sent this mail, where our mail server has not said it? Checks its DKIM signatures (RFC 6376) and the DMARC
 * policy of its From domain (RFC 9989), asking the DNS. What our server said is `mail/sender/authentication-results.ts`'s
 * question; what the desk does about an answer is the ticket's.
 *
 * SPF is left out: it is about the host that delivered to our server, which no header of the mail proves.
 */
import type { Buffer } from 'node:buffer';
import type { DKIMResult, DMARCResult } from 'mailauth';
import { type Dns, DnsError, openDns, within } from './dns.ts';
import type { Authentication, Message, Understood } from './mail/message.ts';
import { checkable } from './mail/sender/checkable.ts';
import { asciiDomain } from './mail/sender/domain.ts';

export interface Authenticator {
  /**
   * The mail with a verdict on its sender. Comes back as it is where our server has decided, or where nothing is done
   * by the sender's word.
   * @param raw the whole mail, unchanged until this resolves
   * @param receivedAt signatures may expire; they count for this moment
   * @param asPerson a person said that no program wrote it, whatever it looks like
   */
  authenticated(understood: Understood, raw: Buffer, receivedAt: number, asPerson?: boolean): Promise<Understood>;
  close(): void;
}

export interface AuthenticatorOptions {
  /** DNS servers, with a port where it is not 53; null: those of the machine. */
  dnsServers: string[] | null;
  /** Whether checks are made at all; asked anew for each mail. */
  checkSignatures: () => boolean;
  /** UTC ms. */
  now: () => number;
}

/** How long the DNS may take for one mail in all (ms). */
const MAIL_MS = 5_000;
/** Mails that are checked at the same time: they mostly wait for the DNS. */
const AT_ONCE = 50;

/** Opens what checks senders; nothing is asked before the first mail that needs it. */
export function openAuthenticator({ dnsServers, checkSignatures, now }: AuthenticatorOptions): Authenticator {
  // Opened by the first mail that needs it: a server that decides for all of them costs nothing here.
  let dns: Dns | null = null;
  const turn = turns(AT_ONCE);
  return {
    async authenticated(understood, raw, receivedAt, asPerson = false) {
      if (!('message' in understood) || !needsCheck(understood.message, asPerson) || !checkSignatures())
        return understood;
      const { message } = understood;
      const { authentication } = message;
      dns ??= openDns({ servers: dnsServers, now });
      const ask = asking(dns);
      const own = await turn(() => checked(raw, message.from?.address ?? '', receivedAt, ask));
      // What our server found wrong is not undone by finding nothing here.
      const stands = own.verdict === 'none' && authentication.verdict === 'fail';
      const verdict = stands ? { verdict: authentication.verdict, because: authentication.because } : own;
      return { message: { ...message, authentication: verdict } };
    },
    close: () => dns?.close(),
  };
}

/** Asks the DNS about a domain, as a check of a mail from it would. @returns that it answers, in words @throws DnsError */
export async function probeDns(dnsServers: string[] | null, domain: string): Promise<string> {
  const dns = openDns({ servers: dnsServers, now: Date.now });
  const whose = dnsServers ? dnsServers.join(', ') : 'the DNS servers of this machine';
  try {
    await dns.resolve(`_dmarc.${domain}`, 'TXT');
    return `${whose} answer; ${domain} has a DMARC policy`;
  } catch (error) {
    if (!(error instanceof DnsError) || !error.isAbsence) throw error;
    return `${whose} answer`;
  } finally {
    dns.close();
  }
}

/** Bounces act by our token, and nothing acts on a mail with a defect. */
function needsCheck({ authentication, from, defect, automatic }: Message, asPerson: boolean): boolean {
  const byProgram = !asPerson && (automatic?.kind === 'bounce' || automatic?.kind === 'loop');
  const untouched = defect !== null || byProgram;
  return authentication.undecided === true && from !== null && !untouched;
}

/** The verdict of DKIM and DMARC on the From address. Never rejects. */
async function checked(raw: Buffer, from: string, receivedAt: number, ask: Asking): Promise<Authentication> {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const resolver = ask.about(domain);
  try {
    const results = await signaturesOn(raw, domain, receivedAt, resolver);
    const passed = results.filter((one) => one.status.result === 'pass');
    // Loaded only now: a desk whose server decides never needs it.
    const { evaluateDmarc } = await import('mailauth/lib/dmarc/index.js');
    const { response } = await evaluateDmarc({
      headerFrom: [from],
      dkimDomains: passed.filter(isWhole).map((one) => ({ domain: one.signingDomain ?? '' })),
      resolver,
    });
    return verdictOn(passed, response || null, `${signaturesFound(results)}; ${policyFound(response || null)}`, ask);
  } catch (error) {
    return say('unknown', `it could not be made (${messageOf(error)})`);
  }
}

/** The signatures that count, each with its result. Over a limit none does, and the policy still speaks. */
async function signaturesOn(raw: Buffer, domain: string, receivedAt: number, resolver: Resolve): Promise<DKIMResult[]> {
  const mail = checkable(raw);
  if (!mail) return [];
  const { dkimVerify } = await import('mailauth/lib/dkim/verify.js');
  // RFC 8301 §3.1: SHA-1 proves nothing.
  const options = { resolver, curTime: new Date(receivedAt), rejectRsaSha1: true };
  const { results, headerFrom } = await dkimVerify(mail, options);
  return readsFrom(headerFrom, domain) ? results.filter((one) => one.signingDomain !== undefined) : [];
}

function verdictOn(passed: DKIMResult[], dmarc: DMARCResult | null, found: string, ask: Asking): Authentication {
  const result = dmarc?.status.result ?? 'none';
  if (result === 'pass') return say('pass', found);
  // Without a policy there is still a signature, or none.
  const aligned = passed.find((one) => isWhole(one) && one.status.aligned);
  if (result === 'none' && aligned) return say('pass', `${found}; ${aligned.signingDomain} is aligned with its From`);
  const partial = passed.find((one) => !isWhole(one) && one.status.aligned);
  if (partial)
    return say('fail', `the signature of ${partial.signingDomain} covers only part of the body (l=); ${found}`);
  const failed = ask.failed();
  if (failed !== null) return say('unknown', `the DNS gives no answer (${failed})`);
  return say(result === 'fail' && dmarc?.policy !== 'none' ? 'fail' : 'none', found);
}

function say(verdict: Authentication['verdict'], why: string): Authentication {
  return { verdict, because: `checked here: ${why}` };
}

function isWhole(signature: DKIMResult): boolean {
  return signature.canonBodyLengthLimited !== true;
}

/** Whether it sees the one From that we see: what it takes for another mail's author proves nothing of this one's. */
function readsFrom(headerFrom: string[], domain: string): boolean {
  const [from, ...more] = headerFrom.map((address) => asciiDomain(address.slice(address.lastIndexOf('@') + 1)));
  return from === domain && more.length === 0;
}

function signaturesFound(results: DKIMResult[]): string {
  if (results.length === 0) return 'no signature';
  return results.map((one) => `dkim=${one.status.result} header.d=${one.signingDomain}`.slice(0, 200)).join(', ');
}

function policyFound(dmarc: DMARCResult | null): string {
  const policy = dmarc?.policy ? `, policy ${dmarc.policy} of ${dmarc.policyDomain}` : '';
  return `dmarc=${dmarc?.status.result ?? 'none'}${policy}`;
}

type Resolve = Dns['resolve'];

interface Asking {
  /** Answers questions that are to the point for a mail from this domain, until the mail's time is over. */
  about(domain: string): Resolve;
  /** The first question that had no answer, or null. */
  failed(): string | null;
}

/** The questions of one mail. */
function asking(dns: Dns): Asking {
  let failed: string | null = null;
  // Hashing a large mail is not the DNS's delay: the time begins with the first question.
  let began: number | null = null;
  return {
    about: (domain) => async (name, type) => {
      if (!isToThePoint(name, domain)) throw new DnsError('ENOTFOUND', name);
      began ??= performance.now();
      try {
        return await within(Math.max(0, began + MAIL_MS - performance.now()), name, dns.resolve(name, type));
      } catch (error) {
        if (!(error instanceof DnsError) || !error.isAbsence) failed ??= messageOf(error);
        throw error;
      }
    },
    failed: () => failed,
  };
}

/** Keys of domains that can't be aligned with this one prove nothing, and are not looked up at a stranger's bidding. */
function isToThePoint(name: string, domain: string): boolean {
  const at = name.lastIndexOf('._domainkey.');
  if (at < 0) return true;
  const organisation = (one: string) => one.toLowerCase().replace(/\.$/, '').split('.').slice(-2).join('.');
  return organisation(name.slice(at + '._domainkey.'.length)) === organisation(domain);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Lets so many pieces of work go on at a time; the others wait in their order. */
function turns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
