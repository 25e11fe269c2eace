/**
 * What is to be done about a ticket now that time has passed, and when is it to be looked at again? A decision without a
 * mail: the store brings what is known, does the acts and records them in one transaction.
 *
 * Each act has an identity: the kind of notice, the event that it hangs on, and its ordinal. What was done or skipped
 * before is never done again, whatever the rules are called by now and whatever the clock did meanwhile.
 */
import type { Desk } from '../desk.ts';
import type { Calendar } from '../sla/calendar.ts';
import type { Instant, TicketEvent } from '../ticket.ts';
import type { DueTicket, FollowUp } from './act.ts';
import { afterwards } from './afterwards.ts';
import { besideIncident } from './beside-incident.ts';
import { earlier, type Looked } from './candidate.ts';
import { clocksAt, nextDeadline } from './clock-times.ts';
import { ofClocks } from './of-clocks.ts';
import { ofStates } from './of-states.ts';
import { ofQuiet } from './quiet.ts';
import { stretchesOf } from './stretches.ts';
import { weigh } from './weigh.ts';

type Rules = Pick<Desk, 'sla' | 'followUps'>;

/** What is to be done at `now`. A ticket that is closed or merged wants nothing. */
export function followUp(ticket: DueTicket, desk: Rules, now: Instant): FollowUp {
  const first = look(ticket, desk, now);
  if (first.acts.length === 0) return { clocks: first.clocks, acts: [], lookAt: first.next };
  const then = look(afterwards(ticket, first.acts, now), desk, now);
  // What follows from the acts hangs on events that are not stored yet: it waits for the next look, which is at once.
  return { clocks: then.clocks, acts: first.acts, lookAt: then.acts.length > 0 ? now : then.next };
}

function look(ticket: DueTicket, desk: Rules, now: Instant) {
  const clocks = clocksAt(ticket.events, desk.sla, now);
  const stretches = stretchesOf(ticket.events);
  if (stretches.merged || ticket.facts.state === 'closed') return { clocks, acts: [], next: null };
  const rules = desk.followUps;
  const looked: Looked = {
    ticket,
    clocks,
    stretches,
    rules,
    calendar: calendarOf(ticket.facts.policy, desk),
    calendarAt: (at) => calendarOf(policyAt(ticket, at), desk),
    now,
  };
  const all = [...ofStates(looked), ...ofQuiet(looked), ...ofClocks(looked)];
  const { acts, next } = weigh(besideIncident(all, ticket.facts), ticket, rules, now);
  // Also where no rule says anything of it: its clocks stand otherwise from then on.
  return { clocks, acts, next: earlier(next, nextDeadline(clocks)) };
}

/** The calendar that what a policy promises runs in, and a ticket's spans with it. */
function calendarOf(policy: string, { sla, followUps }: Rules): Calendar {
  return sla.policies.get(policy)?.calendar ?? followUps.hours;
}

/** The policy that a ticket had at an instant; before it was opened, the one that it has. */
function policyAt({ events, facts }: DueTicket, at: Instant): string {
  const named = (event: TicketEvent) =>
    event.kind === 'policy' ? event.to : event.kind === 'opened' ? event.policy : null;
  const last = events.findLast((event) => event.at <= at && named(event) !== null);
  return (last && named(last)) ?? facts.policy;
}
