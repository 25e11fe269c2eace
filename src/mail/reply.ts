/**
 * What does this mail add? Takes off the mail that it quotes and the signature, one line at a time, so that hostile text
 * costs no more than its length. Forwarded mail is `forward.ts`'s question.
 */
import { quoteAt } from './quote.ts';

/** @returns the sender's own words; the whole text where that would be nothing */
export function replyText(text: string): string {
  const lines = text.split('\n');
  const own = withoutSignature(withoutQuotes(lines)).join('\n').trim();
  return own === '' ? text.trim() : own;
}

/** Quotes before and after the sender's words go; those between them stay, because the words around them are about them. */
function withoutQuotes(lines: string[]): string[] {
  const own: string[] = [];
  let end = 0;
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const quote = quoteAt(lines, at);
    if (quote) {
      const cut = own.length - (at - quote.start);
      const body = firstText(lines, quote.body);
      // Only a `>` says where a quote ends. Without it everything below is quoted.
      if (quote.kind !== 'attribution' || !isQuoted(lines[body] ?? '')) return own.slice(0, Math.min(end, cut));
      at = quote.body;
    } else if (isQuoted(line)) {
      if (end > 0) own.push(line);
      at++;
    } else {
      own.push(line);
      if (line.trim() !== '') end = own.length;
      at++;
    }
  }
  return own.slice(0, end);
}

function isQuoted(line: string): boolean {
  return /^\s{0,3}>/.test(line);
}

function firstText(lines: string[], from: number): number {
  let at = from;
  while (at < lines.length && (lines[at] ?? '').trim() === '') at++;
  return at;
}

/** What mail programs add by themselves at the end. */
const FOOTERS = [
  /^(?:sent|written) (?:from|with|using|via) (?:my |the )?(?:iphone|ipad|android|mobile|samsung|galaxy|blackberry|huawei|xiaomi|windows|yahoo|outlook|mail|gmail|proton|phone|cell|tablet|verizon|nokia|htc|smartphone|handheld|wireless).{0,60}$/i,
  /^sent from (?:\w+ ){0,3}(?:mobile|iphone|ipad|phone|android|blackberry).{0,40}$/i,
  /^enviado (?:do|de|desde|pelo|a partir do|a partir de|com o|por|via) (?:o |meu |minha |mi |el |la |un |um )?(?:iphone|ipad|android|celular|samsung|galaxy|smartphone|telefone|dispositivo|móvil|movil|teléfono|windows|outlook|yahoo|correo|e-?mail|tablet|huawei|xiaomi|motorola|gmail|proton).{0,60}$/i,
  /^(?:obter (?:o )?|obtener |get |obtenha o )outlook (?:para|for) .{0,60}$/i,
];
/** Any program's name, where it is the very last line. */
const LAST_FOOTER =
  /^(?:sent from|enviado (?:do|desde|de|pelo|con|com)|gesendet von|envoyé (?:de|à partir de)) [\p{L}\d ]{2,40}(?:<[^<>\s]{0,80}>)?$/iu;
const LONGEST_FOOTER = 120;

function withoutSignature(lines: string[]): string[] {
  const hasText = (upTo: number) => lines.slice(0, upTo).some((line) => line.trim() !== '');
  // RFC 3676 §4.3: "-- ". Many programs drop its space.
  const delimiter = lines.findIndex((line) => line === '-- ' || line.trimEnd() === '--');
  if (delimiter > 0 && hasText(delimiter)) return lines.slice(0, delimiter);
  const footer = lines.findIndex(
    (line) => line.length <= LONGEST_FOOTER && FOOTERS.some((pattern) => pattern.test(bare(line))),
  );
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const lastLine = lines[last] ?? '';
  if (footer < 0 && lastLine.length <= LONGEST_FOOTER && LAST_FOOTER.test(bare(lastLine)) && hasText(last))
    return lines.slice(0, last);
  if (footer < 0 || !hasText(footer)) return lines;
  // Words below the footer are the sender's, who answered beneath.
  return [...lines.slice(0, footer), ...lines.slice(footer + 1)];
}

function bare(line: string): string {
  return line.trim().replace(/^[_*<[(]{1,3}|[_*>\]).]{1,3}$/g, '');
}
