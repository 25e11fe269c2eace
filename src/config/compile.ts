/** Makes the desk of the pure core out of a validated config: rules, calendars and look-ups, compiled once. */
import type { Document, Path, Problem } from '../jsonc.ts';
import { nearestName } from '../jsonc.ts';
import { compileClassifier } from '../ticket/classify/classify.ts';
import type { Desk, Plan } from '../ticket/desk.ts';
import { fold } from '../ticket/fold.ts';
import { compileSla } from '../ticket/sla/sla.ts';
import { compileFollowUps } from './follow-ups.ts';
import { compileIncidents } from './incidents.ts';
import { compilePeople } from './people.ts';
import type { Config } from './schema.ts';
import { deskIdentity } from './understanding.ts';

/** Compiles a config. @returns the desk, and what in the config contradicts itself; with problems it is not to be used */
export function compileDesk(config: Config, document: Document): { desk: Desk; problems: Problem[] } {
  const problems: Problem[] = [];
  const problem = (path: Path, message: string) => problems.push(document.problemAt(path, message));
  const { desk, sla, classification } = config;

  const plans = compilePlans(config, problem);
  const compiledSla = compileSla(sla);
  for (const { path, message } of compiledSla.problems) problem(['sla', ...path], message);
  const classifier = compileClassifier(classification, {
    planNames: new Map([...plans].map(([name, plan]) => [name, plan.name])),
    queues: config.queues.map((queue) => ({ id: queue.id, when: queue.when })),
  });
  for (const { path, message } of classifier.problems)
    problem(path[0] === 'queues' ? path : ['classification', ...path], message);
  const people = compilePeople(config, compiledSla.sla.calendars, problem);
  const followUps = compileFollowUps(config.followUps, compiledSla.sla.calendars, problem);
  const incidents = compileIncidents(config, problem);
  checkFolders(config.mailbox, problem);

  return {
    desk: {
      name: desk.name,
      address: desk.address,
      timeZone: desk.timeZone,
      links: config.links,
      identity: deskIdentity(config),
      ticketPrefix: desk.ticketPrefix,
      language: desk.language,
      secrets: desk.secret,
      plusAddress: desk.plusAddress,
      plans,
      classify: classifier.classify,
      sla: compiledSla.sla,
      followUps,
      incidents,
      ...people,
      // They are files beside the letters' templates, read where those are.
      macros: new Map(),
      answers: { state: config.answers.state, collisions: config.answers.collisions },
      awayAfterAutoReply: config.answers.awayAfterAutoReply,
      agentFilesUpTo: config.answers.filesToAgents,
      customersAdd: config.customers.addByCc,
      selfService: config.customers.selfService,
      phone: desk.phone,
      unverified: config.authentication.unverified,
      colleagues: config.threading.colleagues,
      thanks: config.threading.thanks.recognise ? { phrases: config.threading.thanks.phrases } : null,
      reopenWindow: config.threading.reopenWindow,
      limits: config.limits,
    },
    problems,
  };
}

type Tell = (path: Path, message: string) => void;

function compilePlans(config: Config, problem: Tell): Map<string, Plan> {
  const plans = new Map<string, Plan>();
  const policies = Object.keys(config.sla.policies);
  Object.entries(config.plans).forEach(([name, { aliases, channels, sla }], rank) => {
    if (sla === undefined && channels.includes('email')) {
      problem(['plans', name], 'a plan with support by e-mail needs "sla": the policy that it promises');
    }
    if (sla !== undefined && !policies.includes(sla)) {
      const nearest = nearestName(sla, policies);
      problem(
        ['plans', name, 'sla'],
        `there is no policy "${sla}" in sla.policies${nearest ? `; did you mean "${nearest}"?` : ''}`,
      );
    }
    [name, ...aliases].forEach((one, i) => {
      const other = plans.get(fold(one));
      if (other)
        problem(
          i === 0 ? ['plans', name] : ['plans', name, 'aliases', i - 1],
          `"${one}" names the plan ${other.name} too`,
        );
      plans.set(fold(one), { name, channels, sla: sla ?? '', rank });
    });
  });
  return plans;
}

/** Mail that is moved to where it is read from would come in again, for ever. */
function checkFolders(mailbox: Config['mailbox'], problem: Tell): void {
  const same = (a: string, b: string) => a === b || (a.toUpperCase() === 'INBOX' && b.toUpperCase() === 'INBOX');
  if (mailbox.kind === 'imap' && same(mailbox.folder, mailbox.done)) {
    problem(
      ['mailbox', 'done'],
      `must not be the folder that mail is read from ("${mailbox.folder}"); name another one`,
    );
  }
}
