/**
 * What is promised for a ticket, and by when? Finds the targets in the policy and works out the instants; whether a
 * running clock has kept them is not asked here.
 */

import type { ConfigProblem } from '../classify/conditions.ts';
import {
  type Instant,
  type Metric,
  PRIORITIES,
  type Priority,
  type SlaPromise,
  TICKET_TYPES,
  type TicketType,
} from '../ticket.ts';
import {
  ALWAYS,
  addBusinessTime,
  addWorkingDays,
  type Calendar,
  type CalendarConfig,
  compileCalendar,
} from './calendar.ts';

/** How long a target gives: business time in ms, or working days of the calendar. */
export type BusinessSpan = { unit: 'ms'; count: number } | { unit: 'working days'; count: number };

/** A target as compiled; `written` as in the config, such as `4h`. */
export type Target = BusinessSpan & { written: string };

export interface Targets {
  firstResponse: Target;
  nextResponse: Target | null;
  resolution: Target | null;
}

export interface SlaPolicy {
  name: string;
  calendarName: string;
  calendar: Calendar;
  /** By type, then by priority; `*` stands for every other one. */
  targets: Map<string, Map<string, Targets>>;
}

/** The config's `sla`, compiled. */
export interface SlaRules {
  calendars: Map<string, Calendar>;
  policies: Map<string, SlaPolicy>;
}

type TargetsConfig = { firstResponse: string; nextResponse?: string | undefined; resolution?: string | undefined };
type ByPriority = { [priority in Priority | '*']?: TargetsConfig | undefined };

/** The config's `sla`, validated in its shape. */
export interface SlaConfig {
  calendars: Record<string, CalendarConfig>;
  policies: Record<string, { calendar: string; targets: { [type in TicketType | '*']?: ByPriority | undefined } }>;
}

/**
 * Compiles calendars and policies once.
 * @returns the rules, and every problem with its path below `sla`; with problems they are not to be used
 */
export function compileSla(config: SlaConfig): { sla: SlaRules; problems: ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const calendars = new Map<string, Calendar>();
  for (const [name, calendarConfig] of Object.entries(config.calendars)) {
    const compiled = compileCalendar(calendarConfig);
    for (const { path, message } of compiled.problems) problems.push({ path: ['calendars', name, ...path], message });
    calendars.set(name, compiled.calendar ?? ALWAYS);
  }
  const policies = new Map<string, SlaPolicy>();
  for (const [name, { calendar: calendarName, targets: byType }] of Object.entries(config.policies)) {
    const path = ['policies', name];
    const calendar = calendars.get(calendarName);
    if (!calendar) {
      const known = [...calendars.keys()].join(', ') || 'none';
      problems.push({
        path: [...path, 'calendar'],
        message: `there is no calendar "${calendarName}"; known: ${known}`,
      });
    }
    const targets: SlaPolicy['targets'] = new Map();
    for (const [type, byPriority] of Object.entries(byType)) {
      const row = new Map<string, Targets>();
      for (const [priority, written] of Object.entries(byPriority ?? {})) {
        if (written) row.set(priority, targetsFrom(written, [...path, 'targets', type, priority], problems));
      }
      targets.set(type, row);
    }
    problems.push(...holesIn(targets, [...path, 'targets']));
    policies.set(name, { name, calendarName, calendar: calendar ?? ALWAYS, targets });
  }
  return { sla: { calendars, policies }, problems };
}

/**
 * The promise on a ticket.
 * @param policyName from the contract, else from its plan; one that does not exist promises nothing, and says so
 * @param receivedAt when the server took the mail: every clock starts here
 * @returns the due instants (null where there is no target), and whether the calendar is always open
 */
