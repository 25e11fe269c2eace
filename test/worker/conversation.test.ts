/** A whole matter by mail: two customers of one contract, two agents and a lead, over real servers. */
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { describeWithDovecot } from '../support/describe-with-dovecot.ts';
import { contractOf, startDesk, startWorker, type TestDesk, untilInboxIsEmpty } from '../support/desk.ts';
import { reply, written } from '../support/mail-program.ts';
import { postOf } from '../support/post.ts';

const ANA = { name: 'Ana Souza', address: 'ana@acme.example' };
const DAVI = { name: 'Davi Dias', address: 'davi@acme.example' };
const BIA = { name: 'Bia Lima', address: 'bia.lima@interno.example' };
const RUI = { name: 'Rui Reis', address: 'rui.reis@interno.example' };
const LIA = { name: 'Lia Luz', address: 'lia.luz@interno.example' };

const PEOPLE = {
  agents: [BIA, RUI, LIA].map(({ name, address }) => ({
    id: name.split(' ')[0]?.toLowerCase(),
    name,
    publicName: name.split(' ')[0],
    email: address,
    languages: ['pt-BR'],
  })),
  queues: [
    {
      id: 'support',
      members: ['bia', 'rui'],
      lead: 'lia',
      strategy: 'none',
      when: { type: ['doubt', 'task', 'incident'] },
    },
  ],
};

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const FILE = Buffer.from('passo 1; passo 2');

/** Words that only the desk's people may read. */
const INSIDE = ['sigilo-interno', '#note', '#solved', '#take', '#merge', '#close', 'interno.example', 'Responda acima'];

