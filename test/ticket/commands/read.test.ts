/** What agents may write at the top of a mail, in three languages, and what becomes of it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Trouble } from '../../../src/letters/agent-values.ts';
import type { Macro } from '../../../src/letters/macro.ts';
import type { Order } from '../../../src/ticket/commands/command.ts';
import type { CommandContext } from '../../../src/ticket/commands/order.ts';
import { namedNumbers, readCommands } from '../../../src/ticket/commands/read.ts';
import type { Agent, Queue } from '../../../src/ticket/ticket.ts';

/** Tuesday, 3 November 2026, 10:00 in São Paulo. */
const NOW = Date.parse('2026-11-03T13:00:00Z');

function agent(id: string, name: string, more: Partial<Agent> = {}): Agent {
  return {
    id,
    name,
    publicName: name.split(' ')[0] ?? name,
    addresses: [`${id}@desk.example`],
    active: true,
    languages: ['pt-BR'],
    skills: [],
    away: [],
    hours: null,
    receipts: false,
    ...more,
  };
}

const queue = (id: string): Queue => ({ id, members: [], lead: null, strategy: 'none', sameAgent: false });
const macro = (name: string): Macro => ({ name, text: () => '' });

const desk: CommandContext = {
  ticketPrefix: 'BLIP',
  timeZone: 'America/Sao_Paulo',
  agents: [
    agent('bia', 'Beatriz Lima', { publicName: 'Bia', addresses: ['bia@desk.example', 'beatriz@lima.example'] }),
    agent('joao-s', 'João Souza'),
    agent('joao-p', 'João Pires'),
    agent('rui', 'Rui Prado'),
    agent('rui-velho', 'Rui Velho', { active: false }),
    agent('zeca', 'José Carlos Dias', { publicName: 'Zeca', active: false }),
  ],
  queues: [queue('support'), queue('Second-Level')],
  macros: new Map([
    ['mais-informacoes', macro('mais-informações')],
    ['workaround', macro('workaround')],
  ]),
};

const read = (text: string) => readCommands(text, desk, NOW);
const ordersIn = (text: string): Order[] => read(text).commands.map(({ written: _, ...order }) => order as Order);
const local = (text: string) => Date.parse(`${text}:00-03:00`);
const hold = (until: string | null): Order => ({
  do: 'state',
  to: 'on-hold',
  until: until === null ? null : local(until),
});
const state = (to: 'open' | 'pending' | 'solved' | 'closed'): Order => ({ do: 'state', to, until: null });

