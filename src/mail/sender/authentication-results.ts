/**
 * What does the mail server that we trust say of the sender? Reads the Authentication-Results headers (RFC 8601) that
 * carry its name. Checking signatures ourselves, where it says nothing, is left to `authenticate.ts`.
 */
import { type Header, rawValues } from '../header.ts';
import type { Authentication } from '../message.ts';
import { commentEnd, quotedEnd } from './enclosed.ts';

/** More than any chain of checks adds. */
const MOST_HEADERS = 20;

/**
 * The verdict on the From domain.
 *
 * Only the first header from the top that names our server can speak for the sender: servers put theirs above what came
 * with the mail, and take away what pretends to be theirs (RFC 8601 §5). Where checks run one after the other, each
 * adds a header of its own; but a server that puts them below its Received line and takes nothing away leaves the
 * sender's own forgery right beneath them. So those that follow the first, up to the next Received, can only speak
 * against the sender. What they say for the sender is checked anew.
 *
 * @param headers of the whole mail, topmost first
 * @param fromDomain of the From address; null where it has none
 * @param authservId our server's name; null: no header is trusted
 */
export function readAuthentication(
  headers: Header[],
  fromDomain: string | null,
  authservId: string | null,
): Authentication {
  if (fromDomain === null) return none('no From domain');
  if (authservId === null) return undecided(none('no Authentication-Results are trusted'));
  const [first, ...more] = runOf(headers, authservId.toLowerCase());
  if (!first) return undecided(none(`no Authentication-Results of ${authservId}`));
  const from = fromDomain.toLowerCase();
  const verdict = verdictOn(first, from, authservId);
  if (verdict.verdict === 'pass') return partlySigned(verdict, first, headers, from);
  if (verdict.verdict !== 'none') return verdict;
  const against = more
    .map((results) => verdictOn(results, from, authservId))
    .find((lower) => lower.verdict === 'fail' || lower.verdict === 'unknown');
  return against ?? verdict;
}

/** The results of our server's headers: from the topmost one down to the next Received. */
function runOf(headers: Header[], authservId: string): Result[][] {
  const run: Result[][] = [];
  for (const { name, raw } of headers) {
    if (name === 'received' && run.length > 0) break;
    if (name !== 'authentication-results' || run.length === MOST_HEADERS) continue;
    const read = parse(raw);
    if (read?.authservId === authservId) run.push(read.results);
  }
  return run;
}

/** Nothing that we trust has decided, so that the signatures are worth a check of our own. */
function undecided(authentication: Authentication): Authentication {
  return { ...authentication, undecided: true };
}

/**
 * A signature over part of the body (RFC 6376 §8.2, `l=`) passes whatever is added below that part. Where our server
 * rests on signatures, and one of the From domain's is such a one, it may be the one that passed.
 */
function partlySigned(verdict: Authentication, results: Result[], headers: Header[], from: string): Authentication {
  const bySpf = results.some((one) => one.method === 'spf' && one.result === 'pass' && isAligned(signedBy(one), from));
  const partial = !bySpf && partialSignature(headers, from);
  return partial ? undecided({ verdict: 'fail', because: `${partial}; ${verdict.because}` }) : verdict;
}

/** Says of an aligned signature that it covers part of the body alone; null where there is none. */
function partialSignature(headers: Header[], from: string): string | null {
  for (const raw of rawValues(headers, 'dkim-signature').slice(0, MOST_HEADERS)) {
    const tags = new Map(raw.slice(0, LONGEST_HEADER).split(';').map(tagOf));
    const domain = domainOf(tags.get('d'));
    if (tags.has('l') && isAligned(domain, from)) return `a signature of ${domain} covers only part of the body (l=)`;
  }
  return null;
}

/** RFC 6376 §3.2: `name = value`. Names in any case, as some verifiers take them. */
function tagOf(tag: string): [string, string] {
  const equals = tag.indexOf('=');
  const name = equals < 0 ? '' : tag.slice(0, equals);
  return [
    name.trim().toLowerCase(),
    tag
      .slice(equals + 1)
      .trim()
      .toLowerCase(),
  ];
}

