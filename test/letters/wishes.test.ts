/** What letters tell customers to write is what the desk understands. */
import { describe, expect, test } from 'vitest';
import { customerSamples } from '../../src/letters/customer-samples.ts';
import { typeInWords } from '../../src/letters/ticket-words.ts';
import { writeLetter } from '../../src/letters/write.ts';
import type { Message } from '../../src/mail/message.ts';
import { loadTemplates } from '../../src/templates.ts';
import { type Wish, wishIn } from '../../src/ticket/self-service/wish.ts';
import { LANGUAGES, type Language, TICKET_TYPES } from '../../src/ticket/ticket.ts';
import { acknowledgement, desk, draft, SHIPPED } from './drafts.ts';

const { templates } = await loadTemplates(SHIPPED, null);

function mail(part: Partial<Message>): Message {
  return {
    messageId: '<wish@padaria.example>',
    date: null,
    from: { name: 'Ana Souza', address: 'ana@padaria.example' },
    to: [],
    cc: [],
    subject: '',
    text: '',
    replyText: '',
    ownText: '',
    language: null,
    attachments: [],
    automatic: null,
    forwarded: null,
    inReplyTo: [],
    references: [],
    ...part,
  } as Message;
}

function understood(message: Message): Omit<Wish, 'because'> | null {
  const wish = wishIn(message, 'BLIP');
  if (wish === null) return null;
  const { because, ...rest } = wish;
  expect(because).not.toBe('');
  return rest;
}

const HELP: Record<Language, string[]> = {
  'pt-BR': ['meus chamados', 'situação 1024', 'encerrar 1024', 'tipo incidente 1024', 'escalar 1024', 'ajuda'],
  en: ['my tickets', 'status 1024', 'close 1024', 'type incident 1024', 'escalate 1024', 'help'],
  es: ['mis tickets', 'estado 1024', 'cerrar 1024', 'tipo incidente 1024', 'escalar 1024', 'ayuda'],
};

const MEANT = [
  { wish: 'list' },
  { wish: 'status', number: 1024 },
  { wish: 'close', number: 1024 },
  { wish: 'type', type: 'incident', number: 1024 },
  { wish: 'escalate', number: 1024 },
  { wish: 'help' },
];

describe.each(LANGUAGES)('in %s', (language) => {
  test('each mail that a letter has ready is understood', () => {
    const letters = [
      acknowledgement({ mayEscalate: true }),
      ...customerSamples('reply'),
      ...customerSamples('service-list'),
      ...customerSamples('service-status'),
      ...customerSamples('service-help'),
    ];
    for (const values of letters) {
      const { html } = writeLetter(templates, draft(language, values), desk);
      const subjects = [...html.matchAll(/\?subject=([^"]+)"/g)].map(([, subject = '']) => decodeURIComponent(subject));
      expect(subjects).not.toEqual([]);
      for (const subject of subjects) expect(understood(mail({ subject })), subject).not.toBeNull();
    }
  });

  test('each word of the shortcuts is understood in a reply to the letter', () => {
    const { subject, text } = writeLetter(templates, draft(language, acknowledgement({ mayEscalate: true })), desk);
    const words = /(?:responda só com|reply with just|responde solo con) ([^.]+)\./.exec(
      text.replace(/\s+/g, ' '),
    )?.[1];
    const wishes = words
      ?.split(' · ')
      .map((ownText) =>
        understood(mail({ subject: `Re: ${subject}`, ownText, inReplyTo: ['<1024.token@desk.example>'] })),
      );
    expect(wishes).toEqual([
      { wish: 'status', number: 1024 },
      { wish: 'close', number: 1024 },
      { wish: 'escalate', number: 1024 },
      { wish: 'list' },
    ]);
  });

  test('the type is corrected by its word alone, as the acknowledgement says', () => {
    const { subject } = writeLetter(templates, draft(language, acknowledgement()), desk);
    for (const type of TICKET_TYPES) {
      const reply = { subject: `Re: ${subject}`, inReplyTo: ['<1024.token@desk.example>'] };
      expect(understood(mail({ ...reply, ownText: typeInWords(type, language) }))).toEqual({
        wish: 'type',
        type,
        number: 1024,
      });
    }
  });

  test('a number and one word, in reply to the list, ask for a ticket’s state', () => {
    const [values] = customerSamples('service-list');
    if (!values) throw new Error('there is a list to try');
    const { subject } = writeLetter(templates, draft(language, values), desk);
    const ownText = HELP[language][1] ?? '';
    expect(understood(mail({ subject: `Re: ${subject}`, ownText, inReplyTo: ['<0.token@desk.example>'] }))).toEqual({
      wish: 'status',
      number: 1024,
    });
  });

  test('each line that the help tells is understood, as the subject or as the message', () => {
    const values = { kind: 'service-help', contactName: null, mayEscalate: true } as const;
    const { text } = writeLetter(templates, draft(language, values), desk);
    const told = [...text.matchAll(/^- (.+?): /gm)].map(([, line = '']) => line.replace(/N[ÚU]M[BE]+RO?/, '1024'));
    expect(told.slice(0, 6)).toEqual(HELP[language]);
    expect(HELP[language].map((subject) => understood(mail({ subject })))).toEqual(MEANT);
    expect(HELP[language].map((ownText) => understood(mail({ ownText })))).toEqual(MEANT);
  });
});
