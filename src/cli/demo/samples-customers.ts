/** What do customers write to a support mailbox, those who may have support and those who may not? Each with what it is to become. */
import type { TemplateName } from '../../letters/letter.ts';
import type { Language, TicketType } from '../../ticket/ticket.ts';
import { addressOf, type ExpectedLetter, type Sample, writes } from './sample.ts';
import { answerTo, type Draft, mimeOf } from './sample-mime.ts';

const SERVED = 'Customers who may have support';
const ASKING = 'Customers who ask the desk itself';
const REFUSED = 'Senders who may not have support';

/** To the agent who gets the ticket. */
const BIA: ExpectedLetter = ['bia@blip.example', 'agent-ticket', 'pt-BR'];
const DIEGO: ExpectedLetter = ['diego@blip.example', 'agent-ticket', 'es'];
const EMMA: ExpectedLetter = ['emma@blip.example', 'agent-ticket', 'en'];

/** They open tickets, one of each type. */
export const SERVED_SAMPLES: Sample[] = [
  opens('incident', 'incident', 'pt-BR', BIA, 'Ana gets a number and a promise; Bia, an agent, gets the ticket.', {
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
  opens('doubt', 'doubt', 'en', EMMA, 'John writes English, and so does Emma.', {
    from: 'John Park <john@globex.example>',
    messageId: 'menu@globex.example',
    subject: 'How can I add a menu with quick replies?',
    text: `Hi there,

we are building a flow for order tracking, and I would like customers to pick from a menu rather than type. How can I add a menu with quick replies to a block? And is there a limit on the number of options?

Thanks,
John Park
Globex Care`,
  }),
  opens('task', 'task', 'es', BIA, 'Bia and Diego write Spanish. They take turns, and Bia comes first.', {
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
  opens(
    'unverified',
    'doubt',
    'pt-BR',
    DIEGO,
    'Nothing proves that Marcos wrote this. His letter repeats no word of it.',
    {
      from: 'Marcos Prado <marcos@estrela.example>',
      messageId: 'historico@estrela.example',
      subject: 'Onde encontro o histórico das conversas?',
      text: `Olá, pessoal!

Onde encontro o histórico das conversas do mês passado? Procurei no painel e só vejo as de hoje.

Abraço,
Marcos`,
    },
  ),
];

const ESCALATE = 'Please escalate this ticket.';

/** Their tickets are in the hands of agents by now. */
export const ASKING_SAMPLES: Sample[] = [
  writes(
    { name: 'my-tickets', group: ASKING, tells: 'Ana asks for her tickets and gets the list.' },
    {
      from: 'Ana Souza <ana@acme.example>',
      messageId: 'meus-chamados@acme.example',
      subject: 'Meus chamados',
      text: '',
    },
    { disposition: 'answered', letters: [['ana@acme.example', 'service-list', 'pt-BR']] },
  ),
  {
    name: 'escalation',
    group: ASKING,
    mailFrom: 'john@globex.example',
    tells: "John's plan lets him escalate. He gets the phone number; the agent and the lead are told.",
    words: ESCALATE,
    mime: ({ letter }) =>
      mimeOf({
        from: 'John Park <john@globex.example>',
        messageId: 'escalate@globex.example',
        ...answerTo(
          letter('corrected', 'john@globex.example'),
          ESCALATE,
          'Emma (Suporte Blip) <suporte@blip.example> wrote:',
        ),
      }),
    becomes: {
      disposition: 'answered',
      ticketOf: 'doubt',
      // The agent and the lead of the queue.
      letters: [['john@globex.example', 'service-escalated', 'en'], EMMA, BIA],
    },
  },
];

export const REFUSED_SAMPLES: Sample[] = [
  refused('trial', 'refusal-plan-without-email', 'pt-BR', {
    from: 'Rafael Nunes <rafael@lojaluz.example>',
    messageId: 'instagram@lojaluz.example',
    subject: 'Como conecto o Instagram?',
    text: 'Oi! Estou testando a plataforma há uns dias e gostei bastante. Como conecto o Instagram da loja ao meu bot?\n\nRafael',
  }),
  refused('ended', 'refusal-ended', 'en', {
    from: 'Grace Clarke <grace@northgate.example>',
    messageId: 'broadcast@northgate.example',
    subject: 'Broadcasts are not being delivered',
    text: 'Hello,\n\nour weekly broadcast has been queued since Monday and nothing is being delivered. Could someone have a look?\n\nBest,\nGrace Clarke',
  }),
  refused('not-started', 'refusal-not-started', 'es', {
    from: 'Tomás Rojas <tomas@andina.example>',
    messageId: 'preparar@andina.example',
    subject: 'Dudas antes de salir en vivo',
    text: 'Hola:\n\nQueremos dejar todo listo antes de empezar. ¿Cómo configuramos los horarios de atención de nuestro bot?\n\nGracias,\nTomás',
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
];

function opens(
  name: string,
  type: TicketType,
  language: Language,
  agent: ExpectedLetter,
  tells: string,
  draft: Draft,
): Sample {
  const letters: ExpectedLetter[] = [[addressOf(draft.from), 'acknowledgement', language], agent];
  return writes({ name, group: SERVED, tells }, draft, { disposition: 'opened', type, ticketOf: name, letters });
}

function refused(name: string, template: TemplateName, language: Language, draft: Draft): Sample {
  const letters: ExpectedLetter[] = [[addressOf(draft.from), template, language]];
  return writes({ name, group: REFUSED }, draft, { disposition: 'refused', letters });
}
