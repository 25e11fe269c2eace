/** What is the whole text of a mail? Chooses between its plain and its HTML parts; what of it is new is `reply.ts`'s question. */
import { htmlText } from './html.ts';
import type { TextNode } from './parse.ts';
import { printable } from './printable.ts';

/** Characters kept of a mail's text. */
const LONGEST_TEXT = 1_000_000;

/** @returns the text with `\n` line ends, without control characters, at most a million characters; empty where there is none */
export function textOf(body: TextNode | null): string {
  const texts = body ? shown(body) : [];
  const lines = printable(texts.join('\n\n').slice(0, LONGEST_TEXT)).split('\n');
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
}

/** The HTML of a mail, for what it refers to. */
export function htmlOf(node: TextNode | null): string {
  if (!node) return '';
  if (node.contentType === 'text/html') return node.text ?? '';
  return node.children.map(htmlOf).join('\n');
}

function shown(node: TextNode): string[] {
  if (node.contentType === 'multipart/alternative') {
    // RFC 2046 §5.1.4: one text in several forms. The plain one has no markup to misread, so it is preferred.
    const plain = plainIn(node);
    if (plain.length > 0) return plain;
  }
  return [...own(node), ...node.children.flatMap(shown)];
}

function own({ contentType, text }: TextNode): string[] {
  if (text === null || text.trim() === '') return [];
  return [contentType === 'text/html' ? htmlText(text) : text.trimEnd()];
}

function plainIn(node: TextNode): string[] {
  const here = node.contentType === 'text/plain' ? own(node) : [];
  return [...here, ...node.children.flatMap(plainIn)];
}