describe('a command is understood:', () => {
  test.each<[string, Order]>([
    ['#solved', state('solved')],
    ['#resolvido', state('solved')],
    ['#Resuelto', state('solved')],
    ['#RESOLVIDA.', state('solved')],
    ['#pending', state('pending')],
    ['#pendente', state('pending')],
    ['#Pendiente', state('pending')],
    ['#open', state('open')],
    ['#abrir', state('open')],
    ['#Reabrir', state('open')],
    ['#close', state('closed')],
    ['#fechar', state('closed')],
    ['#encerrado', state('closed')],
    ['#cerrar', state('closed')],
    ['#hold', hold(null)],
    ['#on-hold', hold(null)],
    ['#espera', hold(null)],
    ['#aguardar 3d', hold('2026-11-06T10:00')],
    ['#hold 4h', hold('2026-11-03T14:00')],
    ['#hold for 2 weeks', hold('2026-11-17T10:00')],
    ['#espera 2 semanas', hold('2026-11-17T10:00')],
    ['#espera uma semana', hold('2026-11-10T10:00')],
    ['#hold 2026-12-01', hold('2026-12-01T09:00')],
    ['#hold 2026-12-01 14:30', hold('2026-12-01T14:30')],
    ['#hold 01/12', hold('2026-12-01T09:00')],
    ['#hold 1/12/2026 8h', hold('2026-12-01T08:00')],
    ['#hold 05/01', hold('2027-01-05T09:00')],
    ['#hold tomorrow at 2:30 pm', hold('2026-11-04T14:30')],
    ['#aguardar até amanhã', hold('2026-11-04T09:00')],
    ['#aguardar amanhã 14h30', hold('2026-11-04T14:30')],
    ['#espera pasado mañana', hold('2026-11-05T09:00')],
    ['#espera hasta el viernes a las 8:15', hold('2026-11-06T08:15')],
    ['#hold until Friday', hold('2026-11-06T09:00')],
    ['#Aguardar sexta-feira às 14h', hold('2026-11-06T14:00')],
    ['#hold terça', hold('2026-11-10T09:00')],
    ['#hold next week', hold('2026-11-09T09:00')],
    ['#aguardar hoje 18h', hold('2026-11-03T18:00')],
    ['#hold às 14h', hold('2026-11-03T14:00')],
    ['#take', { do: 'take' }],
    ['#pegar', { do: 'take' }],
    ['#Assumir', { do: 'take' }],
    ['#tomar', { do: 'take' }],
    ['#assign bia', { do: 'assign', agent: 'bia' }],
    ['#atribuir Beatriz Lima', { do: 'assign', agent: 'bia' }],
    ['#asignar beatriz', { do: 'assign', agent: 'bia' }],
    ['#assign @Bia', { do: 'assign', agent: 'bia' }],
    ['#assign Beatriz@Lima.example', { do: 'assign', agent: 'bia' }],
    ['#assign "joao souza"', { do: 'assign', agent: 'joao-s' }],
    ['#assign Rui', { do: 'assign', agent: 'rui' }],
    ['#assign Zeca', { do: 'assign', agent: 'zeca' }],
    ['#atribuir mim', { do: 'take' }],
    ['#queue support', { do: 'queue', queue: 'support' }],
    ['#Fila Second level', { do: 'queue', queue: 'Second-Level' }],
    ['#cola SUPPORT', { do: 'queue', queue: 'support' }],
    ['#priority high', { do: 'priority', to: 'high' }],
    ['#prioridade média', { do: 'priority', to: 'normal' }],
    ['#prioridad baja', { do: 'priority', to: 'low' }],
    ['#Prioridade: URGENTE!', { do: 'priority', to: 'urgent' }],
    ['#type incident', { do: 'type', to: 'incident' }],
    ['#tipo Dúvida', { do: 'type', to: 'doubt' }],
    ['#tipo consulta', { do: 'type', to: 'doubt' }],
    ['#type question', { do: 'type', to: 'doubt' }],
    ['#tipo tarefa', { do: 'type', to: 'task' }],
    ['#tipo tarea', { do: 'type', to: 'task' }],
    ['#tag Billing', { do: 'tag', tag: 'billing' }],
    ['#etiqueta cobrança', { do: 'tag', tag: 'cobrança' }],
    ['#untag billing', { do: 'untag', tag: 'billing' }],
    ['#cc Caio@Acme.example', { do: 'cc', address: 'caio@acme.example' }],
    ['#cópia <caio@acme.example>', { do: 'cc', address: 'caio@acme.example' }],
    ['#cc Caio Reis <caio@acme.example>', { do: 'cc', address: 'caio@acme.example' }],
    ['#cc caio@acme.example<mailto:caio@acme.example>', { do: 'cc', address: 'caio@acme.example' }],
    ['#cc mailto:caio@acme.example', { do: 'cc', address: 'caio@acme.example' }],
    ['#uncc caio@acme.example', { do: 'uncc', address: 'caio@acme.example' }],
    ['#merge 1024', { do: 'merge', number: 1024 }],
    ['#juntar BLIP-1024', { do: 'merge', number: 1024 }],
    ['#mesclar #1024', { do: 'merge', number: 1024 }],
    ['#unir blip\u20111024', { do: 'merge', number: 1024 }],
    ['#fusionar Blip 1024.', { do: 'merge', number: 1024 }],
    ['#link BLIP-1024', { do: 'link', number: 1024 }],
    ['#vincular 1024', { do: 'link', number: 1024 }],
    ['#enlazar 1024', { do: 'link', number: 1024 }],
    ['#split', { do: 'split' }],
    ['#separar', { do: 'split' }],
    ['#dividir', { do: 'split' }],
    ['#join BLIP-1024', { do: 'join', number: 1024 }],
    ['#incluir 1024', { do: 'join', number: 1024 }],
    ['#Incluir blip\u20111024.', { do: 'join', number: 1024 }],
    ['#leave', { do: 'leave' }],
    ['#retirar', { do: 'leave' }],
    ['#Retirar.', { do: 'leave' }],
    ['#escalate', { do: 'escalate' }],
    ['#escalar', { do: 'escalate' }],
    ['#macro workaround', { do: 'macro', name: 'workaround' }],
    ['#macro Mais informacoes', { do: 'macro', name: 'mais-informacoes' }],
    ['#modelo mais-informações', { do: 'macro', name: 'mais-informacoes' }],
    ['#status', { do: 'status', number: null }],
    ['#situação', { do: 'status', number: null }],
    ['#Estado 1024', { do: 'status', number: 1024 }],
    ['#help', { do: 'help' }],
    ['#ajuda', { do: 'help' }],
    ['#Ayuda', { do: 'help' }],
    ['#send', { do: 'send' }],
    ['#enviar', { do: 'send' }],
    ['#drop', { do: 'drop' }],
    ['#descartar', { do: 'drop' }],
    ['#for ana@acme.example', { do: 'for', address: 'ana@acme.example' }],
    ['#para: ana@acme.example', { do: 'for', address: 'ana@acme.example' }],
    // As phones and other programs write them.
    ['＃solved', state('solved')],
    ['\u200B#Solved\u00A0', state('solved')],
    ['#assign\u00A0bia', { do: 'assign', agent: 'bia' }],
    ['#situac\u0327a\u0303o', { do: 'status', number: null }],
  ])('%s', (text, order) => {
    expect(read(text)).toMatchObject({ text: '', note: false, troubles: [] });
    expect(ordersIn(text)).toEqual([order]);
  });
});

