/**
 * What does this mail add? Takes off the mail that it quotes and the signature, and keeps the whole text where nothing would
 * be left. Where the markup says what is quoted, `html-quote.ts` is asked too. Forwarded mail is `forward.ts`'s question;
 * what may be sent on under the sender's name is `own.ts`'s.
 */
import { blocksOf, hasText, MOST_LINES } from './blocks.ts';
import { LEFT_OUT, ownHtmlText } from './html-quote.ts';
import { announcesAnswers, isAllMarkedBelow, isSalutation } from './leftover.ts';
import { withoutSignature } from './signature.ts';
import { located } from './within.ts';

/**
 * @param text the whole text of the mail, from its plain part or its HTML
 * @param html its HTML, which may know better what is quoted; empty where there is none
 * @returns the sender's own words, always a part of the text; the whole text where nothing would remain, only a greeting, or only
 *   the word that the answers stand below
 */
export function replyText(text: string, html = ''): string {
  const marked = html === '' ? null : ownHtmlText(html);
  const known = marked === null ? null : located(ownText(marked), text);
  const own = known ?? ownText(text);
  // What shows no letter, digit or picture is a leftover.
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(own) || announcesAnswers(own)) return text.trim();
  if (!isSalutation(own)) return own;
  // Outlook's header says where a quote begins, and nothing where it ends; a quotation's element does.
  const source = known !== null && marked !== null && /<blockquote/i.test(html) ? marked : text;
  return isAllMarkedBelow(own, source) ? own : text.trim();
}

/**
 * One quote that a program put above or amid the words is dropped. Several between the words stay, and so does one that the
 * sender put there by hand, because the words around them are about them.
 */
function ownText(text: string): string {
  const lines = text.split('\n', MOST_LINES + 1);
  if (lines.length > MOST_LINES) return text.trim();
  let begun = false;
  const blocks = blocksOf(lines).blocks.map((block) => {
    if (block.quoted) return block;
    const own = { ...block, lines: withoutSignature(block.lines, begun) };
    begun ||= hasText(own.lines);
    return own;
  });
  const last = blocks.findLastIndex((block) => !block.quoted && hasText(block.lines));
  const answered = blocks.slice(0, last + 1);
  const quotes = answered.filter((block) => block.quoted);
  const kept = quotes.length > 1 || !quotes.some((quote) => quote.attributed);
  return answered
    .flatMap((block) => (kept || !block.quoted ? block.lines : ['']))
    .filter((line) => line.trim() !== LEFT_OUT)
    .join('\n')
    .trim();
}
