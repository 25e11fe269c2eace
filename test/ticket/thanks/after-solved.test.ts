/** What a reply to "is it solved?" does: yes leaves the ticket solved, and everything else opens it again. */
import { expect, test } from 'vitest';
import { decide } from '../../../src/ticket/decide.ts';
import type { TicketState } from '../../../src/ticket/ticket.ts';
import { DAY, desk, facts, mail, NOW, ticket } from '../../support/facts.ts';

/** @returns the state that the ticket gets; null: as it is */
function replied(
  text: string,
  state: TicketState = 'solved',
  subject = 'Re: [BLIP-1003] Ficou resolvido? Ajuda com o bot',
) {
  const closedAt = state === 'closed' ? NOW - DAY : null;
  const own = ticket({ state, solvedAt: NOW - DAY, closedAt });
  const said = { subject, text, replyText: text, ownText: text, language: null, inReplyTo: ['<o1@desk.example>'] };
  const known = facts({ tickets: { byToken: [own], byMessageId: [], byNumber: [] }, named: [own] });
  const [first] = decide(mail(said), known, desk(), NOW).changes;
  return first?.do === 'append' ? first.state : 'none';
}

test.each(['Sim', 'Sim, obrigada!', 'Está tudo certo', 'Yes, thanks', 'Sí, todo bien', 'Resolvido!', 'Obrigado'])(
  'yes: %s',
  (text) => {
    expect(replied(text)).toBeNull();
  },
);

test.each([
  'Não',
  'no',
  'Ainda não',
  'todavía no',
  'Sim, mas o relatório ainda falha',
  'Sim?',
  'preciso de mais tempo',
])('more than yes: %s', (text) => {
  expect(replied(text)).toBe('open');
});

test('a yes to anything else is an answer', () => {
  for (const state of ['pending', 'closed'] as const) expect(replied('Sim', state)).toBe('open');
});

test('a subject of their own has something new to say', () => {
  expect(replied('Obrigado', 'solved', 'Re: [BLIP-1003] Ajuda com o bot')).toBeNull();
  expect(replied('Obrigado', 'solved', 'Segue o contrato novo')).toBe('open');
});
