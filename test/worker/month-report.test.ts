/** The report of a month, from mail to mail: each admin reads of their own contract, and of no other. */
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { describeWithDovecot } from '../support/describe-with-dovecot.ts';
import { contractOf, mailOf, startDesk, startWorker, untilInboxIsEmpty, untilSent } from '../support/desk.ts';

const person = (name: string, email: string, admin = false) => ({
  name,
  email,
  language: 'pt-BR',
  bots: ['sales'],
  admin,
});
const ANA = 'ana@acme.example';
const RITA = 'rita@acme.example';
const OTTO = 'otto@other.example';

describeWithDovecot('the report of a month', { timeout: 60_000 }, () => {
  test('goes to the admin who asks, with their own contract alone; a colleague is told who may', async () => {
    const desk = await startDesk({
      contracts: [
        contractOf([], { users: [person('Ana Souza', ANA), person('Rita Lemos', RITA, true)] }),
        contractOf([], { id: 'other', organization: 'Outra Firma', users: [person('Otto Reis', OTTO, true)] }),
      ],
    });
    await startWorker(desk);
    await desk.dovecot.deliver(mailOf({ from: ANA, subject: 'Menu do bot' }));
    await desk.dovecot.deliver(mailOf({ from: ANA, subject: 'Fila parada' }));
    await desk.dovecot.deliver(mailOf({ from: OTTO, subject: 'Segredo de Otto' }));
    await untilSent(desk, 3);

    const ask = async (from: string, count: number, over: Partial<Parameters<typeof mailOf>[0]> = {}) => {
      await desk.dovecot.deliver(mailOf({ from, subject: 'Relatório deste mês', text: '', ...over }));
      const letter = (await untilSent(desk, count)).at(-1);
      if (!letter) throw new Error('nothing was sent');
      const { to, subject, text, html, messageId } = await simpleParser(letter.raw);
      return {
        to: to && 'text' in to ? to.text : '',
        subject: subject ?? '',
        text: `${text}`,
        whole: `${text}${html}`,
        headers: [`In-Reply-To: ${messageId}`],
      };
    };

    const toRita = await ask(RITA, 4);
    expect(toRita.to).toContain(RITA);
    expect(toRita.subject).toMatch(/^Relatório de \S+ de 20\d\d$/);
    expect(toRita.text).toMatch(/Abertos: 2\n.*Resolvidos: 0/s);
    expect(toRita.text).toContain('BLIP-1002 Fila parada');
    expect(toRita.text).toContain('BLIP-1001 Menu do bot');
    expect(toRita.whole).not.toMatch(/Otto|Outra Firma|BLIP-1003/);

    const toOtto = await ask(OTTO, 5);
    expect(toOtto.to).toContain(OTTO);
    expect(toOtto.text).toMatch(/Abertos: 1\n/);
    expect(toOtto.text).toContain('BLIP-1003 Segredo de Otto');
    expect(toOtto.whole).not.toMatch(/Ana|Acme|BLIP-100[12]/);

    const toAna = await ask(ANA, 6);
    expect(toAna.to).toContain(ANA);
    expect(toAna.text).toContain('administra o contrato');
    expect(toAna.whole).not.toMatch(/Abertos|BLIP-\d|Rita|Otto/);

    // Nobody has proven that this is Rita: it is a mail like any other, and opens a ticket.
    const unproven = await ask(RITA, 7, { authentication: null });
    expect(unproven.subject).toContain('[BLIP-1004]');
    expect(unproven.whole).not.toMatch(/Abertos:|BLIP-100[123]/);

    // A month is enough in reply to it; and thanks are no ticket.
    const again = await ask(RITA, 8, { subject: `RES: ${toRita.subject}`, text: 'setembro', headers: toRita.headers });
    expect(again.subject).toMatch(/^Relatório de setembro de 20\d\d$/);
    const thanks = { from: RITA, subject: `RES: ${again.subject}`, text: 'Obrigada!', headers: again.headers };
    await desk.dovecot.deliver(mailOf(thanks));

    await untilInboxIsEmpty(desk);
    const ledger = await desk.look((store) => store.reads.mail({}, 10).map(({ disposition }) => disposition));
    expect(ledger.toReversed()).toEqual([
      'opened',
      'opened',
      'opened',
      'answered',
      'answered',
      'answered',
      'opened',
      'answered',
      'noted',
    ]);
  });
});
