/**
 * What does a short mail say beside who it is from? Its text without pictures, a greeting by name and a signature, and the
 * words that are the sender's name. What the rest means is `wish.ts`'s question.
 */
import type { Attachment, Message } from '../../mail/message.ts';
import { fold } from '../fold.ts';
import { isLogo } from '../logo.ts';
import { GREETINGS, NEVER } from './wish-words.ts';

export interface OwnWords {
  /** The readings of the text, the fullest first; none where it is too long to be told apart. */
  text: string[];
  /** Folded words that only say who writes. */
  names: ReadonlySet<string>;
}

const MOST_LINES = 30;
const LONGEST = 4_000;

export function ownWords(message: Pick<Message, 'from' | 'ownText'>): OwnWords {
  const local = message.from?.address.split('@')[0] ?? '';
  const names = new Set(
    wordsOf(`${message.from?.name.slice(0, 200) ?? ''} ${local}`).filter(
      (word) => word.length > 1 && !NEVER.includes(word),
    ),
  );
  if (message.ownText === null) return { text: [], names };
  if (message.ownText.length > LONGEST) return { text: [message.ownText], names };
  const lines = message.ownText
    .replace(/\[(?:cid|image|imagem|imagen): ?[^\]\n]{0,250}\]/gi, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length > MOST_LINES) return { text: [lines.join('\n')], names };
  const whole = lines.join('\n');
  const unsigned = withoutSignature(lines, names).join('\n');
  return { text: [whole, unsigned, withoutAddressee(unsigned)], names };
}

/** A signature's picture, or the signature of a signed mail: they say nothing. */
export function isOnlyLogos(attachment: Attachment): boolean {
  return isLogo(attachment) || /^application\/(?:x-)?(?:pkcs7|pgp)-signature$/i.test(attachment.contentType);
}

const MOST_SIGNED = 8;
const LONGEST_SIGNED = 80;
const MOST_WORDS_SIGNED = 8;

/** From a line of dashes, or from the sender's own name, where short lines follow that say nothing of their own. */
function withoutSignature(lines: string[], names: ReadonlySet<string>): string[] {
  const from = lines.findIndex((line) => {
    const words = wordsOf(line);
    return /^(?:--|—|_{2,80})$/.test(line) || (words.length > 0 && words.every((word) => names.has(word)));
  });
  if (from < 0 || lines.length - from > MOST_SIGNED) return lines;
  const signature = lines.slice(from);
  return signature.every((line, i) => i === 0 || isOfSignature(line)) ? lines.slice(0, from) : lines;
}

function isOfSignature(line: string): boolean {
  const words = wordsOf(line);
  return (
    line.length <= LONGEST_SIGNED &&
    words.length <= MOST_WORDS_SIGNED &&
    !/[?!;]|[.…:]$/.test(line) &&
    // A title, a telephone number, a way to write: a sentence that goes on begins with a small letter.
    (/^[\p{Lu}\d+(*_|]/u.test(line) || /@|www\.|:\/\//.test(line)) &&
    !words.some((word) => NEVER.includes(word))
  );
}

/** `Oi Bia, pode fechar`: without the greeting. */
function withoutAddressee(text: string): string {
  const found =
    /^(\p{L}{2,9})(?: (?:dia|tarde|noite|morning|afternoon|evening|d[ií]as|tardes|noches))?,? (\p{Lu}\p{L}{1,30}(?: \p{Lu}\p{L}{1,30})?)\s{0,2}[,!.:\n]/u.exec(
      text,
    );
  if (!found || !GREETINGS.includes(fold(found[1] ?? ''))) return text;
  return wordsOf(found[2] ?? '').some((word) => NEVER.includes(word)) ? text : text.slice(found[0].length);
}

function wordsOf(text: string): string[] {
  return fold(text).match(/\p{L}+/gu) ?? [];
}
