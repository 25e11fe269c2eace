/** From the config to what reading a mail needs: who the desk is, and how long and with how much memory it may take. */
import type { DeskIdentity } from '../mail/message.ts';
import type { Config } from './schema.ts';

export function deskIdentity({ desk, authentication, mailbox, agents }: Config): DeskIdentity {
  return {
    addresses: [desk.address, ...desk.otherAddresses],
    authservId: authentication.authservId,
    ownLists: mailbox.ownLists,
    agents: agents.flatMap(({ email, otherEmails }) => [email, ...otherEmails]),
  };
}

/** @returns what `openUnderstanding` takes */
export function understandingOptions({ limits }: Config): { deadlineMs: number; heapMb: number } {
  return { deadlineMs: limits.parseTime, heapMb: Math.ceil(limits.parseMemory / 1_000_000) };
}