test('a command keeps the word that it was written with', () => {
  expect(read('#Resolvido').commands).toEqual([{ do: 'state', to: 'solved', until: null, written: '#Resolvido' }]);
});

describe('where commands stand', () => {
  test('several on a line, and on several lines with empty ones between', () => {
    expect(ordersIn('\n#solved #tag billing, vip\n\n  #priority high #take\n')).toEqual([
      state('solved'),
      { do: 'tag', tag: 'billing' },
      { do: 'tag', tag: 'vip' },
      { do: 'priority', to: 'high' },
      { do: 'take' },
    ]);
  });

  test('the words below them are for the customer, as they were written', () => {
    expect(read('#resolvido\r\n\r\nOlá, Ana!\r\n\r\n  1. Abra o menu.\r\n  2. Salve.\r\n')).toMatchObject({
      text: 'Olá, Ana!\n\n  1. Abra o menu.\n  2. Salve.',
      note: false,
      troubles: [],
    });
  });

  test('without any, everything is for the customer', () => {
    expect(read('Bom dia!\nO menu já está no ar.')).toEqual({
      commands: [],
      text: 'Bom dia!\nO menu já está no ar.',
      note: false,
      troubles: [],
    });
  });

  test.each(['# Passos\nAbra o menu.', '#1 abra o menu', 'Veja https://docs.example/#status e o item #3.', '#️⃣ abra'])(
    'a sign that no word follows is text: %s',
    (text) => {
      expect(read(text)).toMatchObject({ commands: [], text, troubles: [] });
    },
  );

  test('the same order twice is one', () => {
    expect(ordersIn('#solved #resolvido #tag a #tag A\n#cc a@x.example, A@x.example')).toEqual([
      state('solved'),
      { do: 'tag', tag: 'a' },
      { do: 'cc', address: 'a@x.example' },
    ]);
    expect(read('#take #take').troubles).toEqual([]);
  });

  test('several tickets may be linked and asked for at once', () => {
    expect(ordersIn('#link 1024, BLIP-1025 #status 1024')).toEqual([
      { do: 'link', number: 1024 },
      { do: 'link', number: 1025 },
      { do: 'status', number: 1024 },
    ]);
  });
});

