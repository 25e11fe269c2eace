/** Machines that write to each other, left alone for a day: how many letters come of it. Each desk is whole, its database real. */
import { describe, expect, test } from 'vitest';
import { type Posted, type VirtualDesk, virtualPost } from '../support/virtual-post.ts';

const DESK = 'suporte@blip.example';
const OTHER = 'help@globex.example';
const ANA = 'ana@acme.example';

/** The caps of the shipped config. */
const A_RECIPIENT_AN_HOUR = 20;
const A_RECIPIENT_A_DAY = 50;

let mails = 0;

/** A mail without any sign of a machine. */
function mailOf(
  from: string,
  to: string,
  headers: string[] = ['Subject: Bom dia'],
  text = 'Recebi, obrigada pelo retorno de todos.',
): Posted {
  mails += 1;
  const head = [
    `From: <${from}>`,
    `To: <${to}>`,
    `Message-ID: <${mails}.${from}>`,
    'Content-Type: text/plain; charset=utf-8',
    ...headers,
  ];
  return { from, to, raw: [...head, '', `${text} (${mails})`, ''].join('\r\n') };
}

/** A header's value as it stands, folded lines joined; empty where there is none. */
function headerOf(raw: string, name: string): string {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
}

/** A relay that drops these headers. */
const without = (names: string[]) => (raw: string) =>
  raw.replace(new RegExp(`^(?:${names.join('|')}): .*\r\n(?:[ \t].*\r\n)*`, 'gim'), '');

const OWNED_UP = ['Auto-Submitted', 'X-Auto-Response-Suppress', 'X-Chamado-Loop'];
const THREADS = ['In-Reply-To', 'References', 'Subject'];

function dispositions({ settled }: VirtualDesk): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { decision } of settled) counts[decision.disposition] = (counts[decision.disposition] ?? 0) + 1;
  return counts;
}

const reasons = ({ settled }: VirtualDesk) => settled.map(({ decision }) => decision.because.join('; '));

describe('two desks that are each other’s customers', { timeout: 60_000 }, () => {
  async function started(relay?: (raw: string) => string) {
    const post = virtualPost(relay);
    const ours = await post.desk(DESK, [OTHER]);
    const theirs = await post.desk(OTHER, [DESK], { ticketPrefix: 'GLX' });
    const byHand = () => post.send(mailOf(DESK, OTHER, ['Subject: Uma pergunta'], 'Como faço para ver os registros?'));
    return { post, ours, theirs, byHand };
  }

  test('one letter comes of a mail written by hand: the other sees that it is automatic', async () => {
    const { post, ours, theirs, byHand } = await started();
    byHand();
    await post.pass(24);
    expect(post.letters).toHaveLength(1);
    expect(dispositions(theirs)).toEqual({ opened: 1 });
    expect(dispositions(ours)).toEqual({ ignored: 1 });
    expect(reasons(ours)).toEqual([expect.stringContaining('Auto-Submitted: auto-replied')]);
  });

  test('where a relay drops every automatic header, each mail’s own token ends it: two letters', async () => {
    const { post, ours, theirs, byHand } = await started(without(OWNED_UP));
    byHand();
    await post.pass(24);
    expect(post.letters).toHaveLength(2);
    expect(dispositions(ours)).toEqual({ opened: 1 });
    expect(dispositions(theirs)).toEqual({ opened: 1, appended: 1 });
  });

  test('where threads and subjects are dropped too, the cap for a recipient ends it, and every mail is a ticket', async () => {
    const { post, ours, theirs, byHand } = await started(without([...OWNED_UP, ...THREADS]));
    byHand();
    await post.pass(24);
    expect(post.letters).toHaveLength(2 * A_RECIPIENT_AN_HOUR);
    expect(dispositions(ours)).toEqual({ opened: A_RECIPIENT_AN_HOUR });
    expect(dispositions(theirs)).toEqual({ opened: A_RECIPIENT_AN_HOUR + 1 });
    expect(reasons(theirs).at(-1)).toContain('no acknowledgement: 20 letters');
    expect(reasons(theirs).at(-1)).toContain('limits.lettersPerRecipientHour');
  });

  test('a day of it, started anew each hour, is within the day’s cap for a recipient', async () => {
    const { post, ours, theirs, byHand } = await started(without([...OWNED_UP, ...THREADS]));
    await post.pass(24, byHand);
    const to = (address: string) => post.letters.filter((letter) => letter.to === address).length;
    expect([to(DESK), to(OTHER)]).toEqual([A_RECIPIENT_A_DAY, A_RECIPIENT_A_DAY]);
    expect(reasons(theirs).at(-1)).toContain('limits.lettersPerRecipientDay');
    // Nothing is lost: what is not answered is a ticket all the same.
    expect(dispositions(theirs)).toEqual({ opened: 24 + to(OTHER) });
    expect(dispositions(ours)).toEqual({ opened: to(DESK) });
    expect(theirs.store.reads.tickets(null, 1_000)).toHaveLength(24 + to(OTHER));
  });
});

