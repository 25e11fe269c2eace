/** Any mail at all, for fast-check: trees of parts that nobody would send, and mails of the fixtures with something broken. */
import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';

/** Mails made of any headers and any tree of parts. */
export function madeMails(): fc.Arbitrary<Buffer> {
  return fc
    .tuple(fc.array(headerLines(), { maxLength: 12 }), part(), ending)
    .map(([header, body, end]) => Buffer.from([...header, body].join('\n').replaceAll('\n', end), 'latin1'));
}

/** The fixtures, each with a few things done to it that wires, servers and attackers do. */
export function brokenMails(): fc.Arbitrary<Buffer> {
  const whole = fixtures();
  return fc
    .tuple(fc.nat(whole.length - 1), fc.array(change(whole), { minLength: 1, maxLength: 6 }))
    .map(([n, changes]) => changes.reduce((mail, one) => one(mail), whole[n] ?? Buffer.alloc(0)));
}

export function anyMail(): fc.Arbitrary<Buffer> {
  return fc.oneof(madeMails(), brokenMails());
}

/** Trees of parts that are well formed, and the bodies in them that are no multipart's, in their order. */
export function wholeMails(): fc.Arbitrary<{ raw: Buffer; bodies: string[] }> {
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof({ depthSize: 'medium' }, words, fc.array(tie('tree'), { minLength: 1, maxLength: 4 })),
  }));
  return tree.map((whole) => {
    const bodies: string[] = [];
    let count = 0;
    const written = (one: Tree): string => {
      if (typeof one === 'string') {
        // Between two delimiters a line break alone is no body: it belongs to the second.
        bodies.push(whole !== one && /^\r?\n$/.test(one) ? '' : one);
        return `Content-Type: application/x-any\r\n\r\n${one}`;
      }
      const name = `=_whole_${count++}`;
      const parts = one.map((child) => `--${name}\r\n${written(child)}\r\n`);
      return `Content-Type: multipart/mixed; boundary="${name}"\r\n\r\n${parts.join('')}--${name}--\r\n`;
    };
    return { raw: Buffer.from(written(whole), 'latin1'), bodies };
  });
}

type Tree = string | Tree[];

const ending = fc.constantFrom('\r\n', '\r\n', '\n', '\r\n ');

/** What readers look for, and stumble over. */
const TOKENS = [
  ...[
    '\n',
    '\r\n',
    '\r',
    '\0',
    '\n\n',
    ' ',
    '\t',
    '>',
    '> ',
    '-- \n',
    '--',
    '--b',
    '--b--',
    '\n--b\n',
    '=',
    '=\n',
    '=?',
    '?=',
  ],
  ...[
    '=?utf-8?q?=C3?=',
    '=?utf-8?b?w6c?=',
    '=?x?q?a?=',
    '<',
    '</',
    '<!--',
    '<blockquote>',
    '&#0;',
    '&#x110000;',
    '<a href="',
    '(',
    '"',
    '\\',
  ],
  ...[
    '@',
    ':',
    ';',
    ',',
    '\xe7',
    '\xc3',
    '\xff\xfe',
    '\x1b$B',
    '+AOc-',
    'begin 644 a\nM\n',
    'From: b@b.example\n',
    'Subject: x\n',
  ],
  ...[
    'Content-Type: multipart/mixed; boundary=b\n',
    'Content-Type: text/html\n',
    'Content-Transfer-Encoding: base64\n',
    '; charset=',
  ],
  ...[
    'On 3 Nov 2026 Ana <a@b.example> wrote:\n',
    '-----Mensagem original-----\nDe: Ana\n',
    'Begin forwarded message:\n',
  ],
];

const bytes = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  maxLength: 40,
});
const words = fc
  .array(fc.oneof(bytes, fc.constantFrom(...TOKENS), fc.constantFrom('olá mundo ', 'El bot ', 'Ana ')), {
    maxLength: 12,
  })
  .map((all) => all.join(''));
const boundary = fc.oneof(fc.constantFrom('b', 'b', 'c', 'b--', '', ' ', '--'), fc.string({ maxLength: 8 }));

