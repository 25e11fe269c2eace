/** One outage, four customers: an incident by mail from its first ticket to its last, over real servers. */
import { type ParsedMail, simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { clocksAt } from '../../src/cli/ticket-clocks.ts';
import { describeWithDovecot } from '../support/describe-with-dovecot.ts';
import {
  contractOf,
  mailsPerRecipient,
  startDesk,
  startWorker,
  type TestDesk,
  untilInboxIsEmpty,
} from '../support/desk.ts';
import { reply, written } from '../support/mail-program.ts';
import { postOf } from '../support/post.ts';

const ANA = {
  name: 'Ana Souza',
  address: 'ana@acme.example',
  language: 'pt-BR',
  subject: 'O WhatsApp parou de responder',
  text: 'Bom dia, desde as dez nosso bot não responde no WhatsApp.',
};
const BOB = {
  name: 'Bob Reed',
  address: 'bob@globex.example',
  language: 'en',
  subject: 'WhatsApp is down',
  text: 'Hello, our bot stopped responding on WhatsApp this morning.',
};
const CARLA = {
  name: 'Carla Ruiz',
  address: 'carla@umbra.example',
  language: 'es',
  subject: 'WhatsApp caído',
  text: 'Buenos días: el bot dejó de responder en WhatsApp, nuestros clientes no pueden escribir.',
};
const DAVI = {
  name: 'Davi Dias',
  address: 'davi@delta.example',
  language: 'pt-BR',
  subject: 'Bot fora do ar',
  text: 'Olá, o bot de WhatsApp está fora do ar e nenhuma mensagem chega.',
};
const CUSTOMERS = [ANA, BOB, CARLA, DAVI];

const BIA = { name: 'Bia Lima', address: 'bia.lima@interno.example' };
const RUI = { name: 'Rui Reis', address: 'rui.reis@interno.example' };
const LIA = { name: 'Lia Luz', address: 'lia.luz@interno.example' };
const AGENTS = [BIA, RUI, LIA];

const CONFIG = {
  agents: AGENTS.map(({ name, address }) => ({
    id: name.split(' ')[0]?.toLowerCase(),
    name,
    publicName: name.split(' ')[0],
    email: address,
    languages: ['pt-BR'],
  })),
  queues: [
    {
      id: 'incidents',
      members: ['bia', 'rui'],
      lead: 'lia',
      strategy: 'round-robin',
      when: { type: ['doubt', 'task', 'incident'] },
    },
  ],
};

/** What an acknowledgement says of an incident that the desk knows of. */
const KNOWN = { 'pt-BR': /outros clientes/i, en: /other customers/i, es: /otros clientes/i } as const;

const FIRST = 'Achamos a causa: uma atualização do canal. Voltamos a escrever em uma hora.';
const LAST = 'O canal voltou às 11h40 e as mensagens retidas foram entregues.';

describeWithDovecot('an incident of several customers', { timeout: 180_000 }, () => {
  test('is told to agents once, and each customer hears of it on their own ticket', async () => {
    const desk = await startDesk({
      contracts: CUSTOMERS.map(({ name, address, language }) => {
        const [, domain = ''] = address.split('@');
        const users = [{ name, email: address, language, bots: ['sales'] }];
        return contractOf([], { id: domain, organization: domain, users });
      }),
      config: CONFIG,
    });
    const first = await startWorker(desk);
    const post = postOf(desk);
    const reports = async (customer: (typeof CUSTOMERS)[number]) => {
      await post.send(await written({ from: customer, subject: customer.subject, text: customer.text }));
      return post.next(customer.address);
    };

    // Two customers: two tickets, each with an agent of its own.
    const toAna = await reports(ANA);
    expect((await post.next(BIA.address)).subject).toContain('BLIP-1001');
    const toBob = await reports(BOB);
    expect((await post.next(RUI.address)).subject).toContain('BLIP-1002');
    expect(toAna.text).not.toMatch(KNOWN['pt-BR']);
    expect(toBob.text).not.toMatch(KNOWN.en);

    // The third makes it one incident. Each agent has one letter about it, and none about the ticket.
    const toCarla = await reports(CARLA);
    expect(toCarla.subject).toContain('[BLIP-1003]');
    expect(toCarla.text).toMatch(KNOWN.es);
    expect(toCarla.text).toContain('https://status.blip.example/');
    const toLia = await post.next(LIA.address);
    for (const letter of [toLia, await post.next(BIA.address), await post.next(RUI.address)]) {
      expect(letter.subject).toContain('BLIP-1004');
      for (const number of ['BLIP-1001', 'BLIP-1002', 'BLIP-1003']) expect(letter.text).toContain(number);
    }
    expect(await ticketOf(desk, 'BLIP-1004')).toMatchObject({
      type: 'incident',
      state: 'new',
      assignee: 'lia',
      gathers: 'whatsapp',
      parts: [{ number: 'BLIP-1001' }, { number: 'BLIP-1002' }, { number: 'BLIP-1003' }],
    });

    // It is as it was after a restart. A fourth joins it, and nobody is told.
    await first.stop();
    const second = await startWorker(desk);
    const toDavi = await reports(DAVI);
    expect(toDavi.subject).toContain('[BLIP-1005]');
    expect(toDavi.text).toMatch(KNOWN['pt-BR']);
    expect(await ticketOf(desk, 'BLIP-1005')).toMatchObject({ parent: 'BLIP-1004', assignee: 'lia' });
    await untilInboxIsEmpty(desk);
    for (const { address } of AGENTS) expect(await post.count(address)).toBe(0);

    // Who is not the lead writes to nobody.
    await post.send(await reply(await lastTo(desk, BIA.address), { from: BIA, text: 'Já estamos vendo.' }));
    expect((await post.next(BIA.address)).text).toContain('Lia Luz');
    for (const { address } of CUSTOMERS) expect(await post.count(address)).toBe(0);

    // The lead answers the letter: each customer has it once, in their conversation and around it their language.
    await post.send(await reply(toLia, { from: LIA, text: FIRST }));
    const acknowledged = [toAna, toBob, toCarla, toDavi];
    const updates: ParsedMail[] = [];
    for (const [i, customer] of CUSTOMERS.entries()) {
      const update = await post.next(customer.address);
      updates.push(update);
      expect(update.text).toContain(FIRST);
      expect(update.from?.value).toEqual([{ name: 'Lia (Suporte Blip)', address: 'suporte@blip.example' }]);
      expect(update.headers.get('content-language')).toBe(customer.language);
      expect(update.inReplyTo).toBe(acknowledged[i]?.inReplyTo);
      // Of the others, and of the incident, it says nothing.
      const whole = [update.subject, update.text, update.html, ...update.headerLines.map(({ line }) => line)].join(
        '\n',
      );
      expect(new Set(whole.match(/BLIP-\d+/g))).toEqual(new Set([`BLIP-${[1001, 1002, 1003, 1005][i]}`]));
      for (const other of CUSTOMERS.filter((one) => one !== customer)) expect(whole).not.toContain(other.address);
    }
    for (const agent of [BIA, RUI]) expect((await post.next(agent.address)).text).toContain('BLIP-1004');
    expect(await statesOf(desk)).toEqual(['open', 'open', 'open', 'open', 'open']);
    expect(await firstResponsesOf(desk)).toEqual(['met', 'met', 'met', 'met']);

    // What answers the notice that a colleague took it is for that colleague, also where the lead writes it.
    await post.send(await reply(await lastTo(desk, RUI.address), { from: RUI, text: '#pegar' }));
    const taken = await post.next(LIA.address);
    expect(taken.text).toContain('Rui Reis ficou com este incidente');
    await post.send(await reply(taken, { from: LIA, text: 'Rui, por favor não prometa horários.' }));
    expect((await post.next(LIA.address)).text).toContain('#situação BLIP-1004');
    for (const { address } of CUSTOMERS) expect(await post.count(address)).toBe(0);
    // The card is what may be answered, and says which tickets there are by now.
    await post.send(await reply(taken, { from: LIA, text: '#situação' }));
    const card = await post.next(LIA.address);
    for (const number of [1001, 1002, 1003, 1005]) expect(card.text).toContain(`- BLIP-${number} · `);

    // It is over: for all of them.
    await post.send(await reply(card, { from: LIA, text: `#solved\n${LAST}` }));
    for (const customer of CUSTOMERS) expect((await post.next(customer.address)).text).toContain(LAST);
    for (const agent of [BIA, RUI]) await post.next(agent.address);
    expect(await statesOf(desk)).toEqual(['solved', 'solved', 'solved', 'solved', 'solved']);

    // But for one.
    const [, updateToBob] = updates;
    if (!updateToBob) throw new Error('Bob has no update');
    await post.send(
      await reply(updateToBob, { from: BOB, text: 'This is not solved: our bot still does not answer anybody.' }),
    );
    expect((await post.next(RUI.address)).text).toContain('our bot still does not answer anybody');
    expect(await statesOf(desk)).toEqual(['solved', 'open', 'solved', 'solved', 'solved']);

    await untilInboxIsEmpty(desk);
    await second.stop();
    const counts = mailsPerRecipient(desk.smtp);
    // An acknowledgement and two updates each.
    for (const { address } of CUSTOMERS) expect(counts.get(address)).toBe(3);
    // A ticket, the incident, two updates; besides, to Bia what she may not do, to Rui what Bob wrote. To the lead the
    // incident, that it was taken, that her words went to nobody, and the card.
    expect(AGENTS.map(({ address }) => counts.get(address))).toEqual([5, 5, 4]);
    expect(await desk.look((store) => store.reads.unhealthy())).toEqual([]);
  });
});

function lastTo(desk: TestDesk, address: string): Promise<ParsedMail> {
  return simpleParser(desk.smtp.received.findLast((mail) => mail.to.includes(address))?.raw ?? '');
}

function ticketOf(desk: TestDesk, number: string) {
  return desk.look((store) => store.reads.ticket(number));
}

/** By number: the customers' and, before the last, the incident's. */
async function statesOf(desk: TestDesk): Promise<(string | undefined)[]> {
  const numbers = [1001, 1002, 1003, 1004, 1005];
  return desk.look((store) => numbers.map((number) => store.reads.ticket(String(number))?.state));
}

/** How the customers' first responses stand. */
async function firstResponsesOf(desk: TestDesk): Promise<(string | undefined)[]> {
  const { sla, timeZone } = (await desk.setup()).desk;
  return desk.look((store) =>
    [1001, 1002, 1003, 1005].map((number) => {
      const ticket = store.reads.ticket(String(number));
      const clocks = ticket ? clocksAt(ticket, sla, timeZone, Date.now()) : [];
      return clocks.find(({ metric }) => metric === 'firstResponse')?.state;
    }),
  );
}
