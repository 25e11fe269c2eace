/** The explanation of one mail as data: everything that was found out, the decision, and the letters it would write. */
import { open } from 'node:fs/promises';
import { mailToSettle } from '../ingest.ts';
import type { LetterDraft } from '../letters/letter.ts';
import { writeLetter } from '../letters/write.ts';
import type { Message, Understood } from '../mail/message.ts';
import { beginsMbox, mailsIn, type Place, unquoted } from '../mailbox/mbox.ts';
import type { Setup } from '../setup.ts';
import type { MailToSettle, Store } from '../store/store.ts';
import { personBehind } from '../ticket/agent/behalf.ts';
import { decide } from '../ticket/decide.ts';
import type { Decision, Facts } from '../ticket/decision.ts';
import { entitlementOf } from '../ticket/entitlement.ts';
import { type Classification, type Entitlement, FIRST_NUMBER, type SlaPromise } from '../ticket/ticket.ts';
import { iso } from './times.ts';

export interface Explaining {
  setup: Setup;
  /** Null: nothing is known of tickets and earlier mails. */
  store: Store | null;
  understand: (raw: Buffer, receivedAt: number) => Promise<Understood>;
  /** UTC ms. */
  now: number;
}

/** What `explain --json` prints: its keys are fixed. */
export interface Explanation {
  file: string;
  message: PublicMessage | null;
  authentication: Message['authentication'] | null;
  /** Whose mail it is, where it says to be an agent's. `onBehalfOf`: the customer whose matter it is; null: none. */
  agent: { id: string; name: string; onBehalfOf: string | null } | null;
  thread: { ticket: string; because: string } | null;
  entitlement: Pick<Entitlement, 'verdict' | 'plan' | 'contract' | 'because'> | null;
  classification: Pick<Classification, 'type' | 'priority' | 'tags' | 'because'> | null;
  sla: { policy: string; firstResponseDue: string | null; resolutionDue: string | null; because: string } | null;
  decision: { disposition: Decision['disposition']; because: string } | null;
  letters: { to: string; template: string; language: string; subject: string }[];
  error?: string;
}

type PublicMessage = ReturnType<typeof publicMessage>;

/** Explains one file. Never rejects: what can't be read is said in `error`. */
export async function explainFile(file: string, explaining: Explaining): Promise<Explanation> {
  const nothing: Explanation = {
    file,
    message: null,
    authentication: null,
    agent: null,
    thread: null,
    entitlement: null,
    classification: null,
    sla: null,
    decision: null,
    letters: [],
  };
  try {
    const { raw, receivedAt } = await readOne(file, explaining.setup.config.limits.mailSize);
    const understood: Understood =
      'tooLarge' in raw ? { unreadable: raw.tooLarge } : await explaining.understand(raw.bytes, receivedAt);
    return { ...nothing, ...(await explain(understood, receivedAt, explaining)) };
  } catch (error) {
    return { ...nothing, error: error instanceof Error ? error.message : String(error) };
  }
}

type Raw = { bytes: Buffer } | { tooLarge: string };

/** @throws Error where the file can't be read, or is an mbox of several mails */
async function readOne(path: string, mailSize: number): Promise<{ raw: Raw; receivedAt: number }> {
  const file = await open(path, 'r');
  try {
    const found = await file.stat();
    if (found.isDirectory()) throw new Error('it is a folder: name the files in it');
    const { size } = found;
    const receivedAt = Math.floor(found.mtimeMs);
    if (size > mailSize)
      return { raw: { tooLarge: `its ${size} bytes are over the limit of ${mailSize} (limits.mailSize)` }, receivedAt };
    const bytes = await file.readFile();
    if (!beginsMbox(bytes)) return { raw: { bytes }, receivedAt };
    const places: Place[] = [];
    for await (const place of mailsIn(file)) places.push(place);
    const [only] = places;
    if (!only || places.length > 1) throw new Error(`it is an mbox of ${places.length} mails: name one mail a file`);
    return { raw: { bytes: unquoted(bytes.subarray(only.start, only.end)) }, receivedAt };
  } finally {
    await file.close();
  }
}

/** Larger than the id of any mail in the ledger, so that all of those came before it. */
const NEXT_ID = 2_000_000_000;

