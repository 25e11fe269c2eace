/** Mails as large as a desk accepts, and as legal: each is one that a person could send. Made when they are needed. */
import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { base64Lines } from '../mails.ts';

export interface LargeMail {
  raw: Buffer;
  /** Attachments that it has. */
  attachments: number;
}

const HEAD =
  'From: Ana Souza <ana@acme.example>\r\nTo: suporte@blip.example\r\nSubject: Arquivos\r\nMIME-Version: 1.0\r\n';

/** By what is large in it. @param bytes about how large each is */
export function largeMails(bytes: number): Record<string, () => LargeMail> {
  const file = (size: number) => base64Lines(randomBytes(Math.floor((size * 3 * 76) / (4 * 78))));
  const part = (type: string, encoding: string, body: string) =>
    `--b\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n`;
  const mixed = (...parts: string[]) =>
    Buffer.from(
      `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${part('text/plain', '7bit', 'Seguem os arquivos.')}${parts.join('')}--b--\r\n`,
      'latin1',
    );
  return {
    'one attachment': () => ({ raw: mixed(part('image/png; name=a.png', 'base64', file(bytes))), attachments: 1 }),
    'a hundred attachments': () => ({
      raw: mixed(
        ...Array.from({ length: 100 }, (_, n) => part(`image/png; name=${n}.png`, 'base64', file(bytes / 100))),
      ),
      attachments: 100,
    }),
    'an attachment in quoted-printable': () => ({
      raw: mixed(
        part(
          'application/octet-stream; name=a.bin',
          'quoted-printable',
          '=E7=E3o com texto no meio, como se faz em relat=F3rios de dados=\r\n'.repeat(bytes / 67),
        ),
      ),
      attachments: 1,
    }),
    'an attachment without encoding': () => ({
      raw: mixed(
        part('text/csv; name=a.csv', '8bit', '2026-11-03;acme;bot-12;entregue;17\r\n'.repeat(bytes / 36)).replace(
          '8bit\r\n',
          '8bit\r\nContent-Disposition: attachment\r\n',
        ),
      ),
      attachments: 1,
    }),
    'an attachment of lines that no decoder expects': () => ({
      raw: mixed(part('application/zip; name=a.zip', 'base64', file(bytes).replace(/(.{60}).{16}\r\n/g, '$1\r\n'))),
      attachments: 1,
    }),
    'a forwarded mail with an attachment': () => ({
      raw: mixed(
        part(
          'message/rfc822',
          '7bit',
          `${HEAD}Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n${file(bytes)}`,
        ),
      ),
      attachments: 1,
    }),
    'a text': () => ({
      raw: Buffer.from(`${HEAD}\r\n${'Erro 500 no webhook do bot 12.\r\n'.repeat(bytes / 32)}`),
      attachments: 0,
    }),
    'a text in base64': () => ({
      raw: Buffer.from(
        `${HEAD}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(Buffer.from('Ação não concluída.\n'.repeat(bytes / 33)))}`,
      ),
      attachments: 0,
    }),
    'a file in uuencode': () => ({
      raw: Buffer.from(
        `${HEAD}\r\nSegue.\r\n\r\nbegin 644 a.bin\r\n${`M${'A'.repeat(60)}\r\n`.repeat(bytes / 63)}\`\r\nend\r\n`,
      ),
      attachments: 1,
    }),
    'a page of HTML': () => ({
      raw: Buffer.from(
        `${HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n${'<p>Erro <b>500</b> no webhook.</p>\r\n'.repeat(bytes / 36)}`,
      ),
      attachments: 0,
    }),
  };
}
