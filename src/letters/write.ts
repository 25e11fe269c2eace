/** Puts a letter into words: from what a decision wants said to a subject, a text and an HTML part. `mime.ts` makes the mail. */

import { layout } from './layout.ts';
import type { LetterDesk, LetterDraft, WrittenLetter } from './letter.ts';
import { plainText } from './plain.ts';
import { render } from './render.ts';
import { oneLine, unsealHtml } from './seal.ts';
import { type Templates, templateKey } from './template.ts';
import { sealValues } from './values.ts';

/**
 * Writes one letter in the draft's language, its instants in the desk's zone. Nothing that a customer wrote can become
 * markup, a link or a header.
 * @throws where the template fails, or there is none
 */
export function writeLetter(templates: Templates, draft: LetterDraft, desk: LetterDesk): WrittenLetter {
  const template = templates.get(templateKey(draft.language, draft.template));
  if (!template) throw new Error(`There is no template "${draft.template}" in ${draft.language}.`);

  const sealed = sealValues(draft.values, draft.language, desk);
  const { subject, tokens, html } = render(template, sealed);
  const body = unsealHtml(html, sealed.contents);
  return {
    subject,
    text: plainText(tokens, sealed.contents),
    html: layout(draft.language, subject, body, { name: oneLine(desk.name), address: oneLine(desk.address) }),
  };
}
