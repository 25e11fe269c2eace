/**
 * What can be configured: the schema of config.json with a description on every key. `config.schema.json` and the
 * README's reference are generated from it. Reading a file is `load.ts`'s task, making a desk of it `compile.ts`'s.
 */
import { validate as validCron } from 'node-cron';
import { z } from 'zod';
import { LANGUAGES } from '../ticket/ticket.ts';
import { authenticationSchema } from './authentication-schema.ts';
import { digestSchema } from './digest-schema.ts';
import { followUpsSchema } from './follow-up-schema.ts';
import { incidentsSchema } from './incidents-schema.ts';
import { address, agentsSchema, answersSchema, customersSchema, queuesSchema } from './people-schema.ts';
import { classificationSchema } from './rules-schema.ts';
import { slaSchema } from './sla-schema.ts';
import { size, span } from './units.ts';

const timeZone = z.string().refine(knownZone, 'is no time zone; use a name such as "America/Sao_Paulo"');
const port = z.int().min(1).max(65_535);
const link = z
  .string()
  .regex(/^(https:\/\/|mailto:)[^\s<>"'()[\]]+$/, 'must be an https:// or mailto: link without spaces or brackets');

const deskSchema = z.strictObject({
  name: z.string().min(1).max(120).describe('The name that the desk signs with and that stands beside its address.'),
  address: address.describe('The support address: mail comes here, letters go out from here.'),
  otherAddresses: z.array(address).default([]).describe('Further addresses that lead to the same mailbox.'),
  ticketPrefix: z
    .string()
    .regex(/^[A-Z][A-Z0-9]{1,9}$/, 'must be 2 to 10 capital letters and digits, a letter first')
    .describe('What ticket numbers begin with: `BLIP` gives `BLIP-1024`.'),
  language: z
    .enum(LANGUAGES)
    .describe("The desk's own language: for who has no preference and writes in none that it knows."),
  timeZone: timeZone.describe('The zone that letters tell times in and that contracts begin and end in (IANA name).'),
  secret: z
    .union([z.string(), z.array(z.string()).min(1)])
    .transform((one) => (Array.isArray(one) ? one : [one]))
    .refine(
      (secrets) => secrets.every((secret) => secret.length >= 16),
      'must have 16 characters or more; `openssl rand -hex 32` makes one',
    )
    .describe(
      'Signs the tokens in our Message-IDs. A list rotates: the first signs, all verify. 16 characters or more.',
    ),
  plusAddress: z
    .boolean()
    .default(false)
    .describe('The provider delivers `suporte+anything@` to this mailbox: Reply-To then carries a token too.'),
  phone: z
    .string()
    .regex(/^[^\x00-\x1f<>]{3,60}$/, 'must be a telephone number as customers are to read it')
    .nullable()
    .default(null)
    .describe('Told to customers on a plan with `phone-on-escalation` once their ticket is escalated; null: none is.'),
});

const imapSchema = z.strictObject({
  kind: z.literal('imap').describe('Mail is read over IMAP.'),
  host: z.string().min(1).describe('The IMAP server.'),
  port: port.default(993).describe('Its port.'),
  secure: z.boolean().default(true).describe('TLS from the start. `false`: STARTTLS is required, but on loopback.'),
  user: z.string().min(1).describe('Login name.'),
  password: z.string().min(1).describe('Password; best as "${env:IMAP_PASSWORD}".'),
  folder: z.string().min(1).default('INBOX').describe('The folder that mail is taken from.'),
  done: z.string().min(1).default('Processed').describe('The folder that settled mail is moved to; made if missing.'),
  poll: z
    .string()
    .refine((text) => validCron(text), 'is no cron expression; "*/30 * * * * *" is every 30 seconds')
    .default('*/30 * * * * *')
    .describe('When to look for mail even if the server announced none (cron, with seconds).'),
  idle: z
    .boolean()
    .default(true)
    .describe('Let the server announce new mail (IMAP IDLE), so that it is taken within a second.'),
  backlog: z
    .strictObject({
      silentOlderThan: span
        .prefault('24h')
        .describe('At the first start on a mailbox, mail older than this is settled without letters.'),
    })
    .prefault({})
    .describe('What happens to the mail that is already there when the desk first sees the mailbox.'),
  ownLists: z
    .array(z.string().toLowerCase())
    .default([])
    .describe('Lists (List-Id or address) that lead into this mailbox: their headers make a mail no list mail.'),
});

const maildirSchema = z.strictObject({
  kind: z.literal('maildir').describe('Mail is read from a Maildir on this machine.'),
  path: z
    .string()
    .min(1)
    .describe('The Maildir: the folder that holds `new`, `cur` and `tmp`. Relative to the config file.'),
  done: imapSchema.shape.done.describe('The Maildir folder (`.Processed` within it) that settled mail is moved to.'),
  poll: imapSchema.shape.poll,
  backlog: imapSchema.shape.backlog,
  ownLists: imapSchema.shape.ownLists,
});

const smtpSchema = z.strictObject({
  kind: z.literal('smtp').describe('Letters go out over SMTP.'),
  host: z.string().min(1).describe('The SMTP server.'),
  port: port.default(587).describe('Its port.'),
  secure: z
    .boolean()
    .optional()
    .describe('TLS from the start; by default on port 465 alone. Else STARTTLS is required, but on loopback.'),
  user: z.string().min(1).optional().describe('Login name; without it there is no login.'),
  password: z.string().min(1).optional().describe('Password; best as "${env:SMTP_PASSWORD}".'),
  connections: z.int().min(1).max(20).default(5).describe('Connections held open at once.'),
});

const folderSchema = z.strictObject({
  kind: z.literal('folder').describe('Each letter becomes an .eml file.'),
  path: z.string().min(1).describe('The folder; made if missing. Relative to the config file.'),
});

const planSchema = z.strictObject({
  aliases: z.array(z.string().min(1)).default([]).describe('Other names of the plan in the directory.'),
  channels: z
    .array(z.enum(['documentation', 'forum', 'portal', 'email', 'whatsapp', 'phone', 'phone-on-escalation']))
    .describe('How its customers reach support. Without `email` this desk refuses them, saying how else.'),
  sla: z.string().optional().describe('The policy of `sla.policies` that it promises; needed with `email`.'),
});

const optionalLink = link.nullable().default(null);
const linksSchema = z.strictObject({
  documentation: optionalLink.describe('Documentation; null: letters leave it out.'),
  forum: optionalLink.describe('Forum; null: letters leave it out.'),
  portal: optionalLink.describe('Service portal; null: letters leave it out.'),
  status: optionalLink.describe('Status page; null: letters leave it out.'),
  helpCenter: optionalLink.describe('Help center; null: letters leave it out.'),
  contract: optionalLink.describe('How to become a customer; null: letters leave it out.'),
  user: optionalLink.describe('How to become a registered user; null: letters leave it out.'),
  team: optionalLink.describe("How to join a bot's team; null: letters leave it out."),
  language: optionalLink.describe('How to set the language of use; null: letters leave it out.'),
});

export const configSchema = z.strictObject({
  $schema: z.string().optional().describe('For completion in an editor: "./config.schema.json".'),
  desk: deskSchema.describe('The support address and how it presents itself.'),
  store: z
    .strictObject({
      path: z.string().min(1).default('data/chamado.db').describe('The database file. Relative to the config file.'),
    })
    .prefault({})
    .describe('Where everything is kept.'),
  mailbox: z.discriminatedUnion('kind', [imapSchema, maildirSchema]).describe('Where mail is read from.'),
  outgoing: z.discriminatedUnion('kind', [smtpSchema, folderSchema]).describe('Where letters go.'),
  directory: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('file').describe('One JSON file.'),
        path: z.string().min(1).describe('The file. Relative to the config file.'),
      }),
    ])
    .describe('Where contacts and contracts come from.'),
  authentication: authenticationSchema.prefault({}).describe('Whom to believe about who sent a mail.'),
  plans: z
    .record(z.string().min(1), planSchema)
    .describe('The plans, smallest first: of several contracts the largest plan serves.'),
  links: linksSchema.prefault({}).describe('Where letters point to.'),
  templates: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('A folder with own templates (`pt-BR/NAME.md` …) that win over the shipped ones.'),
  threading: z
    .strictObject({
      colleagues: z
        .enum(['append', 'hold'])
        .default('append')
        .describe(
          "A reply by somebody of the ticket's contract who is not on the ticket: `append` takes it in, `hold` quarantines it.",
        ),
      reopenWindow: span
        .prefault('14d')
        .describe('A reply within this time after closing reopens the ticket; later it opens a new, linked one.'),
      thanks: z
        .strictObject({
          recognise: z
            .boolean()
            .default(true)
            .describe('A reply that only says thanks is taken in, but reopens nothing and awaits no answer.'),
          phrases: z
            .array(z.string().min(1).max(60))
            .max(100)
            .default([])
            .describe('Further phrases that say thanks, besides those of Portuguese, Spanish and English.'),
        })
        .prefault({})
        .describe('Replies such as "Muito obrigado!".'),
    })
    .prefault({})
    .describe('How replies find their ticket.'),
  classification: classificationSchema.describe('How type, priority, tags and queue of a new ticket are chosen.'),
  sla: slaSchema.describe('What is promised: calendars and policies.'),
  agents: agentsSchema.default([]).describe('Who works on tickets.'),
  queues: queuesSchema.default([]).describe('Groups of agents that tickets are routed to.'),
  answers: answersSchema.prefault({}).describe("How agents' answers are taken, and what letters to agents hold."),
  customers: customersSchema.prefault({}).describe('What customers may do by mail besides writing.'),
  followUps: followUpsSchema.prefault({}).describe('What the desk writes and does by itself as time passes.'),
  incidents: incidentsSchema.prefault({}).describe('When tickets of several customers are taken for one incident.'),
  admins: z.array(address).default([]).describe('Who may be told of trouble by mail.'),
  digest: digestSchema
    .prefault({})
    .describe('The daily mail to the admins: what was done, what is late, what waits. Null: none is written.'),
  limits: z
    .strictObject({
      mailSize: size.prefault('25MB').describe('Larger mail is quarantined by its header alone.'),
      parseTime: span.prefault('5s').describe('A mail that takes longer to read is quarantined.'),
      parseMemory: size.prefault('256MB').describe('A mail that takes more memory to read is quarantined.'),
      lettersPerTicketDay: z
        .int()
        .min(1)
        .default(10)
        .describe(
          'Automatic letters to one address that is no agent’s, about one ticket, within a day; more are not written.',
        ),
      lettersPerRecipientHour: z
        .int()
        .min(1)
        .default(20)
        .describe('Automatic letters to one address that is no agent’s within an hour; more are not written.'),
      lettersPerRecipientDay: z
        .int()
        .min(1)
        .default(50)
        .describe('Automatic letters to one address that is no agent’s within a day; more are not written.'),
      lettersPerDeskHour: z
        .int()
        .min(1)
        .default(2_000)
        .describe('Letters of the whole desk within an hour; more wait.'),
      lettersPerDeskDay: z
        .int()
        .min(1)
        .default(20_000)
        .describe(
          'The breaker: letters of the whole desk within a day; at so many no more automatic ones are written, but for an agent who must know what becomes of a mail of theirs; tickets are opened without.',
        ),
      answersPerAgentHour: z
        .int()
        .min(1)
        .default(60)
        .describe(
          'Answers to the mails of one agent within an hour: questions, problems, receipts, cards, help. Beyond, a mail that needs one is held, and the lead is told.',
        ),
      refusalsPerDay: z
        .int()
        .min(0)
        .default(50)
        .describe('Refusals to all senders within a day; more are not written.'),
      refusalInterval: span.prefault('7d').describe('A sender gets at most one refusal within this time.'),
    })
    .prefault({})
    .describe('Bounds that keep a bad day small.'),
});

/** A whole config, validated, with its defaults filled in. */
export type Config = z.output<typeof configSchema>;
export type MailboxConfig = Config['mailbox'];
export type OutgoingConfig = Config['outgoing'];

function knownZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
