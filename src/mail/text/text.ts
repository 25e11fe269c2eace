/** What is the whole text of a mail? Chooses between its plain and its HTML parts; what of it is new is `reply.ts`'s question. */

import type { TextNode } from '../mime/parse.ts';
import { readable } from '../printable.ts';
import { comparedTexts } from './alternative.ts';
import { htmlText } from './html.ts';

/** Characters kept of a mail's text. */
const LONGEST_TEXT = 1_000_000;

/** @returns the text with `\n` line ends, without control characters, at most a million characters; empty where there is none */
export function textOf(body: TextNode | null): string {
  return comparedText(body).text;
}

/** The same, and why the plain text and the HTML are not one text in two forms, or null: the text is what is shown and classified. */
export function comparedText(body: TextNode | null): { text: string; disagree: string | null } {
  const reasons: string[] = [];
  const texts = body ? shown(body, reasons) : [];
  const whole = readable(texts.join('\n\n').slice(0, LONGEST_TEXT));
  const text = withTrimmedLines(whole).replace(/^\n+/, '').trimEnd();
  return { text, disagree: reasons[0] ?? null };
}

function withTrimmedLines(text: string): string {
  if (!/[^\S\n]\n/.test(text)) return text;
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** The HTML of a mail, for what it refers to. */
export function htmlOf(node: TextNode | null): string {
  if (!node) return '';
  if (node.contentType === 'text/html') return node.text ?? '';
  const pages = node.children.map(htmlOf).filter((html) => html !== '');
  // Most mails have one, which is handed out as it is and not copied.
  return pages.length === 1 ? (pages[0] ?? '') : pages.join('\n');
}

/** Whether every text that a mail shows is there as HTML: some programs write a part of it plain, and a part as HTML. */
export function isAllHtml(node: TextNode | null): boolean {
  if (!node) return false;
  if (node.contentType === 'multipart/alternative') return /\S/.test(htmlOf(node));
  if (node.text !== null && /\S/.test(node.text)) return node.contentType === 'text/html';
  const texts = node.children.filter(saysSomething);
  return texts.length > 0 && texts.every(isAllHtml);
}

function saysSomething({ text, children }: TextNode): boolean {
  return (text !== null && /\S/.test(text)) || children.some(saysSomething);
}

function shown(node: TextNode, reasons: string[]): string[] {
  if (node.contentType === 'multipart/alternative') {
    // RFC 2046 §5.1.4: one text in several forms. The plain one has no markup to misread, so it is preferred, unless
    // it only says that there is another.
    const plain = plainIn(node);
    const { isStub, disagree } = comparedTexts(plain.join('\n\n'), htmlOf(node));
    if (disagree !== null) reasons.push(disagree);
    if (plain.length > 0 && !isStub) return plain;
    return textsIn(node, isStub ? 'text/plain' : null);
  }
  return [...own(node), ...node.children.flatMap((child) => shown(child, reasons))];
}

/** The texts within, in their order, but those of one type. */
function textsIn(node: TextNode, except: string | null): string[] {
  const here = node.contentType === except ? [] : own(node);
  return [...here, ...node.children.flatMap((child) => textsIn(child, except))];
}

function own({ contentType, text }: TextNode): string[] {
  if (text === null || text.trim() === '') return [];
  return [contentType === 'text/html' ? htmlText(text) : text.trimEnd()];
}

function plainIn(node: TextNode): string[] {
  const here = node.contentType === 'text/plain' ? own(node) : [];
  return [...here, ...node.children.flatMap(plainIn)];
}