interface Result {
  /** `dmarc`, `dkim`, `spf`, …; lower case. */
  method: string;
  /** `pass`, `fail`, …; lower case. */
  result: string;
  /** `header.from`, `policy.dmarc`, … with their values, all lower case. */
  properties: Map<string, string>;
  /** The comments within this result, lower case. */
  comments: string[];
}

function verdictOn(results: Result[], from: string, authservId: string): Authentication {
  const because = (result: Result) => `${authservId}: ${said(result)}`;
  const about = (result: Result) => {
    const domain = domainOf(result.properties.get('header.from'));
    return domain === null || domain === from;
  };
  const dmarcs = results.filter((result) => result.method === 'dmarc');
  const dmarc = dmarcs.find(about);
  if (!dmarc && dmarcs[0]) return undecided(none(`${because(dmarcs[0])}, which is not the From domain ${from}`));
  switch (dmarc?.result) {
    case 'pass':
      return { verdict: 'pass', because: because(dmarc) };
    case 'fail':
      return policyOf(dmarc) === 'none'
        ? none(`${because(dmarc)}, and ${from} asks for nothing`)
        : { verdict: 'fail', because: because(dmarc) };
    case 'temperror':
      return undecided({ verdict: 'unknown', because: because(dmarc) });
  }
  const aligned = results.find(
    (result) => result.result === 'pass' && about(result) && isAligned(signedBy(result), from),
  );
  if (aligned) return { verdict: 'pass', because: `${because(aligned)}, aligned with ${from}` };
  const looked = results.map(said).join(', ');
  const nothing = none(`${authservId}: ${looked === '' ? 'no results' : looked}; nothing passes for ${from}`);
  // A server that looked for DMARC and for signatures has decided; one that could not, or does not, has not.
  const couldNot = results.some(({ method, result }) => method === 'dkim' && result === 'temperror');
  return dmarc && !couldNot ? nothing : undecided(nothing);
}

function none(because: string): Authentication {
  return { verdict: 'none', because };
}

/** The domain that a passed result answers for: RFC 8601 §2.7.1 (DKIM), §2.7.2 (SPF, the envelope sender only). */
function signedBy({ method, properties }: Result): string | null {
  if (method === 'dkim') return domainOf(properties.get('header.d') ?? properties.get('header.i'));
  if (method === 'spf') return domainOf(properties.get('smtp.mailfrom'));
  return null;
}

/** RFC 7489 §3.1 in its relaxed mode; "same organisational domain" is approximated by one domain being within the other. */
function isAligned(domain: string | null, from: string): boolean {
  if (domain === null || !domain.includes('.')) return false;
  return domain === from || from.endsWith(`.${domain}`) || domain.endsWith(`.${from}`);
}

/** What the domain asks for: from `policy.dmarc`, Exchange's `action`, or a comment such as `(p=REJECT sp=NONE)`. */
function policyOf({ properties, comments }: Result): 'none' | 'enforced' | 'unknown' {
  const commented = comments
    .map((comment) => /(?:^|[\s,;])p=([a-z]+)/.exec(comment)?.[1])
    .find((policy) => policy !== undefined);
  const policy =
    properties.get('policy.dmarc') ??
    properties.get('policy.published-domain-policy') ??
    commented ??
    properties.get('action');
  if (policy === undefined) return 'unknown';
  return policy === 'none' ? 'none' : 'enforced';
}

function domainOf(value: string | undefined): string | null {
  const domain = value?.slice(value.lastIndexOf('@') + 1).replace(/\.$/, '');
  return domain ? domain : null;
}

function said({ method, result, properties }: Result): string {
  const shown = ['header.from', 'header.d', 'smtp.mailfrom', 'policy.dmarc'].flatMap((name) => {
    const value = properties.get(name);
    return value === undefined ? [] : [`${name}=${value}`];
  });
  return [`${method}=${result}`, ...shown].join(' ').slice(0, 200);
}

