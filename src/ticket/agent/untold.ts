/**
 * Which letters answer an agent's own mail, and what becomes of a decision that has to do without one? Whether a letter may
 * be written is asked elsewhere (`caps.ts`, and the empty return path).
 */
import { AGENT_ANSWERS, type LetterDraft, type TemplateName } from '../../letters/letter.ts';
import type { Decision, Facts, InboundMail } from '../decision.ts';
import type { Desk } from '../desk.ts';
import type { Agent } from '../ticket.ts';
import { leadNotice } from './lead.ts';

export function isToAgent({ template }: Pick<LetterDraft, 'template'>): boolean {
  return template.startsWith('agent-');
}

/** It is written because an agent wrote: other letters to them tell what somebody else did. */
export function answersAgent({ template, values }: Pick<LetterDraft, 'template' | 'values'>): boolean {
  if (AGENT_ANSWERS.includes(template)) return true;
  return values.kind === 'agent-ticket' && values.occasion === 'status';
}

/** Without these an agent believes that their mail did what it says. */
const MUST_REACH: readonly TemplateName[] = ['agent-problem', 'agent-held', 'agent-question'];

export function mustReachAgent({ template }: Pick<LetterDraft, 'template'>): boolean {
  return MUST_REACH.includes(template);
}

/**
 * The decision without some of its letters. Where the agent would have been asked, or told that nothing was done, the mail
 * is held, and the lead is told.
 * @param left which letters, and why, in words
 */
export function withoutAnswers(
  decision: Decision,
  left: readonly { letter: LetterDraft; because: string }[],
  mail: InboundMail,
  facts: Pick<Facts, 'leadNotices' | 'agentThreads'>,
  desk: Desk,
): Decision {
  const letters = decision.letters.filter((letter) => !left.some((one) => one.letter === letter));
  const because = [...decision.because, ...left.map((one) => one.because)];
  const untold = left.find(({ letter }) => mustReachAgent(letter));
  const agent = untold ? agentAt(untold.letter.to.address, desk) : null;
  if (!untold || !agent) return { ...decision, letters, because };

  const from = 'message' in mail.understood ? mail.understood.message.from?.address : undefined;
  const address = from ?? untold.letter.to.address;
  const told = {
    notice: 'agent-untold',
    agent: agent.name,
    address,
    mailId: mail.id,
    because: untold.because,
  } as const;
  const on = facts.agentThreads.find(({ ticket }) => ticket !== null && ticket.number === decision.ticket)?.ticket;
  // Of one mail a lead is told once.
  const isTold = letters.some(({ values }) => values.kind === 'agent-notice' && 'mailId' in values);
  const held = decision.disposition === 'quarantined';
  return {
    ...decision,
    disposition: 'quarantined',
    retryAt: null,
    // The deciding reason stands first.
    because: held ? because : ['the agent could not be told what became of it', ...because],
    letters: isTold ? letters : [...letters, ...leadNotice(told, mail, on ?? null, facts, desk)],
  };
}

function agentAt(address: string, { agents }: Pick<Desk, 'agents'>): Agent | null {
  return agents.find(({ addresses }) => addresses.includes(address)) ?? null;
}
