/** What holds of every mail that was read, whatever it was made of. */
import type { Address, Message } from '../../../src/mail/message.ts';

/** What does not hold; null where all does. */
export function brokenRule(message: Message, size: number): string | null {
  for (const [rule, holds] of Object.entries(RULES)) if (!holds(message)) return rule;
  return message.size === size ? null : 'size is that of the raw mail';
}

const RULES: Record<string, (message: Message) => boolean> = {
  'a Message-ID is one in angle brackets': ({ messageId }) => messageId === null || /^<[^<>\s]+>$/.test(messageId),
  'a date is ISO 8601': ({ date }) => date === null || !Number.isNaN(Date.parse(date)),
  'addresses are of one line, and lower case': ({ from, to, cc }) => [from, ...to, ...cc].every(isTidy),
  'a mail without a usable From has a defect': ({ from, defect }) => from !== null || defect !== null,
  'the subject is of one line': ({ subject }) => isLine(subject, 1_000),
  'file names are of one line': ({ attachments }) =>
    attachments.every(({ filename }) => filename === null || (filename !== '' && isLine(filename, 255))),
  'attachments have a type, a size and a hash': ({ attachments }) =>
    attachments.every(
      ({ contentType, size, sha256 }) => isLine(contentType, 255) && size >= 0 && /^[0-9a-f]{64}$/.test(sha256),
    ),
  'texts have no control characters': ({ text, replyText, ownText, forwarded }) =>
    [text, replyText, ownText ?? '', forwarded?.text ?? ''].every((one) => !/[\0-\x08\x0b-\x1f\x7f]/.test(one)),
  'texts are bounded and well formed': ({ text, replyText, ownText }) =>
    [text, replyText, ownText ?? ''].every((one) => one.length <= 1_000_000 && one.isWellFormed()),
  'where there is a text, something of it is the reply': ({ text, replyText }) =>
    (text.trim() === '') === (replyText.trim() === ''),
  'of a mail without a text, the pictures alone may be its own': ({ text, ownText }) =>
    text.trim() !== '' || (ownText ?? '').replace(/\[cid:[^\]]+\]/g, '').trim() === '',
  'a Content-ID is fit for a header and for brackets': ({ attachments }) =>
    attachments.every(({ contentId }) => contentId === undefined || /^[!-~]{1,200}$/.test(contentId)),
  'ids are in angle brackets, and few': ({ inReplyTo, references }) =>
    [inReplyTo, references].every((ids) => ids.length <= 100 && ids.every((id) => /^<[^<>\s]+>$/.test(id))),
  'headers are few and short': ({ headers }) =>
    Object.getPrototypeOf(headers) === Object.prototype &&
    Object.values(headers).flat().length <= 200 &&
    Object.values(headers)
      .flat()
      .every((value) => isLine(value, 2_000)),
  'an automatic mail says why, and forwards nothing': ({ automatic, forwarded }) =>
    automatic === null || (automatic.because !== '' && forwarded === null),
  'recipients are of one line': ({ recipients }) => recipients.every((one) => isLine(one, 65_536)),
  'a language is a tag': ({ language }) => language === null || /^[a-z]{2,3}(-[A-Z]{2})?$/.test(language),
  'the fingerprint is a hash': ({ fingerprint }) => /^[0-9a-f]{64}$/.test(fingerprint),
  'it can be kept as JSON and comes back the same': (message) =>
    JSON.stringify(JSON.parse(JSON.stringify(message))) === JSON.stringify(message),
};

function isLine(text: string, longest: number): boolean {
  return text.length <= longest && !/[\r\n\0\u2028\u2029]/.test(text);
}

function isTidy(address: Address | null): boolean {
  return (
    address === null ||
    (isLine(address.name, 200) && isLine(address.address, 65_536) && address.address === address.address.toLowerCase())
  );
}
