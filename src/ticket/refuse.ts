/** A sender who may not have support: whether they are told so, and how. Nothing that they wrote is ever in it. */
import type { RefusalTemplate } from '../letters/letter.ts';
import type { Authentication, Message } from '../mail/message.ts';
import type { Decision, Facts, InboundMail } from './decision.ts';
import type { Desk } from './desk.ts';
import { languageFor } from './language.ts';
import { ends, serialOf } from './outcome.ts';
import type { Entitlement } from './ticket.ts';
import { messageIdFor } from './token.ts';

export interface Refusing {
  mail: InboundMail;
  message: Message;
  /** The sender's address, lower case. */
  from: string;
  entitlement: Entitlement;
  authentication: Authentication;
  facts: Facts;
}

/** Row 14: at most one letter a sender in a while and a few a day in all, and only where the sender is who they say. */
export function refuse(refusing: Refusing, desk: Desk): Decision {
  const { mail, message, from, entitlement } = refusing;
  if (entitlement.verdict === 'entitled') throw new Error('an entitled contact is not refused');
  const unsaid = whyUnsaid(refusing, desk);
  if (unsaid !== null) return ends('refused', entitlement.because, `no letter: ${unsaid}`);

  const { verdict, membership } = entitlement;
  const template: RefusalTemplate = `refusal-${verdict}`;
  return {
    ...ends('refused', entitlement.because),
    letters: [
      {
        template,
        language: languageFor(membership?.user.language, message.language, desk.language),
        to: { name: membership?.user.name ?? '', address: from },
        values: {
          kind: 'refusal',
          verdict,
          contactName: membership?.user.name ?? null,
          // Somebody who only shares a domain with a customer is not told what that customer has.
          organization: membership?.contract.organization ?? null,
          plan: membership ? entitlement.plan : null,
          startsOn: membership?.contract.startsOn ?? null,
          endsOn: membership?.contract.endsOn ?? null,
        },
        messageId: messageIdFor({ number: 0, party: 'c', serial: serialOf(mail) }, desk),
        inReplyTo: message.messageId,
        references: message.messageId === null ? [] : [message.messageId],
        replyTo: null,
        because: entitlement.because,
      },
    ],
  };
}

function whyUnsaid({ message, from, facts, authentication }: Refusing, desk: Desk): string | null {
  if (desk.identity.addresses.includes(from)) return "it is the desk's own address";
  if (authentication.verdict !== 'pass') return `the sender is not authenticated (${authentication.because})`;
  if (message.spam) return 'the mail server marked it as spam';
  if (facts.refusals.toSender > 0)
    return 'this sender was refused by letter a short while ago (limits.refusalInterval)';
  if (facts.refusals.today >= desk.limits.refusalsPerDay)
    return `${facts.refusals.today} refusals were written today (limits.refusalsPerDay)`;
  return null;
}
