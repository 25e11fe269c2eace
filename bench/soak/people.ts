/**
 * Who writes to the soaked desk, and what? Customers who ask, answer, thank, stay silent, are away or can't be reached;
 * agents who answer soon or late, solve, wait, hold, order, and are away themselves. Each reacts to the letters it gets.
 */
import type { LetterDraft } from '../../src/letters/letter.ts';
import type { Message } from '../../src/mail/message.ts';
import { message as messageOf } from '../../test/support/facts.ts';
import type { Random } from './random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CUSTOMERS = 900;
const PER_CONTRACT = 6;
/** Contracts take these in turn; null: the plan's own. */
const POLICIES = [null, 'lisbon', 'night', 'premium', null];
export const AGENTS = ['ada', 'bruno', 'clara', 'davi', 'elisa', 'fabio', 'gina', 'hugo'];

export interface People {
  /** Somebody asks something new. */
  ask(at: number): void;
  /** Somebody gets a letter of the desk. */
  get(letter: LetterDraft, at: number): void;
  /** An agent goes on leave for some days. */
  leave(at: number): void;
}

/** What people do with the world: write a mail now, or do something later. */
export interface World {
  write(message: Message, at: number): void;
  later(at: number, what: (at: number) => void): void;
}

/** directory.json */
export function soakDirectory(): unknown {
  const contracts = [];
  for (let c = 0; c * PER_CONTRACT < CUSTOMERS; c++) {
    const sla = POLICIES[c % POLICIES.length];
    contracts.push({
      id: `contract-${c}`,
      organization: `Firma ${c}`,
      plan: c % 3 === 0 ? 'Super' : 'Plus',
      startsOn: '2020-01-01',
      endsOn: null,
      domains: [`firma${c}.example`],
      ...(sla ? { sla } : {}),
      bots: [{ id: 'sales', name: 'Vendas', paid: true }],
      users: Array.from({ length: PER_CONTRACT }, (_, i) => ({
        ...customer(c * PER_CONTRACT + i),
        language: ['pt-BR', 'en', 'es'][i % 3],
        bots: ['sales'],
      })),
    });
  }
  return { contracts };
}

function customer(n: number): { name: string; email: string } {
  return { name: `Cliente ${n}`, email: `cliente${n}@firma${Math.floor(n / PER_CONTRACT)}.example` };
}

/** @param end nothing is written after it */
export function peopleOf(world: World, random: Random, end: number): People {
  let written = 0;
  /** By number: who is going to do something about a ticket, and the last letter that they had of it. */
  const work = new Map<string, { agent: string; letter: string }>();
  const away = new Map<string, number>();
  /** Of addresses that were given up: since when. */
  const gone = new Map<string, number>();

  const write = (from: { name: string; address: string }, over: Partial<Message>, at: number) => {
    if (at > end) return;
    const n = ++written;
    const message = messageOf({ messageId: `<${n}@people.example>`, fingerprint: `f${n}`, from, ...over });
    world.write(message, at);
  };
  const answer = (from: { name: string; address: string }, letter: string, text: string, at: number) =>
    write(
      from,
      { subject: 'Re: suporte', text, replyText: text, ownText: text, inReplyTo: [letter], references: [letter] },
      at,
    );

  return {
    ask(at) {
      const n = random.whole(0, CUSTOMERS - 1);
      const { name, email } = customer(n);
      const [subject, text] = random.pick(QUESTIONS);
      const words = `${text} (${written})`;
      write({ name, address: email }, { subject, text: words, replyText: words, ownText: words }, at);
    },
    leave(at) {
      const agent = random.pick(AGENTS);
      away.set(agent, at + random.whole(1, 4) * DAY);
      const because = 'Auto-Submitted: auto-replied';
      write(
        { name: '', address: `${agent}@blip.example` },
        { automatic: { kind: 'auto-reply', because, bounce: null } },
        at,
      );
    },
    get(letter, at) {
      const { address } = letter.to;
      const agent = AGENTS.find((id) => address === `${id}@blip.example`);
      if (agent) agentGets(agent, letter, at);
      else customerGets(letter, at);
    },
  };

  function customerGets({ template, to, messageId }: LetterDraft, at: number): void {
    const n = Number(/^cliente(\d+)@/.exec(to.address)?.[1] ?? 0);
    const own = { name: to.name, address: to.address };
    if (n % 40 === 7 && !gone.has(to.address) && random.percent(10)) gone.set(to.address, at);
    if (gone.has(to.address)) {
      bounce(to.address, messageId, at + 2 * MINUTE);
      return;
    }
    if (n % 30 === 3 && random.percent(70)) {
      const because = 'Auto-Submitted: auto-replied';
      write(own, { automatic: { kind: 'auto-reply', because, bounce: null }, inReplyTo: [messageId] }, at + MINUTE);
      return;
    }
    const after = at + random.pick(HOW_SOON)(random);
    const [again, thanks] = REACTIONS[template] ?? [0, 0];
    if (random.percent(again)) world.later(after, (then) => answer(own, messageId, random.pick(AGAIN), then));
    else if (random.percent(thanks)) world.later(after, (then) => answer(own, messageId, random.pick(THANKS), then));
  }

  function bounce(address: string, letter: string, at: number): void {
    const recipients = [{ address, status: '5.1.1', permanent: true, diagnostic: '550 no such user' }];
    write(
      { name: '', address: 'mailer-daemon@mx.example' },
      { automatic: { kind: 'bounce', because: 'a report', bounce: { recipients, originalMessageId: letter } } },
      at,
    );
  }

  function agentGets(agent: string, { template, messageId }: LetterDraft, at: number): void {
    if (template === 'agent-held') {
      const choice = random.percent(80) ? '#send' : '#drop';
      world.later(at + 10 * MINUTE, (then) => answer(ofDesk(agent), messageId, choice, then));
      return;
    }
    if (template !== 'agent-ticket' && template !== 'agent-due') return;
    const number = /^<blip-(\d+)\./.exec(messageId)?.[1];
    if (number === undefined) return;
    const planned = work.get(number);
    if (planned) {
      if (planned.agent === agent) planned.letter = messageId;
      return;
    }
    plan(number, agent, messageId, at + random.pick(HOW_SOON)(random));
  }

  function plan(number: string, agent: string, letter: string, at: number): void {
    work.set(number, { agent, letter });
    world.later(Math.max(at, away.get(agent) ?? 0), (then) => {
      const now = work.get(number);
      work.delete(number);
      if (!now) return;
      const { text, goesOn } = random.pick(DEEDS);
      // Nobody writes the very same words to a customer twice; the desk asks about that.
      const words = /^#\S+( \S+)?$/.test(text) ? text : `${text} (${written})`;
      answer(ofDesk(agent), now.letter, words, then);
      if (goesOn) plan(number, agent, now.letter, then + random.pick(HOW_SOON)(random));
    });
  }
}

