/**
 * Markdown as letters use it: paragraphs, emphasis, lists, panels, links. Parsed once; this file makes the HTML part
 * of it and `plain.ts` the text part. No HTML, no images, no bare addresses turned into links, no link that nobody vouched for.
 */
import MarkdownIt, { type Token } from 'markdown-it';
import { withoutPlaceholders } from './escape.ts';
import { isLinkTarget } from './seal.ts';

const HYPHENATED = /(?<![\p{L}\p{N}-])\p{L}{1,12}-\p{L}{1,12}(?![\p{L}\p{N}-])/gu;

const markdown = new MarkdownIt('commonmark', { html: false, xhtmlOut: false });
// Indented code would swallow a template's indented paragraphs; a letter loads no images.
markdown.disable(['code', 'image']);
// Every target is parsed; those that a letter may not lead to are taken out below, and can be told of.
markdown.validateLink = () => true;
const normalizeLink = markdown.normalizeLink.bind(markdown);
// A placeholder stays one character; its value was a complete URL before it was sealed.
markdown.normalizeLink = (url) => (withoutPlaceholders(url) === url ? normalizeLink(url) : url);

// A short word with a hyphen stays on one line: on a phone every other "e-mail" would be broken after its "e-".
markdown.renderer.rules.text = (tokens, index) =>
  markdown.utils
    .escapeHtml(tokens[index]?.content ?? '')
    .replace(HYPHENATED, '<span style="white-space:nowrap">$&</span>');

export interface Parsed {
  tokens: Token[];
  /** The body of the HTML part; values are still sealed. */
  html: string;
  /** Targets that a letter may not lead to; their links are left out, their words stay. */
  brokenLinks: string[];
}

/**
 * As values are sealed, one template comes out as the same few texts again and again: each is read once.
 * @returns what must not be changed: it is given out again
 */
export function readMarkdown(source: string): Parsed {
  const known = parsed.get(source);
  if (known) return known;
  if (parsed.size >= 500) parsed.clear();
  const fresh = parse(source);
  parsed.set(source, fresh);
  return fresh;
}

const parsed = new Map<string, Parsed>();

/** Lists come out tight: a condition within a list leaves blank lines that mean nothing. */
function parse(source: string): Parsed {
  const tokens = markdown.parse(source, {});
  const brokenLinks: string[] = [];
  let items = 0;
  for (const token of tokens) {
    if (token.type === 'list_item_open') items++;
    else if (token.type === 'list_item_close') items--;
    else if (items > 0 && (token.type === 'paragraph_open' || token.type === 'paragraph_close')) token.hidden = true;
    if (token.children) token.children = withoutBrokenLinks(token.children, brokenLinks);
    // It would become an attribute, where a block's HTML must not stand.
    if (token.type === 'fence') token.info = '';
    dress(token);
    for (const child of token.children ?? []) dress(child);
  }
  return { tokens, html: markdown.renderer.render(tokens, markdown.options, {}), brokenLinks };
}

/** Links do not nest, so the end of a broken one is the next end. */
function withoutBrokenLinks(tokens: Token[], brokenLinks: string[]): Token[] {
  let broken = false;
  return tokens.filter((token) => {
    if (token.type === 'link_open') {
      const target = String(token.attrGet('href') ?? '');
      broken = !isLinkTarget(target);
      if (broken) brokenLinks.push(target);
      // The same goes for its title.
      token.attrs = [['href', target]];
      return !broken;
    }
    if (token.type !== 'link_close' || !broken) return true;
    broken = false;
    return false;
  });
}

/** Mail clients drop style sheets, so every element carries its style; the classes are for the dark colours. */
const STYLES: Record<string, { style: string; class?: string; tag?: string }> = {
  p: { style: 'margin:0 0 16px' },
  h1: { style: 'margin:0 0 16px;font-size:22px;line-height:1.3;font-weight:600' },
  h2: { style: 'margin:24px 0 8px;font-size:17px;line-height:1.4;font-weight:600' },
  h3: { style: 'margin:24px 0 8px;font-size:16px;line-height:1.4;font-weight:600' },
  // No heading, but a line that stays in the background.
  h6: { tag: 'p', style: 'margin:0 0 16px;font-size:13px;line-height:1.4;color:#5b6875', class: 'quiet' },
  ul: { style: 'margin:0 0 16px;padding:0 0 0 20px' },
  ol: { style: 'margin:0 0 16px;padding:0 0 0 24px' },
  li: { style: 'margin:0 0 6px' },
  a: { style: 'color:#0b5cad;text-decoration:underline', class: 'link' },
  blockquote: {
    style:
      'margin:0 0 20px;padding:14px 16px 1px;background-color:#eef4fb;border-left:4px solid #0b5cad;border-radius:4px',
    class: 'panel',
  },
  code: {
    style:
      'padding:1px 5px;background-color:#eef1f5;border-radius:4px;font-family:ui-monospace,Menlo,Consolas,monospace;font-size:14px',
    class: 'code',
  },
  hr: { style: 'margin:24px 0;border:0;border-top:1px solid #dde3ea', class: 'line' },
};

function dress(token: Token): void {
  const dressing = token.hidden ? undefined : STYLES[token.tag];
  if (!dressing) return;
  if (dressing.tag) token.tag = dressing.tag;
  if (token.nesting === -1) return;
  token.attrSet('style', isCommand(token) ? `${dressing.style};white-space:nowrap` : dressing.style);
  if (dressing.class) token.attrSet('class', dressing.class);
}

/** Code that every phone has room for on one line: broken in two it is hard to read, and to copy. */
function isCommand({ type, content }: Token): boolean {
  return type === 'code_inline' && content.length <= 25 && withoutPlaceholders(content) === content;
}
