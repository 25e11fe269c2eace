/**
 * Which of the words that the rules name stand in a text, and where? Reads the text once, letter by letter, without
 * making strings of its words. How words follow each other in a phrase is asked in `phrases.ts`.
 *
 * Words are compared without case and accents, and without the apostrophes within (can't, d'água), as many people leave
 * them out too.
 */
import { fold } from '../fold.ts';

/** A word to look for; a beginning stands for every word that begins with it. */
export interface Term {
  kind: 'word' | 'beginning';
  /** As written. */
  text: string;
}

export interface Vocabulary {
  /** Of each term the place of the first one in the list that is the same: by this one it is told. */
  same: number[];
  /** By `Words.matches`: the terms that such a word is. */
  terms: readonly (readonly number[])[];
  /** The text is in Unicode's form C. What comes back is written over by the next reading. */
  read(text: string): Words;
}

/** A text's words in their order, sentences' ends among them. */
export interface Words {
  count: number;
  /** Which terms each word is: a place in `Vocabulary.terms`, or `SENTENCE_END`. */
  matches: Int32Array;
  /** Where each begins and ends in the text. */
  starts: Int32Array;
  ends: Int32Array;
}

/** Stands in `matches` where a sentence ends; it is no term. */
export const SENTENCE_END = 1;
/** A word that no rule names. */
const NO_TERM = 0;

/** Makes one search out of many terms. */
export function compileVocabulary(terms: Term[]): Vocabulary {
  const { same, matches, ...tree } = letterTree(terms);
  let words = roomFor(4_096);
  return {
    same,
    terms: matches,
    read: (text) => {
      if (words.matches.length < text.length) words = roomFor(text.length);
      readInto(words, text, tree);
      return words;
    },
  };
}

function roomFor(count: number): Words {
  return { count: 0, matches: new Int32Array(count), starts: new Int32Array(count), ends: new Int32Array(count) };
}

/** What a UTF-16 unit is, where it is no letter or digit: smaller than all of those. 0: not met yet. */
const SEPARATOR = 1;
/** An accent, or an invisible sign: as if it were not there. */
const NOTHING = 2;
const APOSTROPHE = 3;
const STOP = 4;
const LINE_BREAK = 5;
const SPACE = 6;
const HALF_OF_PAIR = 7;
const LETTERS_FROM = 8;

function readInto(words: Words, text: string, { whole, begun, firsts, next }: LetterTree): void {
  let count = 0;
  let lineBroken = false;
  const add = (match: number, start: number, end: number) => {
    words.matches[count] = match;
    words.starts[count] = start;
    words.ends[count] = end;
    count += 1;
  };
  let at = 0;
  while (at < text.length) {
    let unit = unitAt(text, at);
    if (unit >= LETTERS_FROM) {
      const start = at;
      let node = firsts[unit] ?? NOWHERE;
      let last = Math.max(node, ROOT);
      for (at += 1; at < text.length; at += 1) {
        unit = unitAt(text, at);
        if (unit >= LETTERS_FROM) {
          if (node === NOWHERE) continue;
          node = next(node, unit);
          if (node !== NOWHERE) last = node;
        } else if (unit === APOSTROPHE ? !isLetter(text, at + 1) : unit !== NOTHING) break;
      }
      add((node === NOWHERE ? begun[last] : whole[node]) ?? NO_TERM, start, at);
      lineBroken = false;
      continue;
    }
    // A dot within a name or number ends no sentence; an empty line does.
    const ends = unit === STOP ? isSpace(text, at + 1) : unit === LINE_BREAK && lineBroken;
    if (ends) add(SENTENCE_END, at, at + 1);
    if (unit !== SPACE && unit !== NOTHING) lineBroken = unit === LINE_BREAK;
    at += 1;
  }
  words.count = count;
}

function isLetter(text: string, at: number): boolean {
  return at < text.length && unitAt(text, at) >= LETTERS_FROM;
}

function isSpace(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const unit = unitAt(text, at);
  return unit === SPACE || unit === LINE_BREAK;
}

/** What stands at a place: a folded letter, or one of the kinds above. */
function unitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  const unit = UNITS[code] ?? 0;
  return unit === 0 || unit === HALF_OF_PAIR ? rareUnit(text, at, code) : unit;
}

/** Found out once for each, as it is met. */
const UNITS = new Uint16Array(0x10000);