async function explain(
  understood: Understood,
  receivedAt: number,
  explaining: Explaining,
): Promise<Partial<Explanation>> {
  const { setup, store, now } = explaining;
  const { desk, directory } = setup;
  const toSettle = mailToSettle(
    { id: NEXT_ID, receivedAt, silent: false, released: [], twin: null },
    understood,
    desk,
    directory,
  );
  const decision = store
    ? await store.consider(toSettle, (mail, facts) => decide(mail, facts, desk, now), now)
    : decide(toSettle.mail, factsWithoutStore(toSettle), desk, now);
  const decided = { decision: { disposition: decision.disposition, because: decision.because.join('; ') } };
  if (!('message' in understood)) return { ...decided, error: understood.unreadable };

  const { message } = understood;
  const entitlement =
    decision.entitlement ??
    entitlementOf(toSettle.question.directory, toSettle.question.from ?? 'nobody', desk, receivedAt);
  return {
    message: publicMessage(message),
    authentication: { verdict: message.authentication.verdict, because: message.authentication.because },
    agent: agentOf(message, desk),
    thread: decision.thread && { ticket: decision.thread.ticket, because: decision.thread.because },
    entitlement: {
      verdict: entitlement.verdict,
      plan: entitlement.plan,
      contract: entitlement.contract,
      because: entitlement.because,
    },
    classification: classificationLine(decision.classification ?? classify(message, entitlement, setup)),
    sla: decision.promise && promiseLine(decision.promise),
    ...decided,
    letters: decision.letters.map((letter) => letterLine(letter, setup)),
  };
}

function agentOf(message: Message, desk: Setup['desk']): Explanation['agent'] {
  const from = message.from?.address.toLowerCase() ?? '';
  const agent = desk.agents.find(({ addresses }) => addresses.includes(from));
  if (!agent) return null;
  const person = personBehind(message, null, desk);
  return { id: agent.id, name: agent.name, onBehalfOf: person === from ? null : person };
}

/** A plan counts only for who is entitled under it. */
function classify(message: Message, { verdict, plan, organization }: Entitlement, { desk }: Setup): Classification {
  const entitled = verdict === 'entitled';
  return desk.classify({
    message,
    plan: entitled ? plan : null,
    organization: entitled ? organization : null,
    language: message.language,
  });
}

function factsWithoutStore({ question }: MailToSettle): Facts {
  return {
    directory: question.directory,
    duplicateOf: null,
    tickets: { byToken: [], byMessageId: [], byNumber: [] },
    bouncedLetter: null,
    answersWaiting: false,
    refusals: { toSender: 0, today: 0 },
    lettersToSender: 0,
    lettersToday: { toSender: 0, toSenderOn: {}, deskIsFull: false },
    nextNumber: FIRST_NUMBER,
    agentThreads: [],
    agentAsked: false,
    named: [],
    ownTickets: [],
    months: new Map(),
    people: question.agents?.people ?? {},
    routing: { away: {}, turns: {}, open: {}, keepers: {} },
    answersToAgent: 0,
    incidents: { open: [], recent: [] },
    parts: [],
    leadNotices: {},
  };
}

function publicMessage(message: Message) {
  const {
    messageId,
    date,
    from,
    to,
    cc,
    subject,
    text,
    replyText,
    language,
    attachments,
    automatic,
    forwarded,
    defect,
  } = message;
  return {
    messageId,
    date,
    from,
    to,
    cc,
    subject,
    text,
    replyText,
    language,
    attachments,
    automatic: automatic && {
      kind: automatic.kind,
      because: automatic.because,
      bounce: automatic.bounce && { recipients: automatic.bounce.recipients },
    },
    forwarded,
    defect,
  };
}

function classificationLine({ type, priority, tags, because }: Classification) {
  return { type, priority, tags, because };
}

function promiseLine({ policy, firstResponseDue, resolutionDue, because }: SlaPromise) {
  return { policy, firstResponseDue: iso(firstResponseDue), resolutionDue: iso(resolutionDue), because };
}

function letterLine(letter: LetterDraft, { templates, desk }: Setup) {
  const { template, language } = letter;
  return { to: letter.to.address, template, language, subject: writeLetter(templates, letter, desk).subject };
}
