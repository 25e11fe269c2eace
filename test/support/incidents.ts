/** Incidents that gather tickets, made by hand: for tests of what the store keeps of them and of what people are shown. */
import type { Change, NewIncident, NewTicket } from '../../src/ticket/decision.ts';
import { act, newTicket, openOne } from './changes.ts';
import { NOW } from './facts.ts';
import { openSettling, type Settling } from './settling.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const OUTAGE: NewTicket['classification'] = {
  type: 'incident',
  priority: 'high',
  tags: ['whatsapp'],
  queue: 'support',
  because: ['rule "outage"'],
};

/** Of a contract of its own. */
export const reported = (number: number, over: Partial<NewTicket> = {}): Partial<NewTicket> => ({
  number,
  classification: OUTAGE,
  contract: `c${number}`,
  organization: `Organization ${number}`,
  ...over,
});

export function incident(number: number, over: Partial<NewIncident> = {}): NewIncident {
  return {
    number,
    tag: 'whatsapp',
    subject: 'WhatsApp parou',
    priority: 'high',
    queue: 'support',
    assignee: 'bia',
    requester: { name: 'Suporte Blip', address: 'suporte@blip.example' },
    language: 'pt-BR',
    startedAt: NOW - 10 * MINUTE,
    promise: newTicket().promise,
    lookAt: NOW + HOUR,
    because: 'rule "outage": 3 contracts within 30 minutes',
    ...over,
  };
}

export const partOf = (number: number, into: number | null, by = 'desk'): Change => ({
  do: 'part-of',
  number,
  incident: into,
  by,
  because: 'as told',
});

/** Tickets 1001 and on, each of a contract of its own, and the incident after them that has them all. */
export async function withIncident(parts: number): Promise<{ settling: Settling; number: number }> {
  const settling = await openSettling();
  for (let i = 0; i < parts; i++) await openOne(settling, 1001 + i, reported(1001 + i));
  const number = 1001 + parts;
  const joined = Array.from({ length: parts }, (_, i) => partOf(1001 + i, number));
  await act(settling, [{ do: 'gather', incident: incident(number) }, ...joined]);
  return { settling, number };
}