describeWithDovecot('a conversation', { timeout: 120_000 }, () => {
  test('of ten mails and more: customers see one desk, agents one conversation a ticket', async () => {
    const desk = await startDesk({
      contracts: [
        contractOf([], {
          users: [ANA, DAVI].map(({ name, address }) => ({ name, email: address, language: 'pt-BR', bots: ['sales'] })),
        }),
      ],
      config: PEOPLE,
    });
    const { stop } = await startWorker(desk);
    const post = postOf(desk);

    // 1: new. Everybody of the queue hears of it, because nobody has it.
    await post.send(
      await written({
        from: ANA,
        subject: 'Relatório vazio',
        text: 'Bom dia, o relatório de outubro sai vazio. Podem ver?',
        cc: [DAVI.address],
      }),
    );
    const acknowledged = await post.next(ANA.address);
    expect(acknowledged.subject).toContain('[BLIP-1001]');
    const toBia = await post.next(BIA.address);
    const toRui = await post.next(RUI.address);
    for (const letter of [toBia, toRui]) expect(letter.text).toContain('o relatório de outubro sai vazio');
    expect(await post.count(LIA.address)).toBe(0);

    // 2: Bia takes it; Rui hears that he need not.
    await post.send(await reply(toBia, { from: BIA, text: '#take' }));
    expect((await post.next(RUI.address)).text).toContain('Bia Lima');
    expect(await ticketOf(desk, 'BLIP-1001')).toMatchObject({ state: 'open', assignee: 'bia' });

    // 3: she answers, with a file and a picture within the text.
    await post.send(
      await reply(toBia, {
        from: BIA,
        text: 'Olá Ana,\n\nabra o filtro como na imagem:',
        files: [
          { filename: 'passos.txt', content: FILE, contentType: 'text/plain' },
          { filename: 'filtro.png', content: PICTURE, contentType: 'image/png', picture: true },
        ],
      }),
    );
    const answered = await post.next(ANA.address);
    const copied = await post.next(DAVI.address);
    for (const letter of [answered, copied]) {
      expect(letter.from?.value).toEqual([{ name: 'Bia (Suporte Blip)', address: 'suporte@blip.example' }]);
      expect(letter.text).toContain('abra o filtro como na imagem:');
      expect(
        letter.attachments
          .map(({ filename, content, related }) => [filename, content.toString('hex'), Boolean(related)])
          .sort(),
      ).toEqual([
        ['filtro.png', PICTURE.toString('hex'), true],
        ['passos.txt', FILE.toString('hex'), false],
      ]);
      expect(letter.headers.get('auto-submitted')).toBeUndefined();
      expect([letter.to, letter.cc].flat().flatMap((one) => one?.value.map(({ address }) => address))).toEqual([
        ANA.address,
        DAVI.address,
      ]);
    }
    expect(answered.inReplyTo).toMatch(/program@acme\.example>$/);
    expect(await ticketOf(desk, 'BLIP-1001')).toMatchObject({ state: 'pending' });

    // 4: a note, for the desk alone.
    await post.send(await reply(toBia, { from: BIA, text: '#note sigilo-interno: o cliente já reclamou' }));
    await untilInboxIsEmpty(desk);

    // 5: the other customer answers; the agent who has the ticket hears of it.
    await post.send(await reply(copied, { from: DAVI, text: 'Continua vazio para mim.' }));
    const wroteAgain = await post.next(BIA.address);
    expect(wroteAgain.text).toContain('Continua vazio para mim.');
    expect(wroteAgain.text).toContain('sigilo-interno');
    expect(await ticketOf(desk, 'BLIP-1001')).toMatchObject({ state: 'open' });

    // 6: solved.
    await post.send(await reply(wroteAgain, { from: BIA, text: '#solved\nCorrigimos o relatório, Davi.' }));
    const solved = await post.next(ANA.address);
    expect((await post.next(DAVI.address)).text).toContain('Corrigimos o relatório, Davi.');
    expect(await ticketOf(desk, 'BLIP-1001')).toMatchObject({ state: 'solved' });

    // 7: thanks reopen nothing and bother nobody.
    await post.send(await reply(solved, { from: ANA, text: 'Muito obrigada!' }));
    await untilInboxIsEmpty(desk);
    expect(await ticketOf(desk, 'BLIP-1001')).toMatchObject({ state: 'solved' });
    expect(await post.count(BIA.address)).toBe(0);

    // 8: it fails again.
    await post.send(await reply(solved, { from: ANA, text: 'Voltou a sair vazio hoje, e agora?' }));
    const reopened = await post.next(BIA.address);
    expect(reopened.text).toContain('Voltou a sair vazio hoje');
    expect(await ticketOf(desk, 'BLIP-1001')).toMatchObject({ state: 'open' });

    // 9: the same matter came a second time; Rui merges it.
    await post.send(
      await written({
        from: DAVI,
        subject: 'Relatório de novo',
        text: 'O mesmo relatório de outubro sai vazio aqui também, como pode?',
      }),
    );
    expect((await post.next(DAVI.address)).subject).toContain('[BLIP-1002]');
    const second = await post.next(RUI.address);
    await post.next(BIA.address);
    await post.send(await reply(second, { from: RUI, text: '#merge BLIP-1001' }));
    const joined = await post.next(BIA.address);
    expect(`${joined.subject} ${joined.text}`).toMatch(/BLIP-1002.*BLIP-1001/s);
    expect(await ticketOf(desk, 'BLIP-1002')).toMatchObject({ state: 'closed' });

    // 10: closed, with a last word.
    await post.send(await reply(reopened, { from: BIA, text: '#close\nResolvido de vez: era o fuso horário.' }));
    expect((await post.next(ANA.address)).text).toContain('era o fuso horário');
    await post.next(DAVI.address);
    expect(await ticketOf(desk, 'BLIP-1001')).toMatchObject({ state: 'closed' });

    await stop();
    const seen = desk.smtp.received.filter(({ to }) => to.some((address) => address.endsWith('@acme.example')));
    expect(seen).toHaveLength(8);
    for (const { raw } of seen) {
      const { text, html, headerLines } = await simpleParser(raw);
      const whole = [...headerLines.map(({ line }) => line), text, html].join('\n');
      for (const word of INSIDE) expect(whole).not.toContain(word);
    }
    // Each side reads each ticket as one conversation.
    expect(await threadsOf(desk, ANA.address)).toBe(1);
    expect(await threadsOf(desk, BIA.address)).toBe(2);
    expect(await desk.look((store) => store.reads.unhealthy())).toEqual([]);
  });
});

function ticketOf(desk: TestDesk, number: string) {
  return desk.look((store) => store.reads.ticket(number));
}

/** How many conversations a mail server makes of what an address was sent (RFC 5256, THREAD=REFERENCES). */
async function threadsOf(desk: TestDesk, address: string): Promise<number> {
  const folder = `Sent to ${address.split('@')[0]?.replace('.', ' ')}`;
  const raws = desk.smtp.received.filter((mail) => mail.to.includes(address)).map(({ raw }) => raw);
  await desk.dovecot.withClient((client) => client.mailboxCreate(folder));
  await desk.dovecot.append(raws, undefined, folder);
  return desk.dovecot.withClient(async (client) => {
    await client.mailboxOpen(folder);
    const threads: unknown[] = [];
    const atoms = ['REFERENCES', 'UTF-8', 'ALL'].map((value) => ({ type: 'ATOM', value }));
    const response = await (client as unknown as Executing).exec('THREAD', atoms, {
      untagged: { THREAD: async ({ attributes }) => void threads.push(...(attributes ?? [])) },
    });
    response.next();
    return threads.length;
  });
}

/** What the library does with every command, and its types leave out. */
interface Executing {
  exec(
    command: string,
    attributes: { type: string; value: string }[],
    options: { untagged: Record<string, (response: { attributes?: unknown[] }) => Promise<void>> },
  ): Promise<{ next(): void }>;
}
