/** What do agents write? Answers, notes and commands, as replies to the letters that the desk sent them; and a customer's mail sent on. */
import { addressOf, type ExpectedLetter, type Sample, type Sent } from './sample.ts';
import { answerTo, forwardOf, mimeOf } from './sample-mime.ts';

const WORK = 'Agents, who work by replying to the mails that bring them tickets';

const BIA = 'Bia Lima <bia@blip.example>';
const EMMA = 'Emma Hart <emma@blip.example>';

/** To customers, and to the agent whose ticket it is. */
const ANSWER_TO_ANA: ExpectedLetter = ['ana@acme.example', 'reply', 'pt-BR'];
const ANSWER_TO_JOHN: ExpectedLetter = ['john@globex.example', 'reply', 'en'];
const TOLD_BIA: ExpectedLetter = ['bia@blip.example', 'agent-ticket', 'pt-BR'];

export const AGENT_SAMPLES: Sample[] = [
  answers('note', BIA, (sent) => sent.letter('incident', 'bia@blip.example'), {
    tells: 'Bia notes something for the team. It stays inside.',
    words: '#nota\nA infra confirma: o certificado do canal venceu às 8h38. Não contar ainda ao cliente.',
    becomes: { disposition: 'agent-note', ticketOf: 'incident', letters: [] },
  }),
  answers('answer', BIA, (sent) => sent.letter('incident', 'bia@blip.example'), {
    tells: "Bia replies. Ana gets the answer from the desk's address, signed Bia.",
    words: 'Oi, Ana! O canal foi restabelecido agora há pouco. O bot já responde no número principal?',
    becomes: { disposition: 'agent-reply', ticketOf: 'incident', letters: [ANSWER_TO_ANA] },
  }),
  answers('reply', 'Ana Souza <ana@acme.example>', (sent) => sent.letter('answer', 'ana@acme.example'), {
    tells: 'Ana writes back, and Bia gets her words.',
    words: 'Voltou a responder, sim! Só as imagens do catálogo ainda não aparecem.',
    becomes: { disposition: 'appended', ticketOf: 'incident', letters: [TOLD_BIA] },
  }),
  answers('solved', BIA, (sent) => sent.letter('reply', 'bia@blip.example'), {
    tells: 'Bia replies again. The command above her words solves the ticket.',
    words: '#resolvido\nCorrigimos as imagens também, Ana: era o mesmo certificado.',
    becomes: { disposition: 'agent-reply', ticketOf: 'incident', letters: [ANSWER_TO_ANA] },
  }),
  answers('wrong-command', EMMA, (sent) => sent.letter('doubt', 'emma@blip.example'), {
    tells: 'Emma mistypes a command. Nothing is done, and she is told what is wrong.',
    words: '#holt 2d\nHi John, a menu takes ten options. For more I am asking our product team.',
    becomes: {
      disposition: 'agent-command',
      ticketOf: 'doubt',
      letters: [['emma@blip.example', 'agent-problem', 'en']],
    },
  }),
  answers('corrected', EMMA, (sent) => sent.letter('wrong-command', 'emma@blip.example'), {
    tells: 'Emma corrects it: John gets the answer, and the ticket is on hold for two days.',
    words: '#hold 2d\nHi John, a menu takes ten options. For more I am asking our product team.',
    becomes: {
      disposition: 'agent-reply',
      ticketOf: 'doubt',
      // She asked for receipts in the config.
      letters: [ANSWER_TO_JOHN, ['emma@blip.example', 'agent-receipt', 'en']],
    },
  }),
  answers('handed-over', BIA, (sent) => sent.letter('task', 'bia@blip.example'), {
    tells: 'Bia hands a ticket in Spanish to Diego.',
    words: '#atribuir Diego',
    becomes: {
      disposition: 'agent-command',
      ticketOf: 'task',
      letters: [['diego@blip.example', 'agent-ticket', 'es']],
    },
  }),
  forwards(),
];

/** @param answered the letter that it replies to */
function answers(
  name: string,
  from: string,
  answered: (sent: Sent) => ReturnType<Sent['letter']>,
  { tells, words, becomes }: { tells: string; words: string; becomes: Sample['becomes'] },
): Sample {
  const address = addressOf(from);
  const line =
    from === EMMA ? 'Suporte Blip <suporte@blip.example> wrote:' : 'Suporte Blip <suporte@blip.example> escreveu:';
  return {
    name,
    group: WORK,
    mailFrom: address,
    tells,
    words,
    mime: (sent) =>
      mimeOf({
        from,
        messageId: `${name}@${address.slice(address.indexOf('@') + 1)}`,
        ...answerTo(answered(sent), words, line),
      }),
    becomes,
  };
}

/** Ana wrote to Bia's own address. The ticket is Ana's; Bia's words stay inside. */
function forwards(): Sample {
  const words = '#tipo tarefa\nA Ana mandou direto para mim.';
  return {
    name: 'on-behalf',
    group: WORK,
    mailFrom: addressOf(BIA),
    tells: "Ana wrote to Bia's own address, and Bia forwards it. The ticket is Ana's; Bia's words stay inside.",
    words,
    mime: () =>
      mimeOf({
        from: BIA,
        messageId: 'encaminhado@blip.example',
        ...forwardOf(
          {
            from: 'Ana Souza <ana@acme.example>',
            to: BIA,
            subject: 'Exclusão dos dados de um contato',
            text: 'Oi, Bia! Um contato nosso pediu a exclusão dos dados dele. Vocês podem excluir tudo o que está no histórico do bot?\n\nAna',
          },
          words,
        ),
      }),
    becomes: {
      disposition: 'opened',
      type: 'task',
      ticketOf: 'on-behalf',
      letters: [['ana@acme.example', 'acknowledgement', 'pt-BR'], TOLD_BIA],
    },
  };
}
