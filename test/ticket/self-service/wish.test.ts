/** Which mails of customers ask the desk itself for something, and which only look like it. */
import { describe, expect, test } from 'vitest';
import type { Message } from '../../../src/mail/message.ts';
import { type WishName, wishIn, wishSubject } from '../../../src/ticket/self-service/wish.ts';
import { LANGUAGES } from '../../../src/ticket/ticket.ts';
import { messageWith } from '../messages.ts';

interface Mail {
  subject?: string;
  text?: string;
  /** It answers a mail of ours. */
  reply?: boolean;
  more?: Partial<Message>;
}

function wish({ subject = '', text = '', reply = false, more = {} }: Mail) {
  const found = wishIn(
    messageWith({
      from: { name: 'Ana Souza', address: 'ana.souza@acme.example' },
      subject,
      ownText: text,
      replyText: text,
      inReplyTo: reply ? ['<x@desk.example>'] : [],
      ...more,
    }),
    'BLIP',
  );
  if (found === null) return null;
  const what = found.wish === 'type' ? found.type : found.wish;
  return 'number' in found && found.number !== null ? `${what} ${found.number}` : what;
}

describe('a subject alone is a wish:', () => {
  test.each([
    ['Meus chamados', 'list'],
    ['listar chamados', 'list'],
    ['Lista de chamados abertos', 'list'],
    ['Quais são os meus chamados em aberto?', 'list'],
    ['Gostaria de ver meus chamados', 'list'],
    ['my tickets', 'list'],
    ['List my open tickets, please', 'list'],
    ['Show me all my tickets', 'list'],
    ['Mis tickets', 'list'],
    ['listar mis casos abiertos', 'list'],
    ['¿Cuáles son mis tickets?', 'list'],
    ['Status BLIP-1024', 'status 1024'],
    ['status 1024', 'status 1024'],
    ['BLIP-1024 status', 'status 1024'],
    ['Situação do BLIP-1024', 'status 1024'],
    ['Qual é o status do meu chamado BLIP-1024?', 'status 1024'],
    ['andamento do chamado nº 1024', 'status 1024'],
    ['Como está o meu chamado BLIP-1024?', 'status 1024'],
    ['Status of my ticket BLIP-1024', 'status 1024'],
    ["What's the status of BLIP-1024?", 'status 1024'],
    ['Estado del ticket BLIP-1024', 'status 1024'],
    ['¿Cuál es el estado de mi ticket BLIP-1024?', 'status 1024'],
    ['Re: [BLIP-1024] status', 'status 1024'],
    ['RES: [BLIP-1024] Situação', 'status 1024'],
    ['[BLIP-1024] status BLIP-1030', 'status 1030'],
    ['Status', 'status'],
    ['Fechar BLIP-1024', 'close 1024'],
    ['Encerrar o chamado BLIP-1024, por favor', 'close 1024'],
    ['Podem fechar o chamado 1024?', 'close 1024'],
    ['Pode encerrar o BLIP\u20111024', 'close 1024'],
    ['Close BLIP-1024', 'close 1024'],
    ['Please close ticket #1024', 'close 1024'],
    ['cerrar ticket BLIP-1024', 'close 1024'],
    ['Por favor, cierren el caso BLIP-1024', 'close 1024'],
    ['Escalar BLIP-1024', 'escalate 1024'],
    ['Solicito escalonamento do chamado BLIP-1024', 'escalate 1024'],
    ['Escalate BLIP-1024', 'escalate 1024'],
    ['Quiero escalar el ticket BLIP-1024', 'escalate 1024'],
    ['Tipo incidente BLIP-1024', 'incident 1024'],
    ['BLIP-1024 é um incidente', 'incident 1024'],
    ['[BLIP-1024] type question', 'doubt 1024'],
    ['Cambiar el tipo de BLIP-1024 a tarea', 'task 1024'],
    ['Ajuda', 'help'],
    ['Help', 'help'],
    ['AYUDA', 'help'],
    ['comandos', 'help'],
  ])('%s', (subject, expected) => {
    expect(wish({ subject })).toBe(expected);
  });
});

