/**
 * Where do the commands of an agent's own text end, and its words begin? Commands stand at the top, one a line or several
 * on one; from `#note` on, words are the desk's alone. What a command means is `order.ts`'s question.
 */
import { type CommandName, commandNamed } from './vocabulary.ts';

/** A command as it stands there. */
export interface Written {
  /** With its `#`, such as `#resolvido`. */
  written: string;
  /** Null: no command that is known. */
  name: Exclude<CommandName, 'note'> | null;
  /** What stands behind it, up to the next command or the end of the line; cut where it is longer than `LONGEST_ARGUMENT`. */
  argument: string;
}

export interface Top {
  commands: Written[];
  /** `#note` as it was written; null where there is none. */
  note: string | null;
  /** The words below the commands. */
  text: string;
  /** Commands, as written, where none are looked for: below the text, or too many of them. */
  astray: string[];
}

/** What stands behind a command and is longer cannot be read. */
export const LONGEST_ARGUMENT = 1_000;
/** Nobody means more; what is beyond them is not read as commands. */
const MOST_COMMANDS = 40;
const MOST_ASTRAY = 5;
const LONGEST_WRITTEN = 60;

/** Takes the text apart, in time linear in its length. */
export function topOf(ownText: string): Top {
  const lines = ownText.split(/\r\n?|[\n\u2028\u2029\u0085]/);
  const top: Top = { commands: [], note: null, text: '', astray: [] };
  for (let at = 0; at < lines.length; at++) {
    const line = plain(lines[at] ?? '');
    if (line === '') continue;
    const words = begins(line) ? takeLine(line, top) : null;
    if (words === '') continue;
    // Words below commands stay as they are written; those on a line with `#note` begin behind it.
    const below = lines.slice(words === null ? at : at + 1);
    top.text = [...(words === null ? [] : [words]), ...below]
      .join('\n')
      .replace(/^(?:[^\S\n]*\n)+/, '')
      .trimEnd();
    break;
  }
  if (top.note === null) top.astray.push(...astrayIn(top.text));
  top.astray.splice(MOST_ASTRAY);
  return top;

  /** Below `#note` everything else is the note, so that only a command that is one for sure is taken for one. */
  function begins(line: string): boolean {
    const word = /^#(\p{L}[\p{L}\p{M}\p{N}_-]*)/u.exec(line)?.[1];
    return word !== undefined && (top.note === null || commandNamed(word) !== null);
  }
}

/** A command, at the line's start or behind a blank; a digit or a blank behind `#` makes it text. */
const COMMAND = /(?<![^ ])#(\p{L}[\p{L}\p{M}\p{N}_-]*)[:.,;!=]*/gu;

/** Reads one line of commands. @returns the words of the note that begin on it; empty where there are none */
function takeLine(line: string, top: Top): string {
  const found = [...line.matchAll(COMMAND)];
  for (const [index, match] of found.entries()) {
    const from = match.index + match[0].length;
    const argument = line.slice(from, found[index + 1]?.index).trim();
    const written = `#${match[1]}`.slice(0, LONGEST_WRITTEN);
    const name = commandNamed(match[1] ?? '');
    if (top.note !== null && name === null) return line.slice(match.index);
    if (name === 'note') {
      top.note ??= written;
      if (argument !== '') return line.slice(from).trim();
      continue;
    }
    if (top.commands.length < MOST_COMMANDS) {
      top.commands.push({ written, name, argument: argument.slice(0, LONGEST_ARGUMENT + 1) });
    } else if (top.astray.length < MOST_ASTRAY) top.astray.push(written);
  }
  return '';
}

/** As commands are read: other signs for `#`, blanks that do not break, and signs that nobody sees. */
function plain(line: string): string {
  return line
    .replace(/[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
    .replace(/[＃﹟]/g, '#')
    .replace(/\s/g, ' ')
    .trim();
}

/** Anywhere in the text: what was meant for the desk alone must not go out. */
const NOTE_WITHIN = /(?<![\p{L}\p{N}/_&?=])[#＃﹟](?:nota|note|internal|intern[oa])(?![\p{L}\p{M}\p{N}_-])/giu;
/** Characters of a line that are looked at. */
const LONGEST_START = 200;

function astrayIn(text: string): string[] {
  const found: string[] = [];
  const add = (word: string | undefined) => {
    if (word !== undefined && commandNamed(word) !== null) found.push(`#${word}`.slice(0, LONGEST_WRITTEN));
  };
  const lines = text.split('\n');
  for (const line of lines) {
    if (found.length >= MOST_ASTRAY) break;
    if (!/^\s*[^\s\p{L}\p{N}]{0,8}\s?[#＃﹟]/u.test(line)) continue;
    add(/^(?:[-*•>] ?)*#(\p{L}[\p{L}\p{M}\p{N}_-]*)/u.exec(plain(line.slice(0, LONGEST_START)))?.[1]);
  }
  // People put what they forgot behind their last words.
  add(/ #(\p{L}[\p{L}\p{M}\p{N}_-]*)[.!]?$/u.exec(plain((lines.at(-1) ?? '').slice(-LONGEST_START)))?.[1]);
  for (const [word] of text.matchAll(NOTE_WITHIN)) {
    if (found.length >= MOST_ASTRAY) break;
    found.push(`#${word.slice(1)}`);
  }
  return [...new Set(found)];
}
