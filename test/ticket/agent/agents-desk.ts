/** A desk of three agents in one queue and a fourth in another, and the mails that they write: for tables of decisions. */
import type { LetterDraft } from '../../../src/letters/letter.ts';
import type { Message } from '../../../src/mail/message.ts';
import { decide } from '../../../src/ticket/decide.ts';
import type { AgentThread, Change, Decision, Facts, InboundMail } from '../../../src/ticket/decision.ts';
import type { Desk } from '../../../src/ticket/desk.ts';
import type { TicketFacts } from '../../../src/ticket/ticket.ts';
import { agent, desk, facts, mail, NOW, queue, said, ticket } from '../../support/facts.ts';

export const BIA = agent({ id: 'bia', name: 'Bia Lima', publicName: 'Bia', addresses: ['bia@desk.example'] });
export const RUI = agent({ id: 'rui', name: 'Rui Reis', publicName: 'Rui', addresses: ['rui@desk.example'] });
export const LIA = agent({ id: 'lia', name: 'Lia Luz', publicName: 'Lia', addresses: ['lia@desk.example'] });
export const TEO = agent({ id: 'teo', name: 'Teo Melo', publicName: 'Teo', addresses: ['teo@desk.example'] });

export function agentsDesk(over: Partial<Desk> = {}): Desk {
  return desk({
    agents: [BIA, RUI, LIA, TEO],
    queues: [
      queue({ id: 'support', members: ['bia', 'rui'], lead: 'lia', strategy: 'none' }),
      queue({ id: 'billing', members: ['teo'], lead: 'teo', strategy: 'round-robin' }),
    ],
    ...over,
  });
}

/** Ana's ticket in Bia's queue. */
export function supportTicket(over: Partial<TicketFacts> = {}): TicketFacts {
  return ticket({ queue: 'support', state: 'new', recent: [said()], ...over });
}

/** What a mail proves that answers the letter to an agent on a ticket. */
export function threadOf(on: TicketFacts | null, over: Partial<AgentThread> = {}): AgentThread {
  return {
    agent: 'bia',
    letter: { template: 'agent-ticket', mail: null },
    ticket: on,
    mergedFrom: null,
    since: [],
    writtenAt: NOW - 3_600_000,
    ...over,
  };
}

export interface Writing {
  text?: string;
  over?: Partial<Message>;
  about?: Partial<InboundMail>;
  ticket?: TicketFacts | null;
  thread?: Partial<AgentThread> | null;
  facts?: Partial<Facts>;
  desk?: Desk;
}

/** What becomes of a mail of Bia's that answers the letter on a ticket. */
export function biaWrites({ text = '', over, about, ticket: on, thread, facts: known, desk: own }: Writing): Decision {
  const about1 = on === undefined ? supportTicket() : on;
  const written = mail(
    {
      messageId: '<b1@desk.example>',
      from: { name: 'Bia', address: 'bia@desk.example' },
      subject: 'Re: [BLIP-1003] Ajuda com o bot',
      text,
      replyText: text,
      ownText: text,
      ...over,
    },
    about,
  );
  const threads = thread === null ? [] : [threadOf(about1, thread)];
  const directory = { memberships: [], domainContracts: [] };
  return decide(written, facts({ directory, agentThreads: threads, ...known }), own ?? agentsDesk(), NOW);
}

/** Those that go to somebody who is no agent. */
export function toCustomers({ letters }: Decision): LetterDraft[] {
  return letters.filter(({ to }) => !to.address.endsWith('@desk.example'));
}

export function lettersOf({ letters }: Decision, template: string): LetterDraft[] {
  return letters.filter((letter) => letter.template === template);
}

export function changesOf<Do extends Change['do']>({ changes }: Decision, what: Do): Extract<Change, { do: Do }>[] {
  return changes.filter((change): change is Extract<Change, { do: Do }> => change.do === what);
}
