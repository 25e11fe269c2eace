/**
 * Does a reply only say thanks? Only where the whole of it is made of known words, thanks among them: one word that is
 * not known, a question mark, a digit or a sad face, and it says more. What follows from it is `join.ts`'s question.
 *
 * The language of so short a text can't be told, so the words of all languages count.
 */
import { fold } from '../fold.ts';
import { endsOf, type Place, placesOf } from '../places.ts';
import { ANSWERS, COURTESY, THANKS, THANKS_FOR } from './thanks-words.ts';

/** `answer`: it also says how the matter ended, or agrees to something. */
export type OnlyThanks = 'thanks' | 'answer';

export interface ThanksRules {
  /** Further phrases that say thanks, as the config writes them. */
  phrases: readonly string[];
  /** Names that may stand beside the thanks: who wrote it, and whom they may thank. */
  names: readonly string[];
  /** Whether it is enough that it says how the matter ended, without thanks; absent: it is not. */
  answers?: boolean;
}

const LONGEST = 400;
/** Beside names: who writes more has more to say. */
const MOST_WORDS = 16;

/**
 * @param text what the mail adds, without quotes
 * @returns null where it says more than thanks, or none; with `answers` also where it says neither
 */
export function onlyThanks(text: string, rules: ThanksRules): OnlyThanks | null {
  if (text.length > LONGEST || SAYS_MORE.test(text)) return null;
  const plain = text.replace(HAPPY_FACES, ' ').replace(EMOJI_MODIFIERS, '');
  const emoji = plain.match(EMOJI) ?? [];
  if (/[\p{N}]/u.test(plain) || emoji.some((one) => !KIND_EMOJI.has(one))) return null;
  const words = wordsOf(plain);
  const names = new Set(rules.names.flatMap(wordsOf).filter((word) => word.length > 1 && !NEVER_NAMES.has(word)));
  if (words.filter((word) => !names.has(word)).length > MOST_WORDS) return null;

  const own = rules.phrases.map(wordsOf).filter((phrase) => phrase.length > 0);
  const said = readings(words, names, own);
  const thanks = emoji.some((one) => THANKING_EMOJI.has(one));
  const answers = emoji.some((one) => ANSWERING_EMOJI.has(one));
  const enough = rules.answers === true ? SEEN.thanks | SEEN.answer : SEEN.thanks;
  const kinds = [...said].filter((seen) => thanks || (seen & enough) !== 0);
  if (kinds.length === 0) return null;
  return !answers && kinds.some((seen) => (seen & SEEN.answer) === 0) ? 'thanks' : 'answer';
}

/** A question, an order to look at something, a quote, a frown. */
const SAYS_MORE = /[?¿؟？@]|:\/\/|^\s*>|[:;=]'?-?[([/\\|]|>:/mu;
const HAPPY_FACES = /(?<=^|\s|[.!,])(?:[:;=]'?-?[)dDpP\]]|<3|\^_?\^)(?=\s|$|[.!,])/gu;
const EMOJI_MODIFIERS = /[\u{1F3FB}-\u{1F3FF}\uFE0F\u200D]/gu;
const EMOJI = /\p{Extended_Pictographic}/gu;
const THANKING_EMOJI = new Set('🙏');
const ANSWERING_EMOJI = new Set('👍👌✅✔🆗☑');
const KIND_EMOJI = new Set([
  ...THANKING_EMOJI,
  ...ANSWERING_EMOJI,
  ...'😊🙂😀😃😄😁😆😉🤗😍🥰😘☺😌😎🥳🤩❤💙💚💛🧡💜🖤🤍💖💗💕♥🎉🎊✨⭐🌟🚀💪🤝🙌👏🌹🌻🌷🫶💯🙇🤜🤛👊✌🍀☀',
]);
/** Display names are the sender's to choose; these are words wherever they stand. */
const NEVER_NAMES = new Set(
  'nao no nem sem mas porem ainda nunca pero aun todavia sin nunca jamas not but still never without none nothing nada'.split(
    ' ',
  ),
);

/** What was seen on a way through the words, as bits. */
const SEEN = { thanks: 1, answer: 2 } as const;

interface Phrase {
  places: Place[];
  seen: number;
}

const PHRASES: Phrase[] = [
  ...THANKS.map((text) => phraseOf(text, SEEN.thanks)),
  ...THANKS_FOR.map((text) => phraseOf(text, 0)),
  ...ANSWERS.map((text) => phraseOf(text, SEEN.answer)),
  ...COURTESY.map((text) => phraseOf(text, 0)),
];

function phraseOf(text: string, seen: number): Phrase {
  return { places: placesOf(text), seen };
}

function wordsOf(text: string): string[] {
  return fold(text).match(/\p{L}+/gu) ?? [];
}

/**
 * Every way to read the words as phrases and names, from the first to the last.
 * @returns what was seen on each way; empty where there is none
 */
function readings(words: string[], names: ReadonlySet<string>, own: string[][]): Set<number> {
  const at: Set<number>[] = words.map(() => new Set());
  at.push(new Set());
  at[0]?.add(0);
  const reach = (end: number, seen: number, from: Set<number>) => {
    for (const before of from) at[end]?.add(before | seen);
  };
  for (let start = 0; start < words.length; start++) {
    const from = at[start] ?? new Set();
    if (from.size === 0) continue;
    if (names.has(words[start] ?? '')) reach(start + 1, 0, from);
    for (const phrase of own) {
      if (phrase.every((word, i) => words[start + i] === word)) reach(start + phrase.length, SEEN.thanks, from);
    }
    for (const { places, seen } of PHRASES) {
      for (const end of endsOf(places, words, start)) reach(end, seen, from);
    }
  }
  return at[words.length] ?? new Set();
}