describe('the first line of a reply is a wish:', () => {
  test.each([
    ['pode fechar', 'close'],
    ['Pode fechar, obrigada!', 'close'],
    ['Deu certo, podem encerrar o chamado. Muito obrigada pela ajuda!\n\nAtt,\nAna', 'close'],
    ['Oi Bia, pode fechar por favor\n\nAna Souza\nAnalista de CX | Acme\n+55 31 3333-0000', 'close'],
    ['Sim, pode fechar.', 'close'],
    ['Olá,\n\nPode encerrar este chamado.\n\nObrigada', 'close'],
    ['O chamado já pode ser encerrado.', 'close'],
    ['Could you please close this ticket?', 'close'],
    ['It works now. You can close the ticket, thanks!', 'close'],
    ['Go ahead and close it', 'close'],
    ['Ya pueden cerrar el ticket, muchas gracias', 'close'],
    ['Cerrar', 'close'],
    ['close', 'close'],
    ['Quero escalar este chamado, por favor', 'escalate'],
    ['escalate', 'escalate'],
    ['Please escalate this ticket', 'escalate'],
    ['¿Pueden escalar el caso?', 'escalate'],
    ['É um incidente.', 'incident'],
    ['incidente', 'incident'],
    ['Na verdade é uma dúvida', 'doubt'],
    ['Não é uma dúvida, é um incidente', 'incident'],
    ['It is a question', 'doubt'],
    ["It's a task, thanks", 'task'],
    ['Es una consulta', 'doubt'],
    ['tipo: tarefa', 'task'],
    ['Status?', 'status'],
    ['Qual a situação do meu chamado?', 'status'],
    ['Fechar BLIP-1030', 'close 1030'],
    ['meus chamados', 'list'],
    ['[cid:logo1]\nPode fechar', 'close'],
  ])('%j', (text, expected) => {
    expect(wish({ subject: 'Re: Bot fora do ar', text, reply: true })).toBe(expected);
  });
});

describe('beside a wish in the subject the text may', () => {
  test.each([
    ['say the same', 'Fechar BLIP-1024', 'Pode fechar o BLIP-1024, obrigada.', 'close 1024'],
    ['say the rest', 'BLIP-1024', 'status', 'status 1024'],
    ['say the number', 'Escalar', 'escalar BLIP-1024', 'escalate 1024'],
    ['be a signature', 'Meus chamados', '-- \nAna Souza\nAcme', 'list'],
    [
      'be the sender’s name and title',
      'Status BLIP-1024',
      'Ana Souza\nGerente de TI\nana.souza@acme.example',
      'status 1024',
    ],
    ['be thanks', 'Ajuda', 'Obrigada!', 'help'],
    ['be a greeting', 'My tickets', 'Hello,\n\nKind regards,\nAna', 'list'],
    ['decide instead', 'Status BLIP-1024', 'fechar', 'close 1024'],
  ])('%s', (_, subject, text, expected) => {
    expect(wish({ subject, text })).toBe(expected);
  });

  test('come with the picture of a signature', () => {
    const logo = { filename: 'logo.png', contentType: 'image/png', size: 4_000, sha256: '', inline: true };
    expect(wish({ subject: 'Ajuda', more: { attachments: [logo] } })).toBe('help');
  });
});

