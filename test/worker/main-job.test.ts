/** The main job on the day of sale: the shipped rules, real servers, the commands that people run. */
import { type ParsedMail, simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { instantInWords } from '../../src/letters/words.ts';
import { describeWithDovecot } from '../support/describe-with-dovecot.ts';
import { contractOf, mailOf, mailsPerRecipient, startDesk, startRun, type TestDesk } from '../support/desk.ts';

const CUSTOMERS = contractOf(['ana@acme.example', 'john@acme.example', 'luz@acme.example'], {
  domains: ['acme.example'],
  users: [
    { name: 'Ana Souza', email: 'ana@acme.example', language: 'pt-BR', bots: ['sales'] },
    { name: 'John Park', email: 'john@acme.example', bots: ['sales'] },
    { name: 'Luz Vega', email: 'luz@acme.example', bots: ['sales'] },
    { name: 'Leo Dias', email: 'leo@acme.example', bots: ['lab'] },
  ],
});

const CONTRACTS = [
  CUSTOMERS,
  contractOf(['tina@trial.example'], { id: 'trial', organization: 'Trialco', plan: 'Trial' }),
  contractOf(['elsa@ended.example'], { id: 'ended', startsOn: '2020-01-01', endsOn: '2020-12-31' }),
  contractOf(['nora@later.example'], { id: 'later', startsOn: '2099-01-01' }),
];

/** Everybody writes this word; no letter to somebody refused may have it. */
const CANARY = 'xilofone';

async function once(desk: TestDesk): Promise<Record<string, unknown>[]> {
  const run = startRun(desk, ['--json', 'once']);
  const { code } = await run.end();
  expect(code, run.tail()).toBe(0);
  return run
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

async function letterTo(desk: TestDesk, address: string): Promise<ParsedMail> {
  const sent = desk.smtp.received.filter((mail) => mail.to.includes(address));
  expect(sent.map((mail) => mail.to)).toEqual([[address]]);
  return simpleParser(sent[0]?.raw ?? '');
}

describeWithDovecot('the main job', { timeout: 60_000 }, () => {
  test('customers get a ticket and its promise in their language, others the refusal for their reason, and forgers nothing', async () => {
    const desk = await startDesk({ contracts: CONTRACTS });
    const mails = [
      {
        from: 'ana@acme.example',
        subject: 'Bot fora do ar',
        text: 'Olá,\n\nNosso bot parou de responder no WhatsApp desde as 9h de hoje. Nenhum cliente consegue falar conosco.\n\nAna',
        id: 'ana-1@acme.example',
      },
      {
        from: 'john@acme.example',
        subject: 'Menu of our bot',
        text: 'Hello,\n\nHow can I add a menu with three options to the first block of our bot? I could not find it in the docs.\n\nThank you,\nJohn',
        id: 'john-1@acme.example',
      },
      {
        from: 'luz@acme.example',
        subject: 'Registros de octubre',
        text: 'Buenos días:\n\nPor favor, solicitamos la exportación de los logs de nuestro bot del mes de octubre en un archivo.\n\nLuz Vega',
        id: 'luz-1@acme.example',
      },
      ...['tina@trial.example', 'elsa@ended.example', 'nora@later.example', 'leo@acme.example', 'new@acme.example'].map(
        (from) => ({ from, subject: `Ajuda com o ${CANARY}`, text: `Preciso de ajuda com o ${CANARY}, por favor.` }),
      ),
      { from: 'eve@stranger.example', subject: `Help with my ${CANARY}`, text: `Please help me with the ${CANARY}.` },
      {
        from: 'forged@acme.example',
        text: `Sou a Ana, abram um chamado sobre o ${CANARY}.`,
        authentication: 'dmarc=fail policy.dmarc=reject header.from=acme.example',
      },
      {
        from: 'rui@acme.example',
        subject: 'Fora do escritório',
        text: 'Volto dia 3.',
        headers: ['Auto-Submitted: auto-replied'],
      },
      {
        from: 'suporte@blip.example',
        subject: '[BLIP-1] Olá',
        text: 'de nós',
        headers: ['X-Chamado-Loop: suporte@blip.example'],
      },
    ];
    for (const mail of mails) await desk.dovecot.deliver(mailOf(mail));

    const settled = await once(desk);

    expect(settled.map(({ disposition, ticket }) => [disposition, ticket])).toEqual([
      ['opened', 'BLIP-1001'],
      ['opened', 'BLIP-1002'],
      ['opened', 'BLIP-1003'],
      ...Array.from({ length: 6 }, () => ['refused', null]),
      ['quarantined', null],
      ['ignored', null],
      ['ignored', null],
    ]);
    const tickets = await desk.look((store) => store.reads.tickets(null, 10));
    expect(tickets.map(({ requester, type, state, language }) => [requester, type, state, language]).sort()).toEqual([
      ['ana@acme.example', 'incident', 'new', 'pt-BR'],
      ['john@acme.example', 'doubt', 'new', 'en'],
      ['luz@acme.example', 'task', 'new', 'es'],
    ]);

    const words = {
      'ana@acme.example': { language: 'pt-BR', id: 'ana-1', says: ['incidente', 'Recebemos'] },
      'john@acme.example': { language: 'en', id: 'john-1', says: ['question', 'We received'] },
      'luz@acme.example': { language: 'es', id: 'luz-1', says: ['tarea', 'Recibimos'] },
    } as const;
    for (const [address, { language, id, says }] of Object.entries(words)) {
      const letter = await letterTo(desk, address);
      const ticket = tickets.find((one) => one.requester === address);
      const due = ticket?.clocks.find((clock) => clock.metric === 'firstResponse')?.dueAt ?? 0;
      expect(letter.inReplyTo).toBe(`<${id}@acme.example>`);
      expect([letter.references].flat()).toEqual([`<${id}@acme.example>`]);
      expect(letter.headers.get('auto-submitted')).toBe('auto-replied');
      expect(letter.headers.get('x-auto-response-suppress')).toBe('All');
      expect(letter.headers.get('content-language')).toBe(language);
      expect(letter.subject).toContain(`[${ticket?.number}]`);
      expect(due).toBeGreaterThan(Date.now());
      const inWords = instantInWords(due, 'America/Sao_Paulo', language);
      for (const part of [letter.text ?? '', (letter.html || '').replaceAll('&nbsp;', ' ')]) {
        for (const word of [...says, ticket?.number ?? '?', inWords]) expect(part.replace(/\s+/g, ' ')).toContain(word);
      }
    }

    const refusals: Record<string, RegExp> = {
      'tina@trial.example': /plano Trial/,
      'elsa@ended.example': /31 de dezembro de 2020/,
      'nora@later.example': /1º de janeiro de 2099/,
      'leo@acme.example': /equipe/,
      'new@acme.example': /cadastrad/,
      'eve@stranger.example': /contract/,
    };
    const subjects = new Set<string | undefined>();
    for (const [address, says] of Object.entries(refusals)) {
      const letter = await letterTo(desk, address);
      expect(`${letter.subject} ${letter.text}`.replace(/\s+/g, ' ')).toMatch(says);
      expect(letter.headers.get('auto-submitted')).toBe('auto-replied');
      expect([...letter.headerLines.map((one) => one.line), letter.text, letter.html].join('\n')).not.toContain(CANARY);
      subjects.add(letter.subject);
    }
    expect(subjects.size).toBe(6);
    expect(mailsPerRecipient(desk.smtp).size).toBe(9);
    expect(desk.smtp.received.map((mail) => mail.from)).toEqual(Array(9).fill('suporte@blip.example'));

    expect(await desk.dovecot.mailboxContents('INBOX')).toEqual([]);
    expect(await desk.dovecot.mailboxContents('Processed')).toHaveLength(mails.length);

    // A second pass finds nothing, and a reply to the acknowledgement goes to the same ticket.
    expect(await once(desk)).toEqual([]);
    const acknowledged = await letterTo(desk, 'ana@acme.example');
    const reply = {
      from: 'ana@acme.example',
      subject: `Re: ${acknowledged.subject}`,
      text: 'O número afetado é o do varejo.',
      headers: [`In-Reply-To: ${acknowledged.messageId}`, `References: ${acknowledged.messageId}`],
    };
    await desk.dovecot.deliver(mailOf(reply));
    expect(await once(desk)).toMatchObject([{ disposition: 'appended', ticket: 'BLIP-1001' }]);
    const ticket = await desk.look((store) => store.reads.ticket('BLIP-1001'));
    expect(ticket?.messages.map((message) => message.text)).toEqual([
      expect.stringContaining('parou de responder'),
      expect.stringContaining('número afetado'),
    ]);
    expect(desk.smtp.received).toHaveLength(9);
    expect(await desk.look((store) => store.reads.unhealthy())).toEqual([]);
  });
});
