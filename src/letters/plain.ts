/**
 * The text part of a letter: the same Markdown as the HTML part, told in plain lines that read well in any client.
 * Values are put in before lines are broken; nothing reads them as markup any more.
 */
import type { Token } from 'markdown-it';
import { type Contents, isBlock, unsealText } from './seal.ts';

/** RFC 5322 §2.1.1 asks for lines of at most 78 characters; this leaves room to be quoted once. */
const WIDTH = 74;

/** Where in the letter a paragraph stands. */
interface Place {
  panels: number;
  /** The open lists, outermost first; an ordered one with the number of its next item. */
  lists: { next: number | null }[];
  /** The sign of an item that has no text yet. */
  marker: string;
  /** Whether the next paragraph follows the last one without an empty line: the items of one list do. */
  joins: boolean;
}

/** @returns lines ended by `\n`, wrapped at `WIDTH` columns where words allow it. */
export function plainText(tokens: Token[], contents: Contents): string {
  const place: Place = { panels: 0, lists: [], marker: '', joins: false };
  let text = '';
  const add = (block: string) => {
    text += `${text === '' ? '' : place.joins ? '\n' : '\n\n'}${block}`;
    place.joins = place.lists.length > 0;
  };
  for (const token of tokens) {
    if (token.type === 'inline') {
      const inline = inlineText(token.children ?? [], contents);
      // Somebody's own lines stay as they are: a letter to an agent, and theirs to a customer, must say the same.
      add(isBlock(inline) ? unsealText(inline.trim(), contents) : paragraph(unsealText(inline, contents), place));
      place.marker = '';
    } else if (token.type === 'fence') add(unsealText(token.content, contents).trimEnd());
    else if (token.type === 'hr') add('-'.repeat(20));
    else move(place, token);
  }
  return `${text}\n`;
}

/** Follows the blocks as they open and close. */
function move(place: Place, token: Token): void {
  switch (token.type) {
    case 'bullet_list_open':
      place.lists.push({ next: null });
      break;
    case 'ordered_list_open':
      place.lists.push({ next: Number(token.attrGet('start') ?? 1) });
      break;
    case 'bullet_list_close':
    case 'ordered_list_close':
      place.lists.pop();
      place.joins = place.lists.length > 0;
      break;
    case 'list_item_open': {
      const list = place.lists.at(-1);
      place.marker = list && list.next !== null ? `${list.next++}. ` : '- ';
      break;
    }
    case 'blockquote_open':
      place.panels++;
      break;
    case 'blockquote_close':
      place.panels--;
      break;
    default:
      break;
  }
}

function paragraph(text: string, place: Place): string {
  // A panel is indented, not quoted: `>` would make readers, and reply parsers, take it for an older mail.
  const margin = '  '.repeat(place.panels + Math.max(0, place.lists.length - 1));
  const hanging = margin + (place.lists.length > 0 ? ' '.repeat(place.marker.length || 2) : '');
  const first = place.marker === '' ? hanging : margin + place.marker;
  return text
    .split('\n')
    .map((line, index) => wrapped(line, index === 0 ? first : hanging, hanging))
    .join('\n');
}

/** Breaks at single blanks; a word that is longer than a line has one of its own. */
function wrapped(line: string, first: string, hanging: string): string {
  let text = '';
  let margin = first;
  for (let from = 0; ; ) {
    // Nothing would show that a line without margin begins with a blank.
    while (margin === '' && line[from] === ' ') from++;
    if (margin.length + line.length - from <= WIDTH) return `${text}${margin}${line.slice(from)}`;
    const room = from + WIDTH - margin.length;
    const fits = line.lastIndexOf(' ', room);
    const end = fits >= from ? fits : line.indexOf(' ', room + 1);
    if (end < 0) return `${text}${margin}${line.slice(from)}`;
    text += `${margin}${line.slice(from, end)}\n`;
    from = end + 1;
    margin = hanging;
  }
}

/**
 * Emphasis loses its signs; a link is followed by its target, where that is anything to read. Where it is not, the link's
 * words are what to write instead of a tap: within a sentence they are quoted, unless they are a value.
 */
function inlineText(tokens: Token[], contents: Contents): string {
  const end = tokens.findIndex((token) => token.type === 'link_close');
  const isOnlyALink = tokens[0]?.type === 'link_open' && end === tokens.length - 1;
  let text = '';
  let target = '';
  let label = 0;
  for (const token of tokens) {
    switch (token.type) {
      case 'text':
      case 'text_special':
      case 'code_inline':
        text += token.content;
        break;
      case 'softbreak':
        text += ' ';
        break;
      case 'hardbreak':
        text += '\n';
        break;
      case 'link_open':
        target = unsealText(String(token.attrGet('href') ?? ''), contents).replace(/^mailto:/i, '');
        label = text.length;
        break;
      case 'link_close':
        if (target === '' && label > 0 && !/^[\uE000-\uF8FF]$/.test(text.slice(label))) {
          text = `${text.slice(0, label)}“${text.slice(label)}”`;
        } else if (target !== '' && text.slice(label) !== target) text += isOnlyALink ? `: ${target}` : ` <${target}>`;
        break;
      default:
        break;
    }
  }
  return text;
}
