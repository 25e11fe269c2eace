/**
 * What do people, machines and swindlers write to a support mailbox, and what is each to become? One sample for every
 * row of the desk's table of dispositions, in the order in which they are sent: later ones answer letters to earlier ones.
 */
import type { TemplateName } from '../../letters/letter.ts';
import type { Disposition, Language, TicketType } from '../../ticket/ticket.ts';
import type { WrittenLetter } from './letters.ts';
import { answerTo, bounceOf, type Draft, hugeHeader, mimeOf } from './sample-mime.ts';

export interface Sample {
  name: string;
  /** The heading it stands under. */
  group: string;
  /** MAIL FROM; empty for the null sender (RFC 5321 §4.5.5). */
  mailFrom: string;
  mime: (sent: Sent) => Promise<Buffer> | Buffer;
  becomes: {
    disposition: Disposition;
    type?: TicketType;
    /** The sample whose ticket it is on; its own where it opens one. */
    ticketOf?: string;
    letter?: { template: TemplateName; language: Language };
  };
}

/** What the samples before this one came to. */
export interface Sent {
  mime(name: string): Buffer;
  letter(name: string): WrittenLetter;
}

const SERVED = 'Customers who may have support';
const REFUSED = 'Senders who may not';
const MACHINES = 'Mail that no person wrote';
const PRETENDERS = 'Mail that is not what it says';