function ofDesk(agent: string): { name: string; address: string } {
  return { name: agent, address: `${agent}@blip.example` };
}

/** Most soon, some late, a few very late. */
const HOW_SOON: ((random: Random) => number)[] = [
  ...Array<(random: Random) => number>(5).fill((random) => random.whole(5, 170) * MINUTE),
  ...Array<(random: Random) => number>(3).fill((random) => random.whole(3, 30) * HOUR),
  (random) => random.whole(30, 140) * HOUR,
];

/** By template: of a hundred who get it, how many write again, and of the others how many thank. */
const REACTIONS: Record<string, [number, number]> = {
  reply: [30, 15],
  'follow-up-quiet': [10, 3],
  'follow-up-missed': [12, 0],
  'follow-up-reminder': [25, 5],
  'follow-up-closing': [20, 5],
  'follow-up-closed': [8, 3],
  'follow-up-solved': [14, 15],
};

const QUESTIONS: [string, string][] = [
  ['Bot fora do ar', 'Bom dia, o bot parou de responder, nossos clientes não conseguem falar conosco.'],
  ['URGENTE: nada funciona', 'Está tudo fora do ar e parado desde cedo, é urgente.'],
  ['Dúvida sobre horários', 'Olá, como configuro o horário de atendimento do bot?'],
  ['How do I change the menu?', 'Hello, how can I change the menu of our bot? I could not find it.'],
  ['Error 500', 'Hi, the portal is down: we get an error 500 on every page.'],
  ['Solicitud de informe', 'Hola, necesitamos el informe de conversaciones de octubre, por favor.'],
  ['Solicitação de exportação', 'Solicitamos a exportação dos contatos do mês passado.'],
];
const AGAIN = [
  'Ainda não funcionou. O erro continua o mesmo depois que fizemos o que pediram.',
  'Aqui está o que pediram: o número do bot é 4711, e o erro aparece às nove horas.',
  'Hello, it still fails for two of our agents. What else can we try?',
  'Todavía no funciona. ¿Qué más podemos hacer?',
];
const THANKS = ['Obrigado!', 'Muito obrigada pela ajuda!', 'Thank you very much!', '¡Gracias!'];

interface Deed {
  text: string;
  /** Does something more about it later. */
  goesOn: boolean;
}

const many = (count: number, text: string, goesOn = false): Deed[] => Array<Deed>(count).fill({ text, goesOn });
const DEEDS: Deed[] = [
  ...many(22, 'Olá! Pode nos dizer desde quando isso acontece, e mandar o número do bot?'),
  ...many(5, '#open\nRecebemos, estamos verificando com a equipe.', true),
  ...many(12, '#solved\nPronto, corrigimos a configuração. Pode testar de novo.'),
  ...many(3, '#hold 1d\nVamos verificar com o fornecedor e voltamos amanhã.'),
  ...many(2, '#hold 5h'),
  ...many(1, '#hold', true),
  ...many(2, '#note\nParece ser o mesmo caso de ontem.', true),
  ...many(2, '#priority high', true),
  ...many(2, '#priority low', true),
  ...many(2, '#type incident', true),
  ...many(1, '#type doubt', true),
  ...many(1, '#escalate', true),
  ...many(1, '#take', true),
  ...many(1, '#assign clara'),
  ...many(1, '#close'),
  ...many(1, '#pending'),
];
