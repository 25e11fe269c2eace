/** The letters that answer customers, as they read them: a person's reply, and what they asked the desk itself. */
import { describe, expect, test } from 'vitest';
import { customerSamples } from '../../src/letters/customer-samples.ts';
import type { CustomerTemplate } from '../../src/letters/customer-scope.ts';
import type {
  IncidentUpdateValues,
  ReplyValues,
  ServiceProblem,
  ServiceTicket,
  ServiceValues,
} from '../../src/letters/customer-values.ts';
import type { LetterDesk, WrittenLetter } from '../../src/letters/letter.ts';
import { writeLetter } from '../../src/letters/write.ts';
import { loadTemplates } from '../../src/templates.ts';
import { LANGUAGES, type Language, TICKET_STATES, type TicketState } from '../../src/ticket/ticket.ts';
import { acknowledgement, desk, draft, SHIPPED } from './drafts.ts';

const { templates } = await loadTemplates(SHIPPED, null);

const CUSTOMER_TEMPLATES = [
  'reply',
  'incident-update',
  'split',
  'service-list',
  'service-status',
  'service-closed',
  'service-escalated',
  'service-type',
  'service-report',
  'service-help',
  'service-problem',
] as const satisfies CustomerTemplate[];

const DUE = Date.UTC(2026, 10, 24, 13, 30);
const DUE_IN_WORDS: Record<Language, string> = {
  'pt-BR': 'terça-feira, 24 de novembro, às 10:30 (horário de Brasília)',
  en: 'Tuesday, November 24, at 10:30 AM (Brasilia time)',
  es: 'martes 24 de noviembre a las 10:30 (hora de Brasilia)',
};

const ana = { contactName: 'Ana Souza', mayEscalate: false };

function ticket(part: Partial<ServiceTicket> = {}): ServiceTicket {
  return {
    number: 'BLIP-1024',
    subject: 'Bot fora do ar',
    type: 'incident',
    priority: 'urgent',
    state: 'open',
    createdAt: Date.UTC(2026, 10, 23, 21, 0),
    agentName: 'Bia',
    nextDue: DUE,
    answeredAt: null,
    ...part,
  };
}

function reply(part: Partial<ReplyValues> = {}): ReplyValues {
  return {
    kind: 'reply',
    number: 'BLIP-1024',
    contactName: 'Ana Souza',
    subject: 'Bot fora do ar',
    answer: 'Oi, Ana!\n\nJá voltou. Pode testar?',
    agentName: 'Bia',
    organization: 'Padaria Sol',
    state: 'pending',
    ...part,
  };
}

function written(
  language: Language,
  values: ReplyValues | IncidentUpdateValues | ServiceValues,
  from: LetterDesk = desk,
): WrittenLetter {
  return writeLetter(templates, draft(language, values), from);
}

/** The text on one line, as it is read. */
const said = ({ text }: WrittenLetter) => text.replace(/\s+/g, ' ').trim();

