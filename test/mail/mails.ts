/** Mails for the tests of `mail/`: the fixtures by name, and mails built from lines. */
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { DeskIdentity } from '../../src/mail/message.ts';

export const DESK: DeskIdentity = {
  addresses: ['suporte@blip.example'],
  authservId: 'mx.blip.example',
  ownLists: [],
  agents: ['bia@blip.example'],
};

const folder = new URL('../fixtures/mail/', import.meta.url);

export function fixture(name: string): Buffer {
  return readFileSync(new URL(`${name}.eml`, folder));
}

/** A mail from Ana with these lines of header besides From, and a body. */
export function mailWith(header: string[], body = 'Bom dia', from = 'From: Ana Souza <ana@acme.example>'): Buffer {
  return Buffer.from([from, ...header, '', ...body.split('\n')].join('\r\n'));
}

/** Bytes as base64 in lines of 76. */
export function base64Lines(bytes: Buffer): string {
  return bytes.toString('base64').replace(/(.{76})/g, '$1\r\n');
}