function rareUnit(text: string, at: number, code: number): number {
  if (UNITS[code] === 0) UNITS[code] = unitOf(code);
  const unit = UNITS[code] ?? 0;
  if (unit !== HALF_OF_PAIR) return unit;
  // Letters beyond the first 65,536 are compared as they are.
  const first = code >= 0xdc00 && at > 0 ? at - 1 : at;
  return /^[\p{L}\p{N}]$/u.test(text.slice(first, first + 2)) ? code : SEPARATOR;
}

function unitOf(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return HALF_OF_PAIR;
  const character = String.fromCharCode(code);
  if (/['’`´]/.test(character)) return APOSTROPHE;
  if (/[.!?;…]/.test(character)) return STOP;
  if (character === '\n') return LINE_BREAK;
  if (/[\p{M}\p{Cf}]/u.test(character)) return NOTHING;
  if (/\s/.test(character)) return SPACE;
  if (!/[\p{L}\p{N}]/u.test(character)) return SEPARATOR;
  const folded = fold(character);
  // Korean syllables fold into several letters: they are compared as they are. Sigma has another form at a word's end.
  return folded.length === 1 ? (folded === 'ς' ? 'σ' : folded).charCodeAt(0) : code;
}

const NOWHERE = -1;
const ROOT = 0;

/** The terms, letter by letter. A node stands for the letters that lead to it. */
interface LetterTree {
  /** By node: what a word is that ends here, and one that goes on with letters that no term has. */
  whole: Int32Array;
  begun: Int32Array;
  /** By letter, as every word asks for it: where the first leads to. */
  firsts: Int32Array;
  next(node: number, letter: number): number;
}

function letterTree(terms: Term[]): LetterTree & { same: number[]; matches: number[][] } {
  const children: Map<number, number>[] = [new Map()];
  const parents = [ROOT];
  const words: (number | undefined)[] = [];
  const beginnings: (number | undefined)[] = [];
  const same = terms.map(({ kind, text }, term) => {
    let node = ROOT;
    for (let at = 0; at < text.length; at += 1) {
      const letter = unitAt(text, at);
      if (letter < LETTERS_FROM) continue;
      const known = children[node]?.get(letter);
      const child = known ?? children.push(new Map()) - 1;
      if (known === undefined) {
        children[node]?.set(letter, child);
        parents.push(node);
      }
      node = child;
    }
    const own = kind === 'word' ? words : beginnings;
    const first = own[node] ?? term;
    own[node] = first;
    return first;
  });

  const matches: number[][] = [[], []];
  const whole = new Int32Array(parents.length);
  const begun = new Int32Array(parents.length);
  // Parents come before their children.
  parents.forEach((parent, node) => {
    const above = begun[parent] ?? NO_TERM;
    const beginning = beginnings[node];
    begun[node] = beginning === undefined ? above : matches.push([...(matches[above] ?? []), beginning]) - 1;
    const word = words[node];
    const open = begun[node] ?? NO_TERM;
    whole[node] = word === undefined ? open : matches.push([word, ...(matches[open] ?? [])]) - 1;
  });
  const firsts = new Int32Array(0x10000).fill(NOWHERE);
  for (const [letter, node] of children[ROOT] ?? []) firsts[letter] = node;
  return { same, matches, whole, begun, firsts, next: stepsIn(children) };
}

/** One table of all steps from letter to letter: a Map for each node would be read from all over the memory. */
function stepsIn(children: Map<number, number>[]): LetterTree['next'] {
  let size = 64;
  while (size < children.length * 4) size *= 2;
  const mask = size - 1;
  const nodes = new Int32Array(size).fill(NOWHERE);
  const letters = new Uint16Array(size);
  const targets = new Int32Array(size).fill(NOWHERE);
  const placeOf = (node: number, letter: number) => {
    let place = (Math.imul(node, 0x9e3779b1) + Math.imul(letter, 0x85ebca6b)) & mask;
    while (nodes[place] !== NOWHERE && (nodes[place] !== node || letters[place] !== letter)) place = (place + 1) & mask;
    return place;
  };
  children.forEach((steps, node) => {
    for (const [letter, target] of steps) {
      const place = placeOf(node, letter);
      nodes[place] = node;
      letters[place] = letter;
      targets[place] = target;
    }
  });
  return (node, letter) => targets[placeOf(node, letter)] ?? NOWHERE;
}