/** Every mail that the letter has ready: the subject of each. */
function asked({ html }: WrittenLetter): string[] {
  const links = [...html.matchAll(/href="mailto:suporte@desk\.example\?subject=([^"]+)"/g)];
  return links.map(([, subject = '']) => decodeURIComponent(subject));
}

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(CUSTOMER_TEMPLATES)('%s reads well in every shape', (name) => {
    for (const values of customerSamples(name)) {
      const { subject, text, html } = written(language, values);
      for (const part of [subject, text, html])
        expect(part).not.toMatch(/null|undefined|\[object|\{\{|\{%|[\uE000-\uF8FF]/);
      expect(html).not.toMatch(/<(li|ul|p|a|strong|blockquote|h6)\b[^>]*>\s*<\/\1>/);
      expect(html).not.toContain('href=""');
      expect(subject.length).toBeGreaterThan(15);
      expect(text).not.toMatch(/\n{3}|\*\*|“”|#/);
      expect(text.replace(/^ +/gm, '')).not.toMatch(/ {2}| [,.;:]|\( ?\)|,,| \n/);
      expect(text).not.toMatch(/mailto:|<>|\?subject=/);
      expect(text).not.toMatch(/:\n\n(?!- )/);
    }
  });

  test('a letter about a ticket has its number in subject and text, and the time that is promised', () => {
    const letters: ServiceValues[] = [
      { kind: 'split', ...ana, ticket: ticket(), from: 'BLIP-1000' },
      { kind: 'service-status', ...ana, ticket: ticket() },
      { kind: 'service-escalated', ...ana, ticket: ticket(), phone: null },
      { kind: 'service-type', ...ana, ticket: ticket() },
    ];
    for (const values of letters) {
      const letter = written(language, values);
      expect(letter.subject).toMatch(/^\[BLIP-1024\] ./);
      expect(said(letter)).toContain('BLIP-1024');
      expect(said(letter)).toContain(DUE_IN_WORDS[language]);
      expect(letter.html).toContain(`<strong>${DUE_IN_WORDS[language].replace(' AM', '&nbsp;AM')}</strong>`);
    }
  });

  test('a letter about a ticket without a time promises none', () => {
    for (const kind of ['split', 'service-escalated', 'service-type'] as const) {
      const values = { kind, ...ana, ticket: ticket({ nextDue: null }), from: 'BLIP-1000', phone: null };
      expect(said(written(language, values))).not.toMatch(/10:30|\bundefined\b/);
    }
  });

  test('each state is told in its own words', () => {
    const statuses = TICKET_STATES.map((state) =>
      said(written(language, { kind: 'service-status', ...ana, ticket: ticket({ state, nextDue: null }) })),
    );
    const replies = TICKET_STATES.map((state) => said(written(language, reply({ state }))));
    expect(new Set(statuses).size).toBe(TICKET_STATES.length);
    // Whether somebody has opened it is nothing that an answer needs to tell.
    expect(new Set(replies).size).toBe(TICKET_STATES.length - 1);
  });

  test('each problem has a subject and a way out of its own', () => {
    const problems: ServiceProblem[] = [
      'no-such-ticket',
      'which-ticket',
      'plan',
      'already-closed',
      'already-escalated',
      'not-solved-yet',
    ];
    const letters = problems.map((problem) =>
      written(language, { kind: 'service-problem', ...ana, problem, number: 'BLIP-1024', plan: 'Plus' }),
    );
    expect(new Set(letters.map(({ subject }) => subject)).size).toBe(problems.length);
    for (const letter of letters) expect(letter.html.match(/<strong>[^<]+[?:]<\/strong>/g)).toHaveLength(1);
  });

  test('escalation is offered to whose plan has it', () => {
    const offers = (letter: WrittenLetter) => asked(letter).some((subject) => /^Esca/.test(subject));
    for (const mayEscalate of [true, false]) {
      const common = { contactName: null, mayEscalate, ticket: ticket() };
      expect(offers(written(language, { kind: 'service-status', ...common }))).toBe(mayEscalate);
      expect(offers(written(language, { kind: 'service-type', ...common }))).toBe(mayEscalate);
      expect(offers(written(language, { kind: 'split', ...common, from: 'BLIP-1000' }))).toBe(mayEscalate);
      expect(offers(writeLetter(templates, draft(language, acknowledgement({ mayEscalate })), desk))).toBe(mayEscalate);
      const help = said(written(language, { kind: 'service-help', contactName: null, mayEscalate }));
      expect(/escala/i.test(help)).toBe(mayEscalate);
    }
  });

  test('what is closed is not offered to be closed', () => {
    const offers = (letter: WrittenLetter) =>
      asked(letter).some((subject) => /^(Encerrar|Close|Cerrar) /.test(subject));
    const status = (state: TicketState) =>
      written(language, { kind: 'service-status', ...ana, ticket: ticket({ state }) });
    expect([offers(written(language, reply())), offers(status('open'))]).toEqual([true, true]);
    expect([offers(written(language, reply({ state: 'closed' }))), offers(status('closed'))]).toEqual([false, false]);
    expect(offers(written(language, { kind: 'service-closed', ...ana, ticket: ticket({ state: 'closed' }) }))).toBe(
      false,
    );
  });

  test('a desk that serves no wishes offers none', () => {
    const silent: LetterDesk = { ...desk, selfService: false };
    for (const name of CUSTOMER_TEMPLATES.filter((each) => each !== 'service-help')) {
      for (const values of customerSamples(name)) {
        const letter = written(language, values, silent);
        expect(asked(letter)).toEqual([]);
        expect(letter.text).not.toMatch(/-{20}\n*$/);
      }
    }
    const letter = writeLetter(templates, draft(language, acknowledgement()), silent);
    expect(asked(letter)).toEqual([]);
    expect(letter.text).toMatch(/Suporte Acme\n$/);
  });
});

describe('an answer', () => {
  test('reads like a mail that somebody typed', () => {
    const { subject, text } = written('pt-BR', reply());
    expect(subject).toBe('Re: [BLIP-1024] Bot fora do ar');
    expect(text).toBe(`Oi, Ana!

Já voltou. Pode testar?

Bia
Suporte Acme

--------------------

Chamado BLIP-1024. Esperamos a sua resposta: é só responder a este e-mail.

Atalhos: responda só com “situação” · “encerrar” · “meus chamados”. Mais
opções: um e-mail com o assunto “ajuda”.
`);
  });

  test('has nothing before the agent’s words, in HTML neither', () => {
    const { html } = written('en', reply({ answer: 'It is back.' }));
    expect(html.slice(html.indexOf('<body'))).toMatch(/^<body[^>]*>\s*<div[^>]*>\s*<p[^>]*>It is back\./);
    expect(html).not.toContain('desk.example</p>');
  });

  test('asks for the next word, or takes leave, as the ticket stands', () => {
    const line = (state: TicketState) =>
      said(written('en', reply({ state }))).match(/Ticket BLIP-1024\. (.*?) Shortcuts/)?.[1];
    expect(line('pending')).toBe('We are waiting for your answer: just reply to this e-mail.');
    expect(line('solved')).toBe('We believe that this is solved. If it is not, just reply to this e-mail.');
    expect(line('closed')).toBe('It is closed. If you need anything else, just reply to this e-mail.');
    expect(line('on-hold')).toContain('We now depend on a third party');
    expect(line('open')).toBe('We are still working on it and will write to you here again.');
  });

  test('is shown whole, line by line, however long it is', () => {
    const answer = Array.from({ length: 3_000 }, (_, line) => `line ${line} of what was asked for`).join('\n');
    const { text, html } = written('en', reply({ answer }));
    expect(text).toContain(answer);
    expect(html.match(/<br>/g)?.length).toBeGreaterThan(2_990);
  });

  test('of a ticket without a subject has one all the same', () => {
    expect(written('es', reply({ subject: '' })).subject).toBe('Re: [BLIP-1024] Tu mensaje');
  });
});

describe('the list of tickets', () => {
  const list = (tickets: ServiceTicket[], more = false): ServiceValues => ({
    kind: 'service-list',
    ...ana,
    tickets,
    more,
  });

  test('has a line for each: number, subject, state and the next word', () => {
    const tickets = [
      ticket(),
      ticket({ number: 'BLIP-1023', subject: 'Relatório', state: 'pending', agentName: null, nextDue: null }),
    ];
    const letter = written('pt-BR', list(tickets));
    expect(letter.text).toContain(`- BLIP-1024 Bot fora do ar
  Em atendimento, com Bia; próxima resposta até terça-feira, 24 de
  novembro, às 10:30 (horário de Brasília)
- BLIP-1023 Relatório
  Aguardando a sua resposta
`);
    expect(letter.html.match(/<li/g)).toHaveLength(2);
    expect(asked(letter)).toEqual(['Situação BLIP-1024', 'Situação BLIP-1023', 'Ajuda']);
  });

  test('says that there are more, but only where there are', () => {
    expect(said(written('en', list([ticket(), ticket()], true)))).toContain('There are others, older ones');
    expect(said(written('en', list([ticket(), ticket()])))).not.toContain('others');
  });

  test('of one, and of none, has a sentence of its own', () => {
    expect(said(written('en', list([ticket()])))).toContain('You have one ticket that is not closed yet: - BLIP-1024');
    const none = said(written('en', list([])));
    expect(none).toContain('You have no open tickets right now.');
    expect(none).toContain('Write to suporte@desk.example');
    expect(none).not.toMatch(/To learn more| - /);
  });
});

test('a number that is nobody’s ticket stands in the text, and not in the subject, where it would thread', () => {
  const letter = written('en', {
    kind: 'service-problem',
    ...ana,
    problem: 'no-such-ticket',
    number: 'BLIP-9',
    plan: 'Plus',
  });
  expect(letter.subject).toBe('We could not find this ticket');
  expect(letter.text).toContain('We could not find ticket BLIP-9 among yours.');
});

test('an escalation tells the telephone that the plan opens, where there is one', () => {
  const escalated = (phone: string | null) =>
    said(written('es', { kind: 'service-escalated', ...ana, ticket: ticket(), phone }));
  expect(escalated('+55 31 5550-0100')).toContain('acceso a este canal: +55 31 5550-0100. Ten a mano');
  expect(escalated(null)).not.toMatch(/teléfono|canal/);
});

test('the corrected type is said with what it means', () => {
  const typed = (type: ServiceTicket['type']) =>
    written('pt-BR', { kind: 'service-type', ...ana, ticket: ticket({ type }) });
  expect(typed('task').subject).toBe('[BLIP-1024] Tipo do chamado: tarefa');
  expect(said(typed('task'))).toContain('está registrado como tarefa, ou seja, um pedido de alteração');
  expect(said(typed('doubt'))).toContain('está registrado como dúvida, ou seja, uma pergunta');
});

test('the acknowledgement has the mails ready by which its receiver asks for more', () => {
  const letter = writeLetter(templates, draft('en', acknowledgement({ mayEscalate: true })), desk);
  expect(asked(letter)).toEqual([
    // Not that of the type that it is.
    'Type question BLIP-1024',
    'Type task BLIP-1024',
    'Status BLIP-1024',
    'Close BLIP-1024',
    'Escalate BLIP-1024',
    'My tickets',
    'Help',
  ]);
  expect(said(letter)).toMatch(
    /Shortcuts: reply with just “status” · “close” · “escalate” · “my tickets”\. More options: an e-mail with the subject “help”\.$/,
  );
});