export function promiseFor(
  sla: SlaRules,
  policyName: string,
  type: TicketType,
  priority: Priority,
  receivedAt: Instant,
): SlaPromise & { aroundTheClock: boolean } {
  const nothing = { policy: policyName, firstResponseDue: null, resolutionDue: null, aroundTheClock: false };
  const policy = sla.policies.get(policyName);
  if (!policy) return { ...nothing, because: `there is no policy "${policyName}" in sla.policies` };
  const found = targetsFor(policy, type, priority);
  const { calendar, calendarName } = policy;
  const aroundTheClock = calendar.kind === 'always';
  if (!found) {
    return { ...nothing, aroundTheClock, because: `policy "${policyName}" has no target for ${type}/${priority}` };
  }
  const { targets, row } = found;
  const told = [`first response ${targets.firstResponse.written}`];
  if (targets.resolution) told.push(`resolution ${targets.resolution.written}`);
  const asked = `${type}/${priority}`;
  return {
    policy: policyName,
    firstResponseDue: dueAt(calendar, receivedAt, targets.firstResponse),
    resolutionDue: targets.resolution ? dueAt(calendar, receivedAt, targets.resolution) : null,
    aroundTheClock,
    because: `policy "${policyName}", ${row === asked ? row : `${asked} by ${row}`}: ${told.join(', ')} in calendar "${calendarName}"`,
  };
}

/**
 * The targets for a type and priority: the type's row before the row `*`, and in each the priority before `*`.
 * @returns null where the policy has none; `row` names the one that was found, such as `incident/*`
 */
export function targetsFor(
  policy: SlaPolicy,
  type: TicketType,
  priority: Priority,
): { targets: Targets; row: string } | null {
  return rowFor(policy.targets, type, priority);
}

function rowFor(
  targets: SlaPolicy['targets'],
  type: TicketType,
  priority: Priority,
): { targets: Targets; row: string } | null {
  for (const oneType of [type, '*']) {
    for (const onePriority of [priority, '*']) {
      const found = targets.get(oneType)?.get(onePriority);
      if (found) return { targets: found, row: `${oneType}/${onePriority}` };
    }
  }
  return null;
}

/** When a target that runs from an instant is due. */
export function dueAt(calendar: Calendar, from: Instant, span: BusinessSpan): Instant {
  switch (span.unit) {
    case 'ms':
      return addBusinessTime(calendar, from, span.count);
    case 'working days':
      return addWorkingDays(calendar, from, span.count);
  }
}

const UNITS = {
  m: { unit: 'ms', one: 60_000 },
  h: { unit: 'ms', one: 3_600_000 },
  bd: { unit: 'working days', one: 1 },
} as const;

/** Reads `30m`, `4h` or `2bd`. @returns null where it is none of them */
export function targetFrom(written: string): Target | null {
  const parts = /^([1-9]\d{0,4})(m|h|bd)$/.exec(written);
  if (!parts) return null;
  const { unit, one } = UNITS[parts[2] as keyof typeof UNITS];
  return { unit, count: Number(parts[1]) * one, written };
}

/** Every type and priority must have targets, or somebody is promised nothing and nobody notices. */
function holesIn(targets: SlaPolicy['targets'], path: ConfigProblem['path']): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const whole: TicketType[] = [];
  for (const type of TICKET_TYPES) {
    const missing = PRIORITIES.filter((priority) => !rowFor(targets, type, priority));
    if (missing.length === PRIORITIES.length) whole.push(type);
    else if (missing.length > 0) {
      const message = `no targets for ${type} of priority ${missing.join(', ')}: add them, or "*" for every other priority`;
      problems.push({ path: [...path, targets.has(type) ? type : '*'], message });
    }
  }
  if (whole.length > 0) {
    problems.push({ path, message: `no targets for ${whole.join(', ')}: add them, or "*" for every other type` });
  }
  return problems;
}

function targetsFrom(config: TargetsConfig, path: ConfigProblem['path'], problems: ConfigProblem[]): Targets {
  const read = (metric: Metric) => {
    const written = config[metric];
    if (written === undefined) return null;
    const target = targetFrom(written);
    if (!target) {
      problems.push({ path: [...path, metric], message: `"${written}" is no time: write "30m", "4h" or "2bd"` });
    }
    return target;
  };
  const none: Target = { unit: 'ms', count: 0, written: config.firstResponse };
  return {
    firstResponse: read('firstResponse') ?? none,
    nextResponse: read('nextResponse'),
    resolution: read('resolution'),
  };
}