describe('a note', () => {
  test.each([
    ['#note\nCliente irritado.\nLigar hoje.', 'Cliente irritado.\nLigar hoje.'],
    ['#nota: ligar hoje', 'ligar hoje'],
    ['#Note call them #today\nand #solved tomorrow', 'call them #today\nand #solved tomorrow'],
    ['＃nota\n\n  já avisei\n#resolvido depois', '  já avisei\n#resolvido depois'],
    ['#note #vip customer', '#vip customer'],
    ['#note\n#vip customer', '#vip customer'],
    ['#note', ''],
  ])('is all the rest: %j', (text, note) => {
    expect(read(text)).toEqual({ commands: [], text: note, note: true, troubles: [] });
  });

  test('lets commands stand before it, and right behind it', () => {
    expect(read('#take #tag vip\n#nota cuidado')).toMatchObject({ text: 'cuidado', note: true, troubles: [] });
    expect(ordersIn('#take #tag vip\n#nota cuidado')).toEqual([{ do: 'take' }, { do: 'tag', tag: 'vip' }]);
    expect(read('#nota #resolvido\n#tag vip\n\nligou')).toMatchObject({ text: 'ligou', note: true, troubles: [] });
    expect(ordersIn('#nota #resolvido\n#tag vip\n\nligou')).toEqual([state('solved'), { do: 'tag', tag: 'vip' }]);
  });

  test.each(['Feito, Ana! #nota ela é difícil', 'Done.\n(#note do not tell her)', 'Oi\n\n＃Nota\nsegredo'])(
    'that stands anywhere below the text is told of: %s',
    (text) => {
      expect(read(text).troubles).toEqual([{ what: 'command-below', written: expect.stringMatching(/^#not[ae]$/i) }]);
    },
  );
});

describe('a mistake is told, and its nearest word', () => {
  const known = expect.any(Array);
  test.each<[string, Trouble]>([
    ['#solvd\nHi', { what: 'unknown-command', written: '#solvd', nearest: '#solved' }],
    ['#Resolvdo', { what: 'unknown-command', written: '#Resolvdo', nearest: '#resolvido' }],
    ['#xyzzyplugh', { what: 'unknown-command', written: '#xyzzyplugh', nearest: null }],
    ['#assign', { what: 'missing-argument', command: '#assign', known }],
    ['#tag', { what: 'missing-argument', command: '#tag', known: [] }],
    ['#merge\n1024', { what: 'missing-argument', command: '#merge', known: ['BLIP-1024'] }],
    ['#macro', { what: 'missing-argument', command: '#macro', known: ['mais-informações', 'workaround'] }],
    ['#assign João', { what: 'wrong-argument', command: '#assign', written: 'João', known: ['joao-s', 'joao-p'] }],
    [
      '#assign Beatrice Lima',
      {
        what: 'wrong-argument',
        command: '#assign',
        written: 'Beatrice Lima',
        known: ['Beatriz Lima', 'João Souza', 'João Pires', 'Rui Prado'],
      },
    ],
    [
      '#queue suport',
      { what: 'wrong-argument', command: '#queue', written: 'suport', known: ['support', 'Second-Level'] },
    ],
    [
      '#prioridade máxima',
      {
        what: 'wrong-argument',
        command: '#prioridade',
        written: 'máxima',
        known: ['baixa', 'normal', 'alta', 'urgente'],
      },
    ],
    [
      '#tipo bug',
      {
        what: 'wrong-argument',
        command: '#tipo',
        written: 'bug',
        known: ['dúvida', 'consulta', 'tarefa', 'tarea', 'incidente'],
      },
    ],
    ['#hold 01/11', { what: 'wrong-argument', command: '#hold', written: '01/11', known }],
    ['#hold 31/02/2027', { what: 'wrong-argument', command: '#hold', written: '31/02/2027', known }],
    ['#hold yesterday', { what: 'wrong-argument', command: '#hold', written: 'yesterday', known }],
    ['#hold 2026-11-03 09:59', { what: 'wrong-argument', command: '#hold', written: '2026-11-03 09:59', known }],
    ['#hold 3d 4h', { what: 'wrong-argument', command: '#hold', written: '3d 4h', known }],
    ['#hold 9999d', { what: 'wrong-argument', command: '#hold', written: '9999d', known }],
    ['#aguardar 25:00', { what: 'wrong-argument', command: '#aguardar', written: '25:00', known }],
    ['#merge 0', { what: 'wrong-argument', command: '#merge', written: '0', known: ['BLIP-1024'] }],
    ['#merge 1024 1025', { what: 'wrong-argument', command: '#merge', written: '1024 1025', known: ['BLIP-1024'] }],
    ['#link HELP-7', { what: 'wrong-argument', command: '#link', written: 'HELP-7', known: ['BLIP-1024'] }],
    ['#cc caio', { what: 'wrong-argument', command: '#cc', written: 'caio', known: [] }],
    ['#cc "a b"@x.example', { what: 'wrong-argument', command: '#cc', written: '"a b"@x.example', known: [] }],
    ['#macro workarround', { what: 'wrong-argument', command: '#macro', written: 'workarround', known }],
    ['#tag vip gold', { what: 'wrong-argument', command: '#tag', written: 'vip gold', known: ['vip, gold'] }],
    // What may be meant for the customer is not lost in silence.
    ['#solved Obrigado, Ana', { what: 'wrong-argument', command: '#solved', written: 'Obrigado, Ana', known: [] }],
    ['#take it', { what: 'wrong-argument', command: '#take', written: 'it', known: [] }],
    ['#solved #open', { what: 'contradiction', command: '#open', other: '#solved' }],
    ['#hold 3d\n#hold 4d', { what: 'contradiction', command: '#hold', other: '#hold' }],
    ['#take #assign bia', { what: 'contradiction', command: '#assign', other: '#take' }],
    ['#priority high #prioridade baixa', { what: 'contradiction', command: '#prioridade', other: '#priority' }],
    ['#type task #tipo incidente', { what: 'contradiction', command: '#tipo', other: '#type' }],
    ['#tag vip #untag VIP', { what: 'contradiction', command: '#untag', other: '#tag' }],
    ['#cc a@x.example #uncc a@x.example', { what: 'contradiction', command: '#uncc', other: '#cc' }],
    ['#merge 1024 #solved', { what: 'contradiction', command: '#solved', other: '#merge' }],
    ['#merge 1024 #split', { what: 'contradiction', command: '#split', other: '#merge' }],
    ['#join', { what: 'missing-argument', command: '#join', known: ['BLIP-1024'] }],
    ['#incluir\n1024', { what: 'missing-argument', command: '#incluir', known: ['BLIP-1024'] }],
    ['#join 1024 1025', { what: 'wrong-argument', command: '#join', written: '1024 1025', known: ['BLIP-1024'] }],
    ['#incluir HELP-7', { what: 'wrong-argument', command: '#incluir', written: 'HELP-7', known: ['BLIP-1024'] }],
    ['#leave BLIP-1024', { what: 'wrong-argument', command: '#leave', written: 'BLIP-1024', known: [] }],
    ['#join 1024 #incluir 1025', { what: 'contradiction', command: '#incluir', other: '#join' }],
    ['#retirar #incluir 1024', { what: 'contradiction', command: '#incluir', other: '#retirar' }],
    ['#merge 1024 #join 1025', { what: 'contradiction', command: '#join', other: '#merge' }],
    ['#leave #juntar 1024', { what: 'contradiction', command: '#juntar', other: '#leave' }],
    ['Voltou ao ar.\n\n#retirar', { what: 'command-below', written: '#retirar' }],
    ['#macro workaround\n#nota ver', { what: 'contradiction', command: '#macro', other: '#nota' }],
    ['#send #drop', { what: 'contradiction', command: '#drop', other: '#send' }],
    ['Olá, Ana.\n\n#resolvido', { what: 'command-below', written: '#resolvido' }],
    ['Oi\n  - ＃Fechar', { what: 'command-below', written: '#Fechar' }],
    ['Pronto, está no ar. #resolvido', { what: 'command-below', written: '#resolvido' }],
  ])('%j', (text, trouble) => {
    expect(read(text).troubles).toEqual([trouble]);
  });

  test('all of them at once', () => {
    const troubles = read('#solvd #priority\n#take #assign bia\nOi\n#close').troubles;
    expect(troubles.map(({ what }) => what)).toEqual([
      'unknown-command',
      'missing-argument',
      'contradiction',
      'command-below',
    ]);
  });

  test('examples of a time are ahead, and in the language of the command', () => {
    const [trouble] = read('#aguardando ontem').troubles;
    expect(trouble).toMatchObject({ known: ['4h', '3d', '2w', '10/11 14:30', '2026-11-10', 'sexta 14h30'] });
    for (const example of [
      '4h',
      '3d',
      '2w',
      '10/11 14:30',
      '2026-11-10',
      'sexta 14h30',
      'viernes 14:30',
      'friday 14:30',
    ])
      expect(read(`#hold ${example}`).troubles).toEqual([]);
  });

  test('words that are no command may stand below', () => {
    expect(read('#solved\nUse a hashtag #promo.\n#promo2026 vale até sexta').troubles).toEqual([]);
  });
});

describe('the tickets that commands name', () => {
  test.each<[string, number[]]>([
    ['#merge BLIP-1024\nOi', [1024]],
    ['#link 1, 2, 3 #status 2 #juntar 4', [1, 2, 3, 4]],
    ['#link 1 2 3 4 5 6 7', [1, 2, 3, 4, 5]],
    ['#join BLIP-1024 #status 7', [1024, 7]],
    ['#incluir 1024', [1024]],
    ['#leave', []],
    ['#solved\nveja BLIP-1024', []],
    ['#note\n#merge 1024', [1024]],
    ['#note merge BLIP-1024', []],
    ['#merge 99999999999999999999', []],
    ['#tag 1024', []],
  ])('%j', (text, numbers) => {
    expect(namedNumbers(text, 'BLIP')).toEqual(numbers);
  });

  test('are five at most: one more is told', () => {
    expect(read('#link 1 2 3 4 5').troubles).toEqual([]);
    expect(read('#link 1 2 3 4 5 6').troubles).toEqual([
      { what: 'wrong-argument', command: '#link', written: '6', known: [] },
    ]);
  });
});

describe('hostile text is read in time that grows with its length, and never wholly believed:', () => {
  const BIG = 300_000;
  test.each([
    ['a hundred thousand commands on a line', '#tag x '.repeat(100_000)],
    ['a hundred thousand lines of commands', '#solved\n'.repeat(100_000)],
    ['unknown commands', '#zzz '.repeat(BIG)],
    ['a command of one long word', `#${'a'.repeat(BIG)}`],
    ['signs alone', '#'.repeat(BIG)],
    ['signs and blanks', '# '.repeat(BIG)],
    ['an argument of dots', `#merge ${'.'.repeat(BIG)}x`],
    ['an argument of blanks', `#hold ${' '.repeat(BIG)}x`],
    ['angle brackets', `#cc ${'<'.repeat(BIG)}`],
    ['numbers', `#link ${'1 '.repeat(BIG)}`],
    ['a text of blanks', `${' '.repeat(BIG)}x`],
    ['empty lines', `#solved${'\n '.repeat(BIG)}x`],
    ['a last line of blanks', `x\n${' '.repeat(BIG)}#`],
    ['notes within', `x ${'#nota '.repeat(BIG / 5)}`],
    ['commands below', `x\n${'#close\n'.repeat(BIG / 5)}`],
    ['invisible signs', `${'\u200B'.repeat(BIG)}#solved`],
    ['accents', `#${'e\u0301'.repeat(BIG)}`],
    ['quotes', `#assign ${'"'.repeat(BIG)}x`],
  ])('%s', (_, text) => {
    const { commands, troubles } = read(text);
    expect(commands.length).toBeLessThanOrEqual(40);
    expect(troubles.length).toBeLessThanOrEqual(10);
    for (const trouble of troubles) expect(JSON.stringify(trouble).length).toBeLessThan(2_000);
    expect(namedNumbers(text, 'BLIP').length).toBeLessThanOrEqual(5);
  });

  test('names of what every object has are no names', () => {
    for (const word of ['constructor', 'hasOwnProperty', 'toString']) {
      expect(read(`#${word}`).troubles).toMatchObject([{ what: 'unknown-command' }]);
      for (const command of ['priority', 'type', 'macro', 'queue', 'assign', 'hold'])
        expect(read(`#${command} ${word}`).troubles).toMatchObject([{ what: 'wrong-argument' }]);
    }
  });
});

/** What the letter of help says in backticks. */
test.each(['en', 'pt-BR', 'es'])('every command that the shipped help tells of is one: %s', async (language) => {
  const help = await readFile(path.join(import.meta.dirname, '../../../templates', language, 'agent-help.md'), 'utf8');
  const told = [...help.matchAll(/`(#[^`]+)`/g)].map(([, command = '']) => command);
  expect(told.length).toBeGreaterThan(20);
  for (const command of told) {
    const troubles = read(command).troubles.filter(
      ({ what }) => what !== 'wrong-argument' || !/^#(assign|asignar|atribuir|queue|fila|cola|macro)/.test(command),
    );
    expect(troubles, command).toEqual([]);
  }
});