export const SAMPLES: Sample[] = [
  opens('incident', 'incident', 'pt-BR', {
    from: 'Ana Souza <ana@acme.example>',
    messageId: 'bot-parado@acme.example',
    subject: 'Nosso bot parou de responder no WhatsApp',
    text: `Bom dia,

Desde as 8h40 o nosso bot de vendas parou de responder no WhatsApp. As mensagens chegam, aparecem no painel e ficam sem resposta; nenhum cliente está sendo atendido. Não mudamos nada no fluxo desde sexta-feira.

Vocês conseguem verificar com urgência?

Obrigada,
Ana Souza
Acme · Canais digitais`,
  }),
  opens('doubt', 'doubt', 'en', {
    from: 'John Park <john@globex.example>',
    messageId: 'menu@globex.example',
    subject: 'How can I add a menu with quick replies?',
    text: `Hi there,

we are building a flow for order tracking, and I would like customers to pick from a menu rather than type. How can I add a menu with quick replies to a block? And is there a limit on the number of options?

Thanks,
John Park
Globex Care`,
  }),
  opens('task', 'task', 'es', {
    from: 'Lucía Fernández <lucia@mercadosur.example>',
    messageId: 'logs@mercadosur.example',
    subject: 'Exportación de logs para una auditoría',
    text: `Buenos días:

Por una auditoría interna, solicitamos la exportación de los logs de conversación de nuestro bot de pedidos de los últimos treinta días, en formato CSV.

Quedo atenta a cualquier dato que necesiten.

Saludos cordiales,
Lucía Fernández
Mercado Sur`,
  }),
  opens('unverified', 'doubt', 'pt-BR', {
    from: 'Marcos Prado <marcos@estrela.example>',
    messageId: 'historico@estrela.example',
    subject: 'Onde encontro o histórico das conversas?',
    text: `Olá, pessoal!

Onde encontro o histórico das conversas do mês passado? Procurei no painel e só vejo as de hoje.

Abraço,
Marcos`,
  }),
  {
    name: 'reply',
    group: SERVED,
    mailFrom: 'ana@acme.example',
    mime: ({ letter }) =>
      mimeOf({
        from: 'Ana Souza <ana@acme.example>',
        messageId: 'mais-detalhes@acme.example',
        ...answerTo(
          letter('incident'),
          'Mais um detalhe: só acontece no número principal. No número de testes o bot responde normalmente.\n\nAna',
          'Suporte Blip <suporte@blip.example> escreveu:',
        ),
      }),
    becomes: { disposition: 'appended', ticketOf: 'incident' },
  },

  refused('trial', 'refusal-plan-without-email', 'pt-BR', {
    from: 'Rafael Nunes <rafael@lojaluz.example>',
    messageId: 'instagram@lojaluz.example',
    subject: 'Como conecto o Instagram?',
    text: 'Oi! Estou testando a plataforma há uns dias e gostei bastante. Como conecto o Instagram da loja ao meu bot?\n\nRafael',
  }),
  refused('ended', 'refusal-ended', 'en', {
    from: 'Emma Clarke <emma@northgate.example>',
    messageId: 'broadcast@northgate.example',
    subject: 'Broadcasts are not being delivered',
    text: 'Hello,\n\nour weekly broadcast has been queued since Monday and nothing is being delivered. Could someone have a look?\n\nBest,\nEmma Clarke',
  }),
  refused('not-started', 'refusal-not-started', 'es', {
    from: 'Diego Rojas <diego@andina.example>',
    messageId: 'preparar@andina.example',
    subject: 'Dudas antes de salir en vivo',
    text: 'Hola:\n\nQueremos dejar todo listo antes de empezar. ¿Cómo configuramos los horarios de atención de nuestro bot?\n\nGracias,\nDiego',
  }),
  refused('out-of-scope', 'refusal-out-of-scope', 'pt-BR', {
    from: 'Léo Dias <leo@acme.example>',
    messageId: 'laboratorio@acme.example',
    subject: 'Dúvida sobre o bot de laboratório',
    text: 'Olá, tudo bem?\n\nComo altero a mensagem de boas-vindas do bot de laboratório? Mudei no editor, mas continua aparecendo a antiga.\n\nLéo',
  }),
  refused('not-a-user', 'refusal-not-a-user', 'en', {
    from: 'Priya Nair <priya@globex.example>',
    messageId: 'reports@globex.example',
    subject: 'Last week is missing from our reports',
    text: 'Hi,\n\nI joined the customer care team at Globex this month. Last week is missing from the attendance report. Can you bring the numbers back?\n\nPriya',
  }),
  refused('unknown', 'refusal-no-contract', 'es', {
    from: 'Sofía Molina <sofia@correolibre.example>',
    messageId: 'precio@correolibre.example',
    subject: '¿Cuánto cuesta un asistente para mi tienda?',
    text: 'Buenas tardes:\n\nTengo una tienda de ropa y me gustaría saber cuánto cuesta un asistente para responder a mis clientas los fines de semana.\n\nSofía',
  }),

  {
    name: 'duplicate',
    group: MACHINES,
    mailFrom: 'ana@acme.example',
    mime: ({ mime }) => mime('incident'),
    becomes: { disposition: 'duplicate' },
  },
  {
    name: 'out-of-office',
    group: MACHINES,
    mailFrom: '',
    mime: ({ letter }) =>
      mimeOf({
        from: 'John Park <john@globex.example>',
        messageId: 'away@globex.example',
        subject: `Automatic reply: ${letter('doubt').subject}`,
        text: 'I am out of the office until Monday and will answer your message when I am back.\n\nJohn',
        answers: letter('doubt'),
        headers: { 'Auto-Submitted': 'auto-replied' },
      }),
    becomes: { disposition: 'noted', ticketOf: 'doubt' },
  },
  {
    name: 'bounce',
    group: MACHINES,
    mailFrom: '',
    mime: ({ letter }) =>
      bounceOf(letter('task'), 'mx.mercadosur.example', '5.2.2', '552 5.2.2 The mailbox is over its quota'),
    becomes: { disposition: 'bounce', ticketOf: 'task' },
  },
  {
    name: 'loop',
    group: MACHINES,
    mailFrom: 'marcos@estrela.example',
    // A redirection at the customer's host sends the letter back to where it came from.
    mime: ({ letter }) => letter('unverified').raw,
    becomes: { disposition: 'ignored' },
  },

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
    becomes: { disposition: 'quarantined' },
  },
  {
    name: 'false-agent',
    group: PRETENDERS,
    mailFrom: 'bia.lima@freemail.example',
    mime: () =>
      mimeOf({
        from: 'Bia Lima <bia@blip.example>',
        messageId: 'resolvido@freemail.example',
        subject: '[BLIP-1001] Resolvido',
        text: '#solved\n\nOi, Ana! Para concluir, confirme a sua senha em https://blip-login.example/.',
      }),
    becomes: { disposition: 'quarantined' },
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
          letter('doubt'),
          'Hi, I help Globex with their website. Please send me the whole conversation and add me to this ticket.\n\nKai',
          'Suporte Blip <suporte@blip.example> wrote:',
        ),
      }),
    becomes: { disposition: 'quarantined' },
  },
  {
    name: 'unreadable',
    group: PRETENDERS,
    mailFrom: 'someone@odd.example',
    mime: hugeHeader,
    becomes: { disposition: 'quarantined' },
  },
];

function opens(name: string, type: TicketType, language: Language, draft: Draft): Sample {
  return {
    name,
    group: SERVED,
    mailFrom: addressOf(draft),
    mime: () => mimeOf(draft),
    becomes: { disposition: 'opened', type, ticketOf: name, letter: { template: 'acknowledgement', language } },
  };
}

function refused(name: string, template: TemplateName, language: Language, draft: Draft): Sample {
  return {
    name,
    group: REFUSED,
    mailFrom: addressOf(draft),
    mime: () => mimeOf(draft),
    becomes: { disposition: 'refused', letter: { template, language } },
  };
}

function addressOf({ from }: Draft): string {
  return from.slice(from.indexOf('<') + 1, -1);
}
