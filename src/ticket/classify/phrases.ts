/**
 * Which words and phrases stand in a text? All phrases of all rules are looked for in one pass over its words,
 * so that hundreds of them cost little. What a find means is the conditions' question.
 *
 * A phrase is matched by whole words, without case or accents. `extra*` matches every word that begins with
 * "extra"; a `*` alone stands for up to three words. A phrase never reaches over the end of a sentence.
 */
import { compileVocabulary, SENTENCE_END, type Term, type Vocabulary, type Words } from './vocabulary.ts';

/** How many words a `*` alone may stand for. */
const GAP = 3;
/** Each `*` alone multiplies the ways to try. */
const MOST_GAPS = 2;
const MOST_WORDS = 12;

/** Phrases that mean the same to a condition. */
export interface PhraseList {
  words: string[];
  /** A find that shares a word with one of these does not count: "fora do ar" within "não está fora do ar". */
  except: string[];
}

export interface PhraseBook {
  /** By each list's place: the words of the text that its first find stands on, if there is one. */
  find(text: string): (string | undefined)[];
}

/**
 * Makes one search out of many lists. A phrase that `phraseProblem` objects to is never found. Texts are to be in
 * Unicode's form C.
 */
export function compilePhrases(lists: PhraseList[]): PhraseBook {
  const phrases = lists.flatMap(({ words, except }, list) => [
    ...words.map((phrase) => ({ phrase, end: { list, counts: true } })),
    ...except.map((phrase) => ({ phrase, end: { list, counts: false } })),
  ]);
  const usable = phrases.filter(({ phrase }) => phraseProblem(phrase) === null);
  const steps = usable.map(({ phrase }) => stepsOf(phrase));
  const vocabulary = compileVocabulary(steps.flat().filter((step) => step.kind !== 'gap'));
  const root = newNode();
  let term = 0;
  usable.forEach(({ end }, i) => {
    let node = root;
    for (const { kind } of steps[i] ?? []) {
      node = kind === 'gap' ? gapAfter(node) : childFor(node, vocabulary.same[term++] ?? -1);
    }
    node.ends.push(end);
  });
  const book: Book = {
    vocabulary,
    // Most words begin no phrase.
    openings: vocabulary.terms.map((terms) => terms.flatMap((one) => root.children.get(one) ?? [])),
    excepting: lists.map(({ except }) => except.length > 0),
  };
  return { find: (text) => findIn(text, book) };
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

type Step = Term | { kind: 'gap' };

const WORD_OR_STAR = /[\p{L}\p{N}\p{M}]+(?:['’`´][\p{L}\p{N}\p{M}]+)*\*?|\*/gu;

function stepsOf(phrase: string): Step[] {
  return [...phrase.normalize('NFC').matchAll(WORD_OR_STAR)].map(([written]) => {
    if (written === '*') return { kind: 'gap' };
    return written.endsWith('*') ? { kind: 'beginning', text: written.slice(0, -1) } : { kind: 'word', text: written };
  });
}

interface Node {
  children: Map<number, Node>;
  gap: Node | null;
  /** The lists with a phrase that ends here. */
  ends: { list: number; counts: boolean }[];
}

function newNode(): Node {
  return { children: new Map(), gap: null, ends: [] };
}

function childFor(node: Node, term: number): Node {
  const known = node.children.get(term);
  if (known) return known;
  const child = newNode();
  node.children.set(term, child);
  return child;
}

function gapAfter(node: Node): Node {
  node.gap ??= newNode();
  return node.gap;
}

interface Book {
  vocabulary: Vocabulary;
  /** By what a word is: where the phrases go on that begin with it. */
  openings: Node[][];
  /** Which lists have exceptions. */
  excepting: boolean[];
}

/** From word to word of a text. */
interface Find {
  first: number;
  last: number;
}

interface Search extends Book {
  words: Words;
  /** The first find of each list. */
  first: (Find | undefined)[];
  /** Of the lists with exceptions every find, as the first may not count, and the words within exceptions. */
  all: Map<number, { counting: Find[]; excepted: Set<number> }>;
}

function findIn(text: string, book: Book): (string | undefined)[] {
  const words = book.vocabulary.read(text);
  const search: Search = { ...book, words, first: [], all: new Map() };
  for (let word = 0; word < words.count; word += 1) {
    const openings = book.openings[words.matches[word] ?? SENTENCE_END];
    if (openings) for (const node of openings) follow(node, word, word + 1, search);
  }
  for (const [list, { counting, excepted }] of search.all) {
    search.first[list] = counting.find(({ first, last }) => !standsIn(excepted, first, last));
  }
  return search.first.map((find) => find && text.slice(words.starts[find.first], words.ends[find.last]));
}

function standsIn(words: Set<number>, first: number, last: number): boolean {
  for (let word = first; word <= last; word += 1) if (words.has(word)) return true;
  return false;
}

function follow(node: Node, first: number, at: number, search: Search): void {
  for (const { list, counts } of node.ends) note(list, counts, { first, last: at - 1 }, search);
  const { words, vocabulary } = search;
  if (at >= words.count) return;
  if (node.children.size > 0) {
    for (const term of vocabulary.terms[words.matches[at] ?? SENTENCE_END] ?? []) {
      const child = node.children.get(term);
      if (child) follow(child, first, at + 1, search);
    }
  }
  if (!node.gap) return;
  for (let skipped = 0; skipped <= GAP && at + skipped < words.count; skipped += 1) {
    follow(node.gap, first, at + skipped, search);
    if (words.matches[at + skipped] === SENTENCE_END) break;
  }
}

function note(list: number, counts: boolean, find: Find, search: Search): void {
  if (!search.excepting[list]) {
    search.first[list] ??= find;
    return;
  }
  let finds = search.all.get(list);
  if (!finds) {
    finds = { counting: [], excepted: new Set() };
    search.all.set(list, finds);
  }
  if (counts) finds.counting.push(find);
  else for (let word = find.first; word <= find.last; word += 1) finds.excepted.add(word);
}
