/** Mails for the tests of the rules: only what a test names differs from an empty one. */
import type { Message } from '../../src/mail/message.ts';

export function messageWith(parts: Partial<Message>): Message {
  return {
    messageId: '<a@acme.example>',
    date: null,
    from: { name: 'Ana Souza', address: 'ana@acme.example' },
    to: [{ name: '', address: 'suporte@blip.example' }],
    cc: [],
    subject: '',
    text: parts.replyText ?? '',
    replyText: '',
    ownText: '',
    language: null,
    attachments: [],
    automatic: null,
    forwarded: null,
    inReplyTo: [],
    references: [],
    recipients: ['suporte@blip.example'],
    headers: {},
    defect: null,
    authentication: { verdict: 'pass', because: 'dmarc=pass' },
    spam: false,
    textsDisagree: null,
    fingerprint: '',
    size: 0,
    ...parts,
  };
}