describe('a responder at a contact’s address that answers everything', { timeout: 60_000 }, () => {
  async function started(
    answer: (mail: Posted) => Posted,
    over: { contacts?: string[]; limits?: Record<string, number> } = {},
  ) {
    const post = virtualPost();
    const contacts = over.contacts ?? [ANA];
    const desk = await post.desk(DESK, contacts, { limits: over.limits ?? {} });
    for (const address of contacts) post.answering(address, answer);
    const byHand = () => {
      for (const address of contacts) post.send(mailOf(address, DESK, ['Subject: Menu do bot'], 'Como altero o menu?'));
    };
    return { post, desk, byHand };
  }

  const keepsThread = ({ to, raw }: Posted) =>
    mailOf(to, DESK, [`Subject: ${headerOf(raw, 'Subject')}`, `In-Reply-To: ${headerOf(raw, 'Message-ID')}`]);
  const keepsSubject = ({ to, raw }: Posted) => mailOf(to, DESK, [`Subject: ${headerOf(raw, 'Subject')}`]);
  const keepsNothing = ({ to }: Posted) => mailOf(to, DESK);

  test('a vacation notice without headers is known by its words: one letter a mail of the person', async () => {
    const { post, desk, byHand } = await started(({ to, raw }) =>
      mailOf(
        to,
        DESK,
        [`Subject: =?utf-8?Q?Resposta_autom=C3=A1tica=3A?= ${headerOf(raw, 'Subject')}`],
        'Estou de férias até segunda-feira.',
      ),
    );
    await post.pass(24, byHand);
    expect(post.letters).toHaveLength(24);
    const { opened, ...rest } = dispositions(desk);
    expect([opened, Object.values(rest)]).toEqual([24, [24]]);
    expect(reasons(desk).at(-1)).toMatch(/^auto-reply: Subject: Resposta automática/);
  });

  test.each([
    ['our subject and In-Reply-To', keepsThread],
    ['our subject alone', keepsSubject],
  ])('keeping %s: each answer joins its ticket, one letter a mail of the person', async (_what, answer) => {
    const { post, desk, byHand } = await started(answer);
    await post.pass(24, byHand);
    expect(post.letters).toHaveLength(24);
    expect(dispositions(desk)).toEqual({ opened: 24, appended: 24 });
  });

  test('keeping nothing: the hour’s cap ends it', async () => {
    const { post, desk, byHand } = await started(keepsNothing);
    byHand();
    await post.pass(24);
    expect(post.letters).toHaveLength(A_RECIPIENT_AN_HOUR);
    expect(dispositions(desk)).toEqual({ opened: A_RECIPIENT_AN_HOUR + 1 });
    expect(desk.store.reads.unhealthy()).toEqual([]);
  });

  test('keeping nothing, and the person writes each hour: the day’s cap holds', async () => {
    const { post, desk, byHand } = await started(keepsNothing);
    await post.pass(24, byHand);
    expect(post.letters).toHaveLength(A_RECIPIENT_A_DAY);
    expect(dispositions(desk)).toEqual({ opened: A_RECIPIENT_A_DAY + 24 });
    expect(reasons(desk).at(-1)).toContain('limits.lettersPerRecipientDay');
  });

  test('the next day it is written to again', async () => {
    const { post, byHand } = await started(keepsNothing);
    await post.pass(24, byHand);
    await post.pass(24);
    byHand();
    await post.pass(1);
    expect(post.letters).toHaveLength(A_RECIPIENT_A_DAY + A_RECIPIENT_AN_HOUR);
  });

  test('many of them: the breaker of the desk opens, and every mail is a ticket', async () => {
    const contacts = Array.from({ length: 12 }, (_, i) => `c${i}@acme.example`);
    const { post, desk, byHand } = await started(keepsNothing, { contacts, limits: { lettersPerDeskDay: 100 } });
    byHand();
    await post.pass(24);
    expect(post.letters).toHaveLength(100);
    expect(dispositions(desk)).toEqual({ opened: 100 + contacts.length });
    expect(reasons(desk).at(-1)).toContain(
      'no acknowledgement: the desk wrote 100 letters within a day (limits.lettersPerDeskDay)',
    );
  });
});
