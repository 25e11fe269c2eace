/** Mails that are made to hang, break or bloat whoever reads them. Made when they are needed; each may be read or refused. */
import { Buffer } from 'node:buffer';

const FROM = 'From: Mallory <mallory@evil.example>\r\nTo: suporte@blip.example\r\n';

/** By what is hostile in it. @param bytes about how large each may be */
export function hostileMails(bytes: number): Record<string, () => Buffer> {
  const fill = (piece: string, most = bytes) => piece.repeat(Math.max(1, Math.floor(most / piece.length)));
  const mail = (header: string, body = 'x') => Buffer.from(`${FROM}${header}\r\n\r\n${body}`, 'latin1');
  const text = (body: string) => mail('Subject: texto', body);
  const html = (body: string) => mail('Content-Type: text/html; charset=utf-8', body);
  const multipart = (body: string, boundary = 'b') =>
    mail(`Content-Type: multipart/mixed; boundary="${boundary}"`, body);
  const encoded = (type: string, encoding: string, body: string) =>
    mail(`Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}`, body);
  const count = (each: number) => Math.max(1, Math.floor(bytes / each));

  return {
    'parts within parts': () => {
      const deep = Array.from(
        { length: count(80) },
        (_, n) => `--b${n}\r\nContent-Type: multipart/mixed; boundary=b${n + 1}\r\n\r\n`,
      );
      return multipart(deep.join(''), 'b0');
    },
    'four hundred parts within parts, and lines that could end any': () => {
      const deep = Array.from(
        { length: 400 },
        (_, n) => `--b${n}\r\nContent-Type: multipart/mixed; boundary=b${n + 1}\r\n\r\n`,
      );
      return multipart(deep.join('') + fill('--b9999\r\n--b7--x\r\n'), 'b0');
    },
    'parts within parts that share a delimiter': () =>
      multipart(fill('--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n')),
    'a hundred thousand parts': () => multipart('--b\r\n\r\nx\r\n'.repeat(Math.min(100_000, count(11)))),
    'lines of two dashes': () => multipart(fill('--\n')),
    'a delimiter that closes again and again': () => multipart(`--b\r\n\r\nx\r\n${fill('--b--\r\n')}`),
    'an endless delimiter': () => multipart(`--${fill('b')}\r\n\r\nx`, 'b'.repeat(200_000)),
    'mails within mails': () => {
      const deep = 'Content-Type: message/rfc822\r\n\r\n'.repeat(count(32));
      return Buffer.from(`${FROM}${deep}Subject: fundo\r\n\r\nx`);
    },
    'an endless header': () => mail(`X-Long: ${fill('x')}`),
    'a header of many lines': () => mail(fill('X: y\r\n').trimEnd()),
    'a header that is folded again and again': () => mail(`Subject: a${fill('\r\n b')}`),
    'a header without end': () => Buffer.from(`${FROM}Subject: x\r\n${fill('no colon here\r\n')}`),
    'ten thousand references': () => mail(`References:${'\r\n <a@b.example>'.repeat(10_000)}`),
    'references that never close': () => mail(`References: ${'<'.repeat(100_000)}${'<a@'.repeat(30_000)}`),
    'a million recipients': () => mail(`To: ${fill('a@b.example, ')}`),
    'ten thousand recipients': () => mail(`Cc: ${'a@b.example, '.repeat(10_000)}`),
    'groups within groups of recipients': () => mail(`Cc: ${'a:'.repeat(30_000)}${';'.repeat(30_000)}`),
    'comments within comments in From': () => Buffer.from(`From: ${'('.repeat(60_000)}a@b.example\r\n\r\nx`),
    'quotes without end in From': () => Buffer.from(`From: ${'"\\'.repeat(30_000)}a@b.example\r\n\r\nx`),
    'encoded words without end': () => mail(`Subject: ${'=?utf-8?q?'.repeat(20_000)}`),
    'encoded words in the thousands': () => mail(`Subject: ${'=?utf-8?b?w6c=?= '.repeat(10_000)}`),
    'a file name in thousands of pieces': () =>
      mail(
        `Content-Disposition: attachment; ${Array.from({ length: 10_000 }, (_, n) => `filename*${n}*=%41`).join('; ')}`,
      ),
    'parameters without end': () => mail(`Content-Type: text/plain${'; a="'.repeat(40_000)}`),
    'results of authentication without end': () =>
      mail(`Authentication-Results: mx.blip.example; ${'dkim=pass ('.repeat(20_000)}`),
    'one endless line': () => text(fill('a')),
    'one endless line of spaces': () => text(`${fill(' ')}x`),
    'one endless line of quoting': () => text(fill('>')),
    NULs: () => text(fill('\0')),
    'bare carriage returns': () => text(fill('\r')),
    'empty lines': () => text(`a${fill('\n')}b`),
    'an attribution that goes on': () => text(`On ${fill('Mon, Nov 3, 2026 at 10:00 ')}wrote`),
    'attributions by the thousand': () => text(fill('On Mon, Nov 3, 2026 at 10:00 Ana <a@b.example>\nwrote\n')),
    'copied headers by the thousand': () => text(fill('De: Ana\nEnviado: hoje\n')),
    'addresses that never end': () => text(fill('a@b.')),
    'rules and signatures by the thousand': () => text(fill('-- \n_____\n')),
    'words that look like bounces': () => text(fill('550 5.1.1 <a@b.example>... User unknown\n')),
    'a report of a hundred thousand recipients': () =>
      mail(
        'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
        `--b\r\n\r\nx\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${fill('Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n')}--b--`,
      ),
    'ten megabytes of HTML': () => html(fill('<p>linha <b>e</b> mais</p>')),
    'half a megabyte of HTML': () => html(fill('<td>x<a href=y>z</a>', Math.min(bytes, 500_000))),
    'thousands of nested elements': () => html(fill('<div>')),
    'tables within tables': () => html('<table><tr><td>'.repeat(290) + fill('<table><tr><td>x</table>', 400_000)),
    'quotes within quotes': () => html('<blockquote>'.repeat(250) + fill('x<br>', 400_000)),
    'lists within lists': () => html('<ul><li>'.repeat(140) + fill('<li>x', 400_000)),
    'tags without end': () => html(fill('<a href="')),
    'comments without end': () => html(fill('<!--')),
    'styles without end': () => html(fill('<style>')),
    'attributes without end': () => html(`<p ${fill('style="display: none" ')}>x`),
    'entities without end': () => html(fill('&amp')),
    'less-thans': () => html(fill('<')),
    'an HTML beside a text of no likeness': () =>
      mail(
        'Content-Type: multipart/alternative; boundary=b',
        `--b\r\n\r\n${fill('palavra ', bytes / 2)}\r\n--b\r\nContent-Type: text/html\r\n\r\n${fill('<i>', bytes / 2)}\r\n--b--`,
      ),
    'base64 of a page': () =>
      encoded('text/html', 'base64', Buffer.from(fill('<div>', bytes * 0.75)).toString('base64')),
    'base64 that is padded everywhere': () => encoded('application/zip', 'base64', fill('QQ==')),
    'base64 that is none': () => encoded('application/zip', 'base64', fill('=?')),
    'equals signs in quoted-printable': () => encoded('text/plain', 'quoted-printable', fill('=')),
    'white space after equals signs': () => encoded('text/plain', 'quoted-printable', fill(`=${' '.repeat(900)}x`)),
    'UTF-7 without end': () => mail('Subject: +AOc\r\nContent-Type: text/plain; charset=utf-7', fill('+AGE')),
    'charsets mixed byte by byte': () => mail('Content-Type: text/plain; charset=utf-8', fill('\xc3\xa7\xe7')),
    'a charset that nobody knows': () => mail(`Content-Type: text/plain; charset=${'x'.repeat(50_000)}`, fill('\xe7')),
    'flowed lines without end': () => mail('Content-Type: text/plain; format=flowed', fill('> a \r\n')),
    'uuencode that lies about its lengths': () => text(`begin 644 a\n${fill('M\n')}end\n`),
    'uuencode that begins again and again': () => text(fill('begin 644 a\nM!\n')),
    'TNEF that lies about its lengths': () => encoded('application/ms-tnef', 'base64', tnef(0xffffffff, 64)),
    'TNEF of empty attributes': () => encoded('application/ms-tnef', 'base64', tnef(0, count(16))),
    'a calendar without end': () => mail('Content-Type: text/calendar', `BEGIN:VEVENT\n${fill('SUMMARY;X="')}`),
  };
}

/** A TNEF head, and attributes that say they have this length. */
function tnef(length: number, attributes: number): string {
  const bytes = Buffer.alloc(6 + attributes * 11);
  bytes.writeUInt32LE(0x223e9f78, 0);
  for (let n = 0; n < attributes; n++) {
    bytes.writeUInt8(1, 6 + n * 11);
    bytes.writeUInt32LE(0x00069003, 7 + n * 11);
    bytes.writeUInt32LE(length, 11 + n * 11);
  }
  return bytes.toString('base64');
}
