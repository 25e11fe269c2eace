import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { withBoundary } from '../../../src/mail/mime/lost-boundary.ts';
import { partsOf } from '../../../src/mail/mime/mime.ts';
import { readMail } from '../../../src/mail/read.ts';
import { DESK } from '../mails.ts';

test.each([
  ['a line that is not indented', 'Content-Type: multipart/mixed;\r\nboundary="b"', 'multipart/mixed;  boundary="b"'],
  [
    'two of them',
    'Content-type: multipart/report;\nreport-type=x;\nboundary=b\nX: y',
    'multipart/report; report-type=x; boundary=b',
  ],
  ['no semicolon', 'Content-Type: multipart/mixed boundary=b', 'multipart/mixed;boundary=b'],
  ['no semicolon at the end of a line', 'Content-Type: multipart/mixed\r\n boundary=b', 'multipart/mixed;  boundary=b'],
  [
    'no semicolon after another parameter',
    'Content-Type: multipart/report; type="x" boundary=b',
    'type="x";boundary=b',
  ],
])('a boundary is found again: %s', (_, header, mended) => {
  const right = withBoundary(header);
  expect(right).toContain(mended);
  expect(right).toHaveLength(header.length);
});

test.each([
  'Content-Type: multipart/mixed; boundary=b',
  'Content-Type: multipart/mixed;\r\n\tboundary=b\r\nX: y',
  'Content-Type: multipart/mixed',
  'Content-Type: multipart/mixed\r\nBoundary: b',
  'X-Content-Type: multipart/mixed boundary=b',
  'Subject: boundary=b',
  '',
])('a header that is right, or has none, stays: %j', (header) => {
  expect(withBoundary(header)).toBeNull();
});

const mail = (...lines: string[]) => Buffer.from(['From: Ana <ana@acme.example>', 'Subject: x', ...lines].join('\r\n'));
const textOf = async (...lines: string[]) => (await readMail(mail(...lines), DESK)).text;

test('parts whose boundary was hidden by the header are read, one within the other', async () => {
  const raw = mail(
    ...[
      'Content-Type: multipart/mixed boundary=b',
      '',
      '--b',
      'Content-Type: multipart/alternative;',
      'boundary="c"',
      '',
    ],
    ...[
      '--c',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'O bot parou.',
      '--c--',
      '--b',
      'Content-Type: image/png',
      '',
    ],
    ...['x', '--b--', ''],
  );
  const root = await partsOf(raw);
  expect(root.children.map(({ head }) => head.contentType)).toEqual(['multipart/alternative', 'image/png']);
  expect(await readMail(raw, DESK)).toMatchObject({ text: 'O bot parou.', attachments: [{ size: 1 }] });
});

test('a multipart whose delimiter never comes is the text that it holds, within another too', async () => {
  expect(await textOf('Content-Type: multipart/mixed; boundary=b', '', 'El bot no contesta.', '--x--')).toBe(
    'El bot no contesta.\n--x--',
  );
  expect(
    await textOf(
      ...[
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: multipart/alternative; boundary=c',
        '',
      ],
      ...['The bot does not answer.', '--b--'],
    ),
  ).toBe('The bot does not answer.');
});

test('of a multipart that only ends, its delimiter is no text', async () => {
  expect(await textOf('Content-Type: multipart/mixed; boundary=b', '', 'Olá', '--b--')).toBe('Olá');
  expect(
    await textOf(
      ...[
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        '',
        'Olá',
        '--b',
        'Content-Type: multipart/related; boundary=c',
      ],
      ...['', '--c--', '--b--'],
    ),
  ).toBe('Olá');
});

test('a multipart without parts that says how it is encoded is decoded', async () => {
  expect(
    await textOf(
      ...[
        'Content-Type: multipart/mixed; boundary=b; charset=iso-8859-1',
        'Content-Transfer-Encoding: quoted-printable',
        '',
      ],
      'N=E3o abre.',
    ),
  ).toBe('Não abre.');
});
