/** Decisions made by hand, for tests of what the store makes of them: what a test does not mention is ordinary. */
import type { LetterDraft } from '../../src/letters/letter.ts';
import type { Change, Decision, Facts, NewTicket } from '../../src/ticket/decision.ts';
import { ends } from '../../src/ticket/outcome.ts';
import type { TicketMessage } from '../../src/ticket/ticket.ts';
import { messageIdFor, type Token } from '../../src/ticket/token.ts';
import { desk, NOW } from './facts.ts';
import { openSettling, type Settling } from './settling.ts';

const RULES = desk();

/** Settles one mail as it is told. @returns the facts that there were for it */
export async function act(
  settling: Settling,
  changes: Change[],
  over: Partial<Decision> = {},
  about: Parameters<Settling['settle']>[1] & { mail?: Parameters<Settling['settle']>[0][0] } = {},
): Promise<Facts> {
  let seen: Facts | null = null;
  await settling.settle([about.mail ?? {}], {
    rules: RULES,
    ...about,
    deciding: (_, facts) => {
      seen = facts;
      return { ...ends('agent-command', 'as told'), changes, ...over };
    },
  });
  if (!seen) throw new Error('not decided');
  return seen;
}

/** A database with so many tickets of Ana's, BLIP-1001 (id 1) and on. */
export async function withTickets(count: number, over: Partial<NewTicket> = {}): Promise<Settling> {
  const settling = await openSettling();
  for (let i = 0; i < count; i++) await openOne(settling, 1001 + i, over);
  return settling;
}

export async function openOne(settling: Settling, number: number, over: Partial<NewTicket> = {}): Promise<void> {
  const ticket = newTicket({ number, ...over });
  await act(settling, [{ do: 'open', ticket }], { disposition: 'opened', ticket: `BLIP-${number}` });
}

export function newTicket(over: Partial<NewTicket> = {}): NewTicket {
  return {
    number: 1001,
    subject: 'Ajuda com o bot',
    classification: { type: 'doubt', priority: 'normal', tags: [], queue: 'support', because: ['default: doubt'] },
    state: 'new',
    plan: 'Plus',
    contract: 'acme-2026',
    organization: 'Acme',
    language: 'pt-BR',
    requester: { name: 'Ana Souza', address: 'ana@acme.example' },
    createdAt: NOW,
    promise: {
      policy: 'standard',
      firstResponseDue: NOW + 4 * 3_600_000,
      resolutionDue: null,
      aroundTheClock: true,
      because: 'standard: doubt, normal',
    },
    assignee: null,
    lookAt: NOW,
    routed: ['queue "support": bia was given none yet'],
    follows: null,
    participants: [],
    message: says(),
    note: null,
    openedBy: null,
    unproven: false,
    ...over,
  };
}

/** Ana's words, unless told otherwise. */
export function says(over: Partial<TicketMessage> = {}): TicketMessage {
  return {
    direction: 'in',
    from: { name: 'Ana Souza', address: 'ana@acme.example' },
    messageId: null,
    text: 'Como altero o menu?',
    fullText: 'Como altero o menu?',
    attachments: [],
    ...over,
  };
}

/** Bia's answer, unless told otherwise. */
export function answers(over: Partial<TicketMessage> = {}): TicketMessage {
  return says({
    direction: 'out',
    from: { name: 'Bia Lima', address: 'bia@desk.example' },
    text: 'No editor.',
    ...over,
  });
}

/** A letter with a token of ours. */
export function letter(token: Token, over: Partial<LetterDraft> = {}): LetterDraft {
  return {
    template: 'agent-ticket',
    language: 'pt-BR',
    to: { name: 'Bia Lima', address: 'bia@desk.example' },
    values: { kind: 'agent-help', number: null, subject: 'Ajuda com o bot' },
    messageId: messageIdFor(token, RULES),
    inReplyTo: null,
    references: [],
    replyTo: null,
    because: 'as told',
    ...over,
  };
}