describe('an ordinary mail:', () => {
  test.each<[string, Mail]>([
    ['a question called "Ajuda"', { subject: 'Ajuda', text: 'Como altero o menu do bot?' }],
    ['a question called "Status"', { subject: 'Status', text: 'O status das mensagens não atualiza.' }],
    ['a cry for help', { subject: 'Bot fora do ar', text: 'Ajuda!' }],
    ['a cry for help in a conversation', { subject: 'Re: Bot', text: 'help', reply: true }],
    ['a mail that says what it is about', { subject: 'Bot parado desde ontem', text: 'Incidente' }],
    ['a new mail that is called "Incidente"', { subject: 'Incidente' }],
    ['an order without a ticket', { subject: 'Bot fora do ar', text: 'pode fechar' }],
    ['thanks in a conversation called "Ajuda"', { subject: 'Re: [BLIP-1024] Ajuda', text: 'Obrigada!', reply: true }],
    ['thanks in a conversation called "Status"', { subject: 'RES: Status', text: 'Valeu, Bia', reply: true }],
    ['an empty mail', {}],
    ['an empty mail with a subject of its own', { subject: 'Problema no WhatsApp' }],
    [
      'a wish with a screenshot',
      {
        subject: 'Status BLIP-1024',
        more: {
          attachments: [{ filename: 'a.png', contentType: 'image/png', size: 90_000, sha256: '', inline: false }],
        },
      },
    ],
    [
      'a wish that is sent on',
      { subject: 'Fwd: Status', more: { forwarded: { from: null, subject: null, text: '', date: null } } },
    ],
    [
      'a wish that a machine repeats',
      { subject: 'Re: Status', more: { automatic: { kind: 'auto-reply', because: '', bounce: null } } },
    ],
    ['two tickets', { subject: 'Fechar BLIP-1024 e BLIP-1025' }],
    ['two wishes', { subject: 'status e fechar BLIP-1024' }],
    ['a number that is none', { subject: 'Fechar BLIP-0' }],
    ['another prefix', { subject: 'Fechar HELP-1024' }],
    ['somebody else’s business', { subject: 'Fechar conta' }],
    ['an account to be closed', { subject: 'Close my account' }],
    ['a date in Spanish', { subject: 'Fecha del ticket BLIP-1024' }],
  ])('%s', (_, mail) => {
    expect(wish(mail)).toBeNull();
  });

  test.each([
    'não pode fechar',
    'Não fechar',
    'Nao encerrem ainda o chamado',
    'Ainda não pode encerrar',
    'pode não fechar',
    'Posso fechar?',
    'Fechar?',
    'Quando vocês vão fechar o chamado?',
    'Por que fecharam o chamado?',
    'Pode fechar o bot para manutenção?',
    'Pode fechar, mas o menu continua errado.',
    'Pode fechar amanhã',
    'Pode fechar quando o menu voltar',
    'Deu certo, obrigada!',
    'Resolvido',
    'do not close',
    "Please don't close this ticket",
    'Why did you close it?',
    'You closed the ticket but it fails again',
    'close, but not quite',
    'never close',
    'no cerrar',
    'No cierren el ticket todavía',
    'Todavía no pueden cerrar',
    'não escalar',
    'do not escalate',
    'É um incidente?',
    'Não é um incidente',
    'it is not a question',
    'no es una consulta',
    'É um incidente grave, o bot parou',
    'Status: o bot voltou',
    'qual o status da entrega do template?',
    'Preciso de ajuda com o bot',
    'Fecha',
    'Oi Não, pode fechar',
    'Pode fechar\n\nAna Souza\nmas só depois de amanhã',
    'Pode fechar\n\nAna Souza\nO menu voltou a falhar?',
  ])('words in a reply: %j', (text) => {
    expect(wish({ subject: 'Re: [BLIP-1024] Bot fora do ar', text, reply: true })).toBeNull();
  });

  test('whatever a sender is called', () => {
    const from = { name: 'Nao Never Not', address: 'nao@acme.example' };
    expect(wish({ text: 'nao fechar', reply: true, more: { from } })).toBeNull();
    expect(wish({ text: 'do not close', reply: true, more: { from } })).toBeNull();
  });
});

test('it says where the wish stands, and in which words', () => {
  expect(wishIn(messageWith({ subject: 'Re: [BLIP-1024]  Fechar', ownText: '' }), 'BLIP')).toEqual({
    wish: 'close',
    number: 1024,
    because: 'subject "Fechar" asks for it: close',
  });
  expect(wishIn(messageWith({ subject: '', ownText: 'Meus\nchamados' }), 'BLIP')).toEqual({
    wish: 'list',
    because: 'text "Meus chamados" asks for it: list',
  });
});

describe('the subjects of our own links are read back:', () => {
  const WISHES: WishName[] = ['list', 'help', 'status', 'close', 'escalate', 'doubt', 'task', 'incident'];
  test.each(LANGUAGES)('%s', (language) => {
    for (const one of WISHES) {
      const isOnTicket = one !== 'list' && one !== 'help';
      const subject = wishSubject(one, isOnTicket ? 'BLIP-1024' : null, language);
      expect(wish({ subject })).toBe(isOnTicket ? `${one} 1024` : one);
      expect(wish({ subject, text: '\n-- \nAna Souza\nAcme\n+55 31 3333-0000' })).not.toBeNull();
      expect(wish({ subject: wishSubject(one, null, language), reply: true })).toBe(one);
    }
  });
});

test.each([
  ['many words', 'pode '.repeat(100_000)],
  ['many numbers', '1024 '.repeat(100_000)],
  ['one long word', 'a'.repeat(500_000)],
  ['many lines', 'Ana\n'.repeat(100_000)],
  ['blanks', `${' '.repeat(500_000)}x`],
  ['signs', '[cid:'.repeat(100_000)],
])('hostile text is no wish: %s', (_, text) => {
  expect(wish({ text, reply: true })).toBeNull();
  expect(wish({ subject: text })).toBeNull();
});
