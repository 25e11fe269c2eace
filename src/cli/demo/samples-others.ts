/** What comes to a support mailbox that no customer and no agent wrote: the mails of machines and of swindlers, each with what it is to become. */
import type { Sample } from './sample.ts';
import { answerTo, bounceOf, hugeHeader, mimeOf } from './sample-mime.ts';

const MACHINES = 'Mail that no person wrote';
const PRETENDERS = 'Mail that is not what it says';

export const MACHINE_SAMPLES: Sample[] = [
  {
    name: 'duplicate',
    group: MACHINES,
    mailFrom: 'ana@acme.example',
    mime: ({ mime }) => mime('incident'),
    becomes: { disposition: 'duplicate', letters: [] },
  },
  {
    name: 'out-of-office',
    group: MACHINES,
    mailFrom: '',
    mime: ({ letter }) =>
      mimeOf({
        from: 'John Park <john@globex.example>',
        messageId: 'away@globex.example',
        subject: `Automatic reply: ${letter('doubt', 'john@globex.example').subject}`,
        text: 'I am out of the office until Monday and will answer your message when I am back.\n\nJohn',
        answers: letter('doubt', 'john@globex.example'),
        headers: { 'Auto-Submitted': 'auto-replied' },
      }),
    becomes: { disposition: 'noted', ticketOf: 'doubt', letters: [] },
  },
  {
    name: 'bounce',
    group: MACHINES,
    mailFrom: '',
    mime: ({ letter }) =>
      bounceOf(
        letter('task', 'lucia@mercadosur.example'),
        'mx.mercadosur.example',
        '5.2.2',
        '552 5.2.2 The mailbox is over its quota',
      ),
    becomes: {
      disposition: 'bounce',
      ticketOf: 'task',
      letters: [['diego@blip.example', 'agent-notice', 'es']],
    },
  },
  {
    name: 'loop',
    group: MACHINES,
    mailFrom: 'marcos@estrela.example',
    // A redirection at the customer's host sends the letter back to where it came from.
    mime: ({ letter }) => letter('unverified', 'marcos@estrela.example').raw,
    becomes: { disposition: 'ignored', letters: [] },
  },
];

const FALSE_ANSWER = '#solved\n\nHi John, to finish, please confirm your password at https://blip-login.example/.';

export const PRETENDER_SAMPLES: Sample[] = [
  {
    name: 'forged',
    group: PRETENDERS,
    mailFrom: 'campaign@bulkmail.example',
    mime: () =>
      mimeOf({
        from: 'Ana Souza <ana@acme.example>',
        messageId: 'novo-endereco@bulkmail.example',
        subject: 'Novo e-mail de contato da Acme',
        text: 'Prezados,\n\nfavor enviar as próximas respostas e os dados de acesso para ana.souza@bulkmail.example.\n\nAna Souza',
        // What the sender says of itself; the host takes it away.
        headers: { 'Authentication-Results': 'mx.blip.example; dmarc=pass (p=reject) header.from=acme.example' },
      }),
    becomes: { disposition: 'quarantined', letters: [] },
  },
  {
    name: 'false-agent',
    group: PRETENDERS,
    mailFrom: 'emma.hart@freemail.example',
    tells: "Somebody writes in Emma's name. The mail is held, and the lead is told.",
    words: FALSE_ANSWER,
    mime: () =>
      mimeOf({
        from: 'Emma Hart <emma@blip.example>',
        messageId: 'solved@freemail.example',
        subject: '[BLIP-1002] How can I add a menu with quick replies?',
        text: FALSE_ANSWER,
      }),
    // The lead of the first queue.
    becomes: { disposition: 'quarantined', letters: [['bia@blip.example', 'agent-notice', 'pt-BR']] },
  },
  {
    name: 'outsider',
    group: PRETENDERS,
    mailFrom: 'kai@webstudio.example',
    // John has forwarded the acknowledgement to somebody, who answers it.
    mime: ({ letter }) =>
      mimeOf({
        from: 'Kai Berger <kai@webstudio.example>',
        messageId: 'access@webstudio.example',
        ...answerTo(
          letter('doubt', 'john@globex.example'),
          'Hi, I help Globex with their website. Please send me the whole conversation and add me to this ticket.\n\nKai',
          'Suporte Blip <suporte@blip.example> wrote:',
        ),
      }),
    becomes: { disposition: 'quarantined', letters: [] },
  },
  {
    name: 'unreadable',
    group: PRETENDERS,
    mailFrom: 'someone@odd.example',
    mime: hugeHeader,
    becomes: { disposition: 'quarantined', letters: [] },
  },
];
