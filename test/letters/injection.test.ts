/** Nothing that a customer, a directory or a config wrote becomes markup, a link, a header or a value of another name. */
import { type ParsedMail, simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import type { LetterDesk, LetterDraft } from '../../src/letters/letter.ts';
import { composeMail } from '../../src/letters/mime.ts';
import { writeLetter } from '../../src/letters/write.ts';
import { loadTemplates } from '../../src/templates.ts';
import { LANGUAGES } from '../../src/ticket/ticket.ts';
import { acknowledgement, desk, draft, refusal, SHIPPED } from './drafts.ts';

const { templates } = await loadTemplates(SHIPPED, null);
const NOW = Date.UTC(2026, 10, 24, 12, 0);

const HOSTILE: [string, string][] = [
  ['CR LF and a header', 'Hello\r\nBcc: victim@evil.example\r\n\r\nbody'],
  ['a lone CR', 'Hello\rBcc: victim@evil.example'],
  ['a lone LF', 'Hello\nX-Evil: yes'],
  ['NUL', 'He\u0000llo'],
  ['line and paragraph separators', 'Hello\u2028X-Evil: yes\u2029more'],
  ['a script', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['a closed attribute', '"><a href="https://evil.example">x</a>'],
  ['a Markdown link', '[click](http://evil.example) and [click](https://evil.example)'],
  ['a Markdown image and reference', '![x](https://evil.example/x.png) [a]: https://evil.example'],
  ['an autolink', '<https://evil.example>'],
  ['Liquid', '{{ secrets }} {{ desk.name }} {% include "/etc/passwd" %} {% if %}'],
  ['bold, headings and lists', '**bold** _it_ `code`\n# Head\n- item\n> quote'],
  ['a bare address', 'http://evil.example www.evil.example'],
  ['a direction override', 'abc\u202Egnp.exe\u2066x\u2069'],
  ['our own placeholders', 'x\uE000\uE001\uF000\uF8FFy'],
  ['HTML entities', '&lt;b&gt; &#xE000; &amp;'],
  ['half a surrogate pair', 'a\uD800b'],
  ['an encoded word', '=?utf-8?Q?Bcc=3A_x=40evil.example?='],
  ['a very long word', 'x'.repeat(5_000)],
  ['many lines', 'line\n'.repeat(2_000)],
];

async function mailOf(letter: LetterDraft, from: LetterDesk = desk): Promise<{ raw: string; mail: ParsedMail }> {
  const raw = await composeMail(letter, writeLetter(templates, letter, from), from, NOW);
  return { raw: raw.toString('latin1'), mail: await simpleParser(raw) };
}

/** What must be the same whatever the values say. */
function shape({ mail }: { mail: ParsedMail }) {
  const html = String(mail.html);
  return {
    headers: mail.headerLines.map((header) => header.key),
    recipients: [mail.to, mail.cc, mail.bcc].flat().flatMap((list) => list?.value.map((each) => each.address) ?? []),
    from: mail.from?.value.map((each) => each.address),
    elements: html.match(/<\/?[a-z][^\s>]*/gi),
    targets: [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]),
    attachments: mail.attachments.length,
  };
}

describe.each(HOSTILE)('%s', (_, hostile) => {
  test('in every free field of an acknowledgement stays text', async () => {
    for (const language of LANGUAGES) {
      const plain = 'word';
      const values = (word: string) =>
        acknowledgement({
          number: word,
          contactName: word,
          subject: word,
          plan: word,
          organization: word,
          follows: word,
        });
      const calm = await mailOf(draft(language, values(plain), { to: { name: plain, address: 'a@b.example' } }));
      const hit = await mailOf(draft(language, values(hostile), { to: { name: hostile, address: 'a@b.example' } }));
      expect(shape(hit)).toEqual(shape(calm));
      expect(hit.mail.headers.has('x-evil')).toBe(false);
      expect(hit.mail.subject).not.toMatch(/[\u0000-\u001F\u2028\u2029\u202A-\u202E\uE000-\uF8FF]/);
      expect(hit.mail.text).not.toMatch(/[\u0000\u2028\u2029\u202A-\u202E\uE000-\uF8FF]/);
    }
  });

  test('in every free field of a refusal, and in the desk’s name, stays text', async () => {
    for (const verdict of ['ended', 'out-of-scope', 'plan-without-email', 'not-started'] as const) {
      const values = (word: string) =>
        refusal({ verdict, contactName: word, organization: word, plan: word, startsOn: word, endsOn: word });
      const calm = await mailOf(draft('en', values('word')), { ...desk, name: 'word' });
      const hit = await mailOf(draft('en', values(hostile)), { ...desk, name: hostile });
      expect(shape(hit)).toEqual(shape(calm));
    }
  });

  test('in the ids of the mail that is answered reaches no header', async () => {
    const ids = [hostile, `<${hostile}>`];
    const { mail } = await mailOf(draft('en', acknowledgement(), { inReplyTo: `<${hostile}>`, references: ids }));
    expect(mail.headers.has('x-evil')).toBe(false);
    expect([mail.bcc, mail.cc]).toEqual([undefined, undefined]);
    const calm = await mailOf(draft('en', acknowledgement(), { inReplyTo: null, references: [] }));
    const added = mail.headerLines.map((header) => header.key).filter((key) => !shape(calm).headers.includes(key));
    expect(added.every((key) => key === 'in-reply-to' || key === 'references')).toBe(true);
  });
});

test('a subject is repeated as it was written, markup and all', async () => {
  const subject = '**Bot** <b>fora</b> do ar & [x](http://evil.example) {{ plan }}';
  const { mail } = await mailOf(draft('pt-BR', acknowledgement({ subject })));
  expect(mail.subject).toBe(`[BLIP-1024] ${subject}`);
  expect(mail.text?.replace(/\s+/g, ' ')).toContain(`“${subject}”`);
  expect(String(mail.html)).toContain(
    '“**Bot** &lt;b&gt;fora&lt;/b&gt; do ar &amp; [x](http://evil.example) {{ plan }}”',
  );
});

test('an address that a header would read as two is refused', async () => {
  for (const address of [
    'a@b.example, c@d.example',
    'a@b.example\r\nBcc: c@d.example',
    'a b@c.example',
    '"a"@b.example',
  ]) {
    await expect(mailOf(draft('en', acknowledgement(), { to: { name: '', address } }))).rejects.toThrow(/address/);
  }
});

test('a Message-ID of ours that is none is refused', async () => {
  for (const messageId of ['', 'x@y.example', '<x@y.example>\r\nBcc: c@d.example', '<a> <b>']) {
    await expect(mailOf(draft('en', acknowledgement(), { messageId }))).rejects.toThrow(/Message-ID/);
  }
});
