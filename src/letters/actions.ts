/** The `mailto:` links by which a customer asks the desk itself for something: a mail with the right subject, ready to be sent. */
import { type WishName, wishSubject } from '../ticket/self-service/wish.ts';
import { type Language, TICKET_TYPES } from '../ticket/ticket.ts';
import type { LetterDesk, LetterValues } from './letter.ts';
import type { Sealed, Sealer } from './seal.ts';

/** On a ticket that the letter is about (a type's name corrects it to that type); and at any time. */
const ON_TICKET = [
  'status',
  'close',
  'escalate',
  'reopen',
  'good',
  'fair',
  'bad',
  ...TICKET_TYPES,
] as const satisfies readonly WishName[];
const ALWAYS = ['list', 'help', 'report'] as const satisfies readonly WishName[];

export const ACTION_NAMES = [...ALWAYS, ...ON_TICKET].map((wish) => `actions.${wish}`);

/** All null where the desk takes no such mails; those on a ticket, where the letter is about none. */
export function actionsScope(
  values: LetterValues,
  language: Language,
  desk: LetterDesk,
  seal: Sealer,
): Record<WishName, Sealed | null> {
  const number = ticketOf(values);
  const onTicket = (wish: WishName) => (number === null ? null : wishLink(wish, number, language, desk, seal));
  return {
    list: wishLink('list', null, language, desk, seal),
    help: wishLink('help', null, language, desk, seal),
    report: wishLink('report', null, language, desk, seal),
    status: onTicket('status'),
    close: onTicket('close'),
    escalate: onTicket('escalate'),
    reopen: onTicket('reopen'),
    good: onTicket('good'),
    fair: onTicket('fair'),
    bad: onTicket('bad'),
    doubt: onTicket('doubt'),
    task: onTicket('task'),
    incident: onTicket('incident'),
  };
}

/**
 * One of them.
 * @param number the ticket's, with prefix; null: it is about none
 */
export function wishLink(
  wish: WishName,
  number: string | null,
  language: Language,
  desk: LetterDesk,
  seal: Sealer,
): Sealed | null {
  if (desk.selfService === false || (number !== null && !NUMBER.test(number))) return null;
  return seal.link(`mailto:${desk.address}?subject=${encodeURIComponent(wishSubject(wish, number, language))}`);
}

/** Nothing else goes into an address. */
const NUMBER = /^[a-z][a-z0-9]{0,19}-\d{1,12}$/i;

function ticketOf(values: LetterValues): string | null {
  if ('number' in values) return values.number;
  return 'ticket' in values ? values.ticket.number : null;
}