function headerLines(): fc.Arbitrary<string> {
  const name = fc.constantFrom(
    ...[
      'From',
      'From',
      'To',
      'Cc',
      'Subject',
      'Subject',
      'Date',
      'Message-ID',
      'References',
      'In-Reply-To',
      'Received',
    ],
    ...[
      'Authentication-Results',
      'Auto-Submitted',
      'List-Id',
      'X-Spam-Flag',
      'Delivered-To',
      'Reply-To',
      '__proto__',
      '',
    ],
  );
  const value = fc.oneof(
    words,
    fc.constantFrom(
      'Ana <ana@acme.example>',
      'suporte@blip.example',
      '<a@b.example>',
      'Tue, 3 Nov 2026 10:00:00 -0300',
    ),
  );
  return fc.tuple(name, value).map(([key, text]) => `${key}: ${text}`);
}

function part(): fc.Arbitrary<string> {
  const leaf = fc
    .record({
      type: fc.constantFrom(
        'text/plain',
        'text/plain; format=flowed',
        'text/html',
        'message/rfc822',
        'text/calendar',
        'image/png',
        'application/ms-tnef',
        'message/delivery-status',
        'text',
        '',
      ),
      charset: fc.constantFrom(
        '',
        '; charset=utf-8',
        '; charset=iso-8859-1',
        '; charset=utf-7',
        '; charset=utf-16',
        '; charset="x',
        '; charset=gb2312',
      ),
      encoding: fc.constantFrom('', '7bit', '8bit', 'base64', 'quoted-printable', 'x-uuencode', 'x'),
      disposition: fc.oneof(
        fc.constantFrom('', 'inline', 'attachment; filename=a.txt', "attachment; filename*0*=utf-8''%E7"),
        words,
      ),
      body: words,
    })
    .map(({ type, charset, encoding, disposition, body }) =>
      [
        `Content-Type: ${type}${charset}`,
        ...(encoding ? [`Content-Transfer-Encoding: ${encoding}`] : []),
        ...(disposition ? [`Content-Disposition: ${disposition}`] : []),
        '',
        body,
      ].join('\n'),
    );
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc
        .record({
          kind: fc.constantFrom('mixed', 'alternative', 'related', 'report', 'signed'),
          boundary,
          children: fc.array(tie('tree'), { maxLength: 4 }),
          preamble: fc.oneof(fc.constant(''), words),
          closed: fc.boolean(),
        })
        .map(({ kind, boundary: name, children, preamble, closed }) =>
          [
            `Content-Type: multipart/${kind}; boundary="${name}"`,
            '',
            preamble,
            ...children.flatMap((child) => [`--${name}`, child]),
            ...(closed ? [`--${name}--`] : []),
          ].join('\n'),
        ),
    ),
  }));
  return tree;
}

type Change = (mail: Buffer) => Buffer;

function change(whole: readonly Buffer[]): fc.Arbitrary<Change> {
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const at = (mail: Buffer, where: number) => Math.floor(where * mail.length);
  const splice = (mail: Buffer, from: number, to: number, piece: Buffer) =>
    Buffer.concat([mail.subarray(0, from), piece, mail.subarray(to)]);
  return fc.oneof(
    fc.tuple(place, fc.constantFrom(...TOKENS)).map(
      ([where, token]): Change =>
        (mail) =>
          splice(mail, at(mail, where), at(mail, where), Buffer.from(token, 'latin1')),
    ),
    fc.tuple(place, fc.nat(300)).map(
      ([where, length]): Change =>
        (mail) =>
          splice(mail, at(mail, where), at(mail, where) + length, Buffer.alloc(0)),
    ),
    fc.tuple(place, fc.nat(255)).map(
      ([where, byte]): Change =>
        (mail) =>
          splice(mail, at(mail, where), at(mail, where) + 1, Buffer.of(byte)),
    ),
    fc.tuple(place, fc.nat(2_000), fc.integer({ min: 2, max: 30 })).map(
      ([where, length, times]): Change =>
        (mail) => {
          const from = at(mail, where);
          const again = Buffer.concat(Array.from({ length: times }, () => mail.subarray(from, from + length)));
          return mail.length > 200_000 ? mail : splice(mail, from, from + length, again);
        },
    ),
    fc.tuple(place, fc.nat(whole.length - 1), place).map(
      ([where, n, other]): Change =>
        (mail) => {
          const from = whole[n] ?? Buffer.alloc(0);
          return splice(mail, at(mail, where), mail.length, from.subarray(at(from, other)));
        },
    ),
    place.map(
      (where): Change =>
        (mail) =>
          mail.subarray(0, at(mail, where)),
    ),
    fc.constant<Change>((mail) => Buffer.from(mail.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')),
  );
}

function fixtures(): Buffer[] {
  const folder = new URL('../../fixtures/mail/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.eml'));
  return files.sort().map((file) => readFileSync(new URL(file, folder)));
}
