/**
 * Which words and phrases stand in a text? All phrases of all rules are looked for in one pass over its words,
 * so that hundreds of them cost little. What a find means is the conditions' question.
 *
 * A phrase is matched by whole words, without case or accents. `extra*` matches every word that begins with
 * "extra"; a `*` alone stands for up to three words. A phrase never reaches over the end of a sentence.
 */

import { fold } from './fold.ts';

/** How many words a `*` alone may stand for. */
const GAP = 3;
/** Each `*` alone multiplies the ways to try. */
const MOST_GAPS = 2;
const MOST_WORDS = 12;

/** The phrases found, by their place in the list, each with the words of the text that it was found on. */
export type Found = Map<number, string>;

export interface PhraseBook {
  find(text: string): Found;
}

/**
 * Makes one search out of many phrases. A phrase that `phraseProblem` objects to is never found.
 * @param phrases by whose index a find is reported
 */
export function compilePhrases(phrases: string[]): PhraseBook {
  const root = newNode();
  phrases.forEach((phrase, id) => {
    if (phraseProblem(phrase) !== null) return;
    let node = root;
    for (const step of stepsOf(phrase)) node = childFor(node, step);
    node.ends.push(id);
  });
  return { find: (text) => findIn(root, text) };
}

/** What is wrong with a phrase, in words for the person who wrote it; null where nothing is. */
export function phraseProblem(phrase: string): string | null {
  const steps = stepsOf(phrase);
  if (!steps.some((step) => step.kind !== 'gap')) return `"${phrase}" has no letter or digit to look for`;
  if (steps[0]?.kind === 'gap' || steps.at(-1)?.kind === 'gap') {
    return `"${phrase}": a * alone stands between words, not at the ends`;
  }
  if (steps.length > MOST_WORDS) return `"${phrase}" has more than ${MOST_WORDS} words`;
  if (steps.filter((step) => step.kind === 'gap').length > MOST_GAPS) {
    return `"${phrase}" has more than ${MOST_GAPS} * alone`;
  }
  return null;
}

type Step = { kind: 'word' | 'prefix'; word: string } | { kind: 'gap' };

// A word may hold apostrophes (can't, d'água); they are left out on both sides, as many people leave them out too.
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’`´][\p{L}\p{N}\p{M}]+)*/gu;
const WORD_OR_STAR = new RegExp(`${WORD.source}\\*?|\\*`, 'gu');
const WORD_OR_BREAK = new RegExp(`${WORD.source}|[.!?;…]+(?=\\s|$)|\\n[^\\S\\n]*\\n`, 'gu');
const APOSTROPHE = /['’`´]/g;
const ASCII = /^\p{ASCII}*$/u;

function stepsOf(phrase: string): Step[] {
  return [...phrase.matchAll(WORD_OR_STAR)].map(([written]) => {
    if (written === '*') return { kind: 'gap' };
    const word = foldedWord(written.replace('*', ''));
    return { kind: written.endsWith('*') ? 'prefix' : 'word', word };
  });
}

function foldedWord(written: string): string {
  const word = written.replace(APOSTROPHE, '');
  return ASCII.test(word) ? word.toLowerCase() : fold(word);
}

interface Node {
  words: Map<string, Node>;
  prefixes: Map<string, Node>;
  /** The lengths among `prefixes`, so that only these are tried. */
  prefixLengths: number[];
  gap: Node | null;
  /** Phrases that end here. */
  ends: number[];
}

function newNode(): Node {
  return { words: new Map(), prefixes: new Map(), prefixLengths: [], gap: null, ends: [] };
}

function childFor(node: Node, step: Step): Node {
  if (step.kind === 'gap') {
    node.gap ??= newNode();
    return node.gap;
  }
  const children = step.kind === 'word' ? node.words : node.prefixes;
  const known = children.get(step.word);
  if (known) return known;
  const child = newNode();
  children.set(step.word, child);
  if (step.kind === 'prefix' && !node.prefixLengths.includes(step.word.length)) {
    node.prefixLengths.push(step.word.length);
  }
  return child;
}

/** Words in their order; a sentence's end is an empty word, which no phrase has. */
interface Words {
  folded: string[];
  starts: number[];
  ends: number[];
}

function wordsOf(text: string): Words {
  const words: Words = { folded: [], starts: [], ends: [] };
  for (const match of text.matchAll(WORD_OR_BREAK)) {
    const written = match[0];
    words.folded.push(/^[\p{L}\p{N}\p{M}]/u.test(written) ? foldedWord(written) : '');
    words.starts.push(match.index);
    words.ends.push(match.index + written.length);
  }
  return words;
}

function findIn(root: Node, text: string): Found {
  const found: Found = new Map();
  const words = wordsOf(text);
  for (let first = 0; first < words.folded.length; first++) follow(root, first, first, words, text, found);
  return found;
}

function follow(node: Node, first: number, at: number, words: Words, text: string, found: Found): void {
  for (const id of node.ends) {
    if (!found.has(id)) found.set(id, text.slice(words.starts[first], words.ends[at - 1]));
  }
  const word = words.folded[at];
  if (word === undefined) return;
  const exact = node.words.get(word);
  if (exact) follow(exact, first, at + 1, words, text, found);
  for (const length of node.prefixLengths) {
    if (length > word.length) continue;
    const child = node.prefixes.get(word.slice(0, length));
    if (child) follow(child, first, at + 1, words, text, found);
  }
  if (!node.gap) return;
  for (let skipped = 0; skipped <= GAP; skipped++) {
    follow(node.gap, first, at + skipped, words, text, found);
    if (!words.folded[at + skipped]) break;
  }
}