type Token = { kind: 'word' | 'comment'; text: string } | { kind: '=' | ';' };

const LONGEST_HEADER = 16_384;

/** RFC 8601 §2.2: `authserv-id [version] *(";" resinfo)`. Null where it does not begin with a name. */
function parse(value: string): { authservId: string; results: Result[] } | null {
  const tokens = tokensOf(value.slice(0, LONGEST_HEADER));
  const statements: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === ';') statements.push([]);
    else statements.at(-1)?.push(token);
  }
  const [head = [], ...rest] = statements;
  const [id, ...after] = head.filter((token) => token.kind !== 'comment');
  // After the name only a version may stand; `mx.example=pass` is a result without a name before it.
  if (!id || !('text' in id) || after.some((token) => !('text' in token) || !/^\d+$/.test(token.text))) return null;
  return { authservId: id.text.toLowerCase(), results: rest.flatMap((statement) => resultOf(statement) ?? []) };
}

/** `method[/version]=result (comment) reason="…" ptype.property=value …` */
function resultOf(statement: Token[]): Result | null {
  const comments = statement.flatMap((token) => (token.kind === 'comment' ? [token.text.toLowerCase()] : []));
  const parts = statement.filter((token) => token.kind !== 'comment');
  const pairs: [string, string][] = [];
  for (let at = 0; at + 2 < parts.length; ) {
    const [name, equals, value] = parts.slice(at, at + 3);
    if (name && 'text' in name && equals?.kind === '=' && value && 'text' in value) {
      pairs.push([name.text.toLowerCase(), value.text.toLowerCase()]);
      at += 3;
    } else {
      at++;
    }
  }
  const [first, ...rest] = pairs;
  // The method comes first or the statement says nothing we can rely on.
  if (!first || parts[1]?.kind !== '=') return null;
  const properties = new Map<string, string>();
  // The first of a repeated property counts: a value that the sender chose cannot put another one after it.
  for (const [name, text] of rest) if (!properties.has(name)) properties.set(name, text);
  return { method: first[0].split('/')[0] ?? '', result: first[1], properties, comments };
}

/** One pass over the value: words (quoted or not), comments (which nest and may stand anywhere), `=` and `;`. */
function tokensOf(value: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < value.length) {
    const char = value.charAt(at);
    if (char.trim() === '') at++;
    else if (char === '=' || char === ';') {
      tokens.push({ kind: char });
      at++;
    } else if (char === '(') {
      const end = endOr(commentEnd(value, at), value);
      tokens.push({ kind: 'comment', text: value.slice(at + 1, end) });
      at = end + 1;
    } else {
      const { text, end } = wordAt(value, at, tokens.at(-1)?.kind === '=');
      tokens.push({ kind: 'word', text });
      at = end;
    }
  }
  return tokens;
}

/**
 * A word with the quoted strings that touch it: `"ana@acme.example"@relay.example` is one address at relay.example, and a
 * reader that stopped at the quote would take it for one at acme.example. As a value it may hold "=", as in bounce
 * addresses such as `srs0=hash=tt=acme.example=ana@relay.example`.
 */
function wordAt(value: string, start: number, isValue: boolean): { text: string; end: number } {
  let text = '';
  let at = start;
  while (at < value.length) {
    const char = value.charAt(at);
    if (char === '"') {
      const end = endOr(quotedEnd(value, at), value);
      text += value.slice(at + 1, end).replace(/\\(.)/g, '$1');
      at = end + 1;
    } else if (/[\s;(]/.test(char) || (char === '=' && !isValue)) {
      break;
    } else {
      PLAIN.lastIndex = at;
      const plain = PLAIN.exec(value)?.[0] ?? char;
      text += plain;
      at += plain.length;
    }
  }
  return { text, end: at };
}

/** Letters of a word that end none. */
const PLAIN = /[^\s;(="]+/y;

/** What is left open goes to the end: nothing in it counts. */
function endOr(end: number, value: string): number {
  return end < 0 ? value.length : end;
}
