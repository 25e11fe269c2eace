/** Thanks for a letter of ours that is about no ticket: nothing is opened, and nobody is written to. */
import { describe, expect, test } from 'vitest';
import { indexContracts } from '../../../src/directory/index-contracts.ts';
import type { Message } from '../../../src/mail/message.ts';
import { decide } from '../../../src/ticket/decide.ts';
import type { Desk } from '../../../src/ticket/desk.ts';
import { contract, desk, facts, mail, NONE, NOW, user } from '../../support/facts.ts';
import { openSettling } from '../../support/settling.ts';

const DIRECTORY = indexContracts([contract({ users: [user({ admin: true })] })]);
const written = (text: string): Partial<Message> => ({ text, replyText: text, ownText: text });

/** Ana asks for something in a subject, and answers what she gets. */
async function answering(asks: string, reply: Partial<Message>, rules: Partial<Desk> = {}) {
  const settling = await openSettling();
  const options = { directory: DIRECTORY, rules: desk({ agents: [], ...rules }) };
  const [answered] = await settling.settle([{ subject: asks, ...written('') }], options);
  const [letter] = answered?.letters ?? [];
  if (!letter) throw new Error(`"${asks}" was not answered`);
  const subject = `Re: ${letter.template}`;
  const [decision] = await settling.settle([{ subject, inReplyTo: [letter.messageId], ...reply }], options);
  return { template: letter.template, decision };
}

describe('thanks are noted, and answered by nothing', () => {
  test.each([
    ['Relatório do mês', 'service-report', 'Obrigada!'],
    ['Meus chamados', 'service-list', 'Muito obrigada pela ajuda.\n\nAbraços,\nAna Souza'],
    ['Help', 'service-help', 'Thanks! 🙂'],
    ['Ayuda', 'service-help', 'Muchas gracias'],
    ['Fechar BLIP-77', 'service-problem', 'Deu certo, obrigada'],
  ])('in reply to what "%s" brings', async (asks, template, text) => {
    const found = await answering(asks, written(text));
    expect(found.template).toBe(template);
    expect(found.decision).toMatchObject({ disposition: 'noted', letters: [], changes: [], ticket: null });
    expect(found.decision?.because.join()).toContain(`it only says thanks for our letter "${template}"`);
  });

  test('also where only the references name the letter, or the subject says so in another language', async () => {
    const settling = await openSettling();
    const options = { directory: DIRECTORY };
    const [answered] = await settling.settle([{ subject: 'Meus chamados', ...written('') }], options);
    const references = ['<own@acme.example>', answered?.letters[0]?.messageId ?? ''];
    const mails = ['RES: A lista dos seus chamados', '[External] Re: The list'].map((subject) => ({
      subject,
      references,
      ...written('Obrigada!'),
    }));
    expect((await settling.settle(mails, options)).map(({ disposition }) => disposition)).toEqual(['noted', 'noted']);
  });
});

describe('it opens a ticket', () => {
  test.each<[string, Partial<Message>, Partial<Desk>?]>([
    ['with more in it than thanks', written('Obrigada! E o bot, quando volta?')],
    ['with a consent that may answer what we asked', written('Sim')],
    ['under a subject of its own', { subject: 'Bot parado', ...written('Obrigada!') }],
    ['under one that only came from outside', { subject: '[External] Bot parado', ...written('Obrigada!') }],
    ['where nobody has proven who wrote it', { authentication: NONE, ...written('Obrigada!') }],
    ['in reply to no letter of ours', { inReplyTo: ['<blip-0.c.1.x@blip.example>'], ...written('Obrigada!') }],
    ['where the desk looks for no thanks', written('Obrigada!'), { thanks: null }],
  ])('%s', async (_, reply, rules) => {
    const { decision } = await answering('Ajuda', reply, rules);
    expect(decision?.disposition).toBe('opened');
  });

  test('once a person lets it go through again', () => {
    const letter = { id: 1, ticketId: null, ticket: null, to: 'ana@acme.example', template: 'service-list' };
    const bouncedLetter = { ...letter, messageId: '<x@y.example>', agent: null, about: null, bouncedBefore: false };
    const thanks = { subject: 'Re: A lista', ...written('Obrigada!') };
    const known = facts({ bouncedLetter });
    const release = { at: NOW, by: 'rita', as: 'human', why: null, was: 'noted' } as const;
    expect(decide(mail(thanks), known, desk(), NOW).disposition).toBe('noted');
    expect(decide(mail(thanks, { release }), known, desk(), NOW).disposition).toBe('opened');
  });
});
