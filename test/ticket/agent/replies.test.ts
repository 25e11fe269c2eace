/** What the customer gets of an agent's answer, from each mail program: the finished mail, read again. */
import { readdirSync } from 'node:fs';
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { MARKER } from '../../../src/letters/marker.ts';
import { composeMail } from '../../../src/letters/mime.ts';
import { writeLetter } from '../../../src/letters/write.ts';
import { readMail } from '../../../src/mail/read.ts';
import { SHIPPED_TEMPLATES } from '../../../src/setup.ts';
import { loadTemplates } from '../../../src/templates.ts';
import { decide } from '../../../src/ticket/decide.ts';
import { DESK, fixture } from '../../mail/mails.ts';
import { facts, mail, NOW, PASS, said } from '../../support/facts.ts';
import { agentsDesk, BIA, lettersOf, supportTicket, threadOf } from './agents-desk.ts';

const NAMES = readdirSync(new URL('../../fixtures/mail/agent-reply/', import.meta.url)).map((file) =>
  file.slice(0, -4),
);
/** Nothing for the customer: no words and no file, a note, a forward, parts of our letter amid the words. */
const KEPT = [
  'gmail-web-pt-br-forward-without-words',
  'gmail-web-pt-br-interleaved-with-marker',
  'outlook-desktop-en-without-words',
  'outlook-web-en-note-and-attachment',
];
/** What stands in the letter that they quote, and is the desk's own. */
const INSIDE = [MARKER.begin, MARKER.end, 'Caio', 'fatura em atraso', 'bia@', 'Bia Lima', '#', 'iPhone', 'Outlook'];

const { templates } = await loadTemplates(SHIPPED_TEMPLATES, null);
const desk = agentsDesk({
  agents: [{ ...BIA, addresses: ['bia@blip.example'] }],
  queues: [],
  address: 'suporte@blip.example',
  identity: DESK,
});

/** The customers' words that the answers between the lines are about. */
const ASKED = said({
  text: [
    'Bom dia, o bot parou de responder no WhatsApp às 9h.',
    'Já tentamos publicar o fluxo outra vez.',
    'Buenos días, el bot dejó de responder en WhatsApp a las 9.',
    'Ya publicamos el flujo otra vez.',
  ].join('\n'),
});

async function answered(name: string) {
  const message = { ...(await readMail(fixture(`agent-reply/${name}`), DESK)), authentication: PASS };
  const ticket = supportTicket({ queue: null, number: 'BLIP-1024', recent: [ASKED] });
  const directory = { memberships: [], domainContracts: [] };
  const decision = decide(mail(message), facts({ directory, agentThreads: [threadOf(ticket)] }), desk, NOW);
  return { decision, message };
}

test.each(NAMES.filter((name) => !KEPT.includes(name)))(
  '%s: the customer gets the new words and nothing else',
  async (name) => {
    const { decision, message } = await answered(name);
    expect(decision.disposition).toBe('agent-reply');
    const [letter] = lettersOf(decision, 'reply');
    if (!letter) throw new Error('there is no letter');
    const files = (letter.files ?? []).map((file) => ({ file, content: Buffer.from(file.sha256) }));
    const sent = await simpleParser(await composeMail(letter, writeLetter(templates, letter, desk), desk, NOW, files));

    // What the agent wrote is the first thing in the mail, line by line; commands and pictures' marks are none of it.
    const words = String(message.ownText)
      .split('\n')
      .filter((line) => !/^#/.test(line) && !/^\[cid:/.test(line) && line.trim() !== '');
    const lines = (sent.text ?? '').split('\n').filter((line) => line.trim() !== '' && !/^\[.*\]$/.test(line));
    expect(lines.slice(0, words.length)).toEqual(words);
    const whole = [...sent.headerLines.map(({ line }) => line), sent.text, String(sent.html)].join('\n');
    for (const inside of INSIDE.filter((one) => one !== '#')) expect(whole).not.toContain(inside);
    expect(sent.text).not.toMatch(/^\s*#\p{L}/mu);
    expect(sent.attachments.map(({ filename }) => filename).sort()).toEqual(
      (letter.files ?? []).map(({ filename }) => filename).sort(),
    );
  },
);

test.each(KEPT)('%s: the customer gets nothing', async (name) => {
  const { decision } = await answered(name);
  expect(lettersOf(decision, 'reply')).toEqual([]);
  if (name.includes('note')) expect(decision.disposition).toBe('agent-note');
  else expect(lettersOf(decision, 'agent-problem')).toHaveLength(1);
});
