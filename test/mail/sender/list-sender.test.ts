import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import type { DeskIdentity } from '../../../src/mail/message.ts';
import { readMail } from '../../../src/mail/read.ts';

const DESK: DeskIdentity = {
  addresses: ['suporte@blip.example'],
  authservId: 'mx.blip.example',
  ownLists: ['clientes.lists.example'],
  agents: [],
};

async function read(from: string, ...headers: string[]) {
  const lines = [`From: ${from}`, ...headers, 'Subject: Ajuda', '', 'Como altero o menu do bot?'];
  return readMail(Buffer.from(lines.join('\r\n')), DESK);
}

test('a list of ours that stands in From for who wrote is no sender to act on', async () => {
  const list = ['List-Id: <clientes.lists.example>', 'List-Post: <mailto:clientes@lists.example>'];
  const { defect } = await read('Ana via Clientes <clientes@lists.example>', ...list, 'Reply-To: ana@acme.example');
  expect(defect).toBe('its From is the list clientes@lists.example, which stands there for ana@acme.example');
});

test('a group at the desk’s own address stands for who wrote, and is not a mail of ours come back', async () => {
  const group = ["'Ana' via Suporte <suporte@blip.example>", 'List-Id: <suporte.blip.example>'] as const;
  expect((await read(...group, 'X-Original-From: Ana <ana@acme.example>')).defect).toContain('ana@acme.example');
  expect((await read(...group)).defect).toBeNull();
  const ours = await read(...group, 'Reply-To: ana@acme.example', 'X-Chamado-Loop: suporte@blip.example');
  expect(ours).toMatchObject({ defect: null, automatic: { kind: 'loop' } });
});

test('a person who writes through a list of ours is their own sender', async () => {
  const list = ['List-Id: <clientes.lists.example>', 'List-Post: <mailto:clientes@lists.example>'];
  expect(await read('ana@acme.example', ...list, 'Reply-To: clientes@lists.example')).toMatchObject({
    defect: null,
    automatic: null,
  });
  expect((await read('ana@acme.example', 'Reply-To: financeiro@acme.example')).defect).toBeNull();
});
