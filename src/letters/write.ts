/** Puts a letter into words: from what a decision wants said to a subject, a text and an HTML part. `mime.ts` makes the mail. */

import { oneLine } from './escape.ts';
import { type Look, layout } from './layout.ts';
import type { LetterDesk, LetterDraft, TemplateName, WrittenLetter } from './letter.ts';
import { plainText } from './plain.ts';
import { render } from './render.ts';
import { unsealHtml } from './seal.ts';
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

  const sealed = sealValues(draft.values, draft.language, desk, draft.files);
  const { subject, tokens, html } = render(template, sealed);
  const body = unsealHtml(html, sealed.contents);
  return {
    subject,
    text: plainText(tokens, sealed.contents),
    html: layout(lookOf(draft.template), draft.language, subject, body, {
      name: oneLine(desk.name),
      address: oneLine(desk.address),
    }),
  };
}

function lookOf(template: TemplateName): Look {
  return template === 'reply' || template === 'incident-update' ? 'mail' : 'card';
}
