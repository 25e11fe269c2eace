/**
 * Where do the sender's words end and a signature begin? Knows delimiters, the footers of `footer.ts`, and a closing formula with
 * a short name below it. Doubt keeps the line: a signature too much is read over, a sentence too few is missed.
 */
import { isConfidential, isDeviceFooter, isNotice, isPrinting } from './footer.ts';

/**
 * @param begun whether words of the sender stand before these lines; if not, their first one is no signature
 * @returns the lines before the signature; all of them where there is none, or where it would leave nothing
 */
export function withoutSignature(lines: string[], begun: boolean): string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  let first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return lines;
  // A footer on top: the sender answered beneath it.
  if (!begun && first < last && isDeviceFooter(lines[first] ?? '', true)) first = nextText(lines, first + 1);
  for (let at = begun ? first : first + 1; at <= last; at++) {
    if (beginsSignature(lines, at, last)) return lines.slice(first, at);
  }
  return lines.slice(first);
}

function nextText(lines: string[], from: number): number {
  let at = from;
  while ((lines[at] ?? 'x').trim() === '') at++;
  return at;
}

function beginsSignature(lines: string[], at: number, last: number): boolean {
  const line = (lines[at] ?? '').trim();
  if (line === '') return false;
  if (line === '--' || line === '—') return isDelimiter(lines, at, last);
  const apart = (lines[at - 1] ?? '').trim() === '';
  if (isDeviceFooter(line, apart)) return true;
  if (apart && isNotice(line) && last - at < MOST_LINES_OF_NOTICE) return isLast(lines.slice(at, last + 1));
  if (last - at >= MOST_LINES) return false;
  if (RULE.test(line)) return isSignedRule(lines.slice(at + 1, last + 1));
  return line.length <= LONGEST_CLOSING && CLOSING.test(line) && isNameBlock(lines.slice(at + 1, last + 1));
}

/** Lines from a closing formula or a rule to the end, empty ones too. More is text. */
const MOST_LINES = 30;
const MOST_LINES_OF_NOTICE = 40;
const LONGEST_CLOSING = 50;
/** Lines below "-- " before a legal notice, empty ones not counted. */
const MOST_LINES_SIGNED = 15;

/** RFC 3676 §4.3: "-- ". Many programs drop its space, and people draw the same line between two parts of a text. */
function isDelimiter(lines: string[], at: number, last: number): boolean {
  if (last - at >= MOST_LINES + MOST_LINES_OF_NOTICE) return false;
  const below = lines.slice(at + 1, last + 1).filter((line) => line.trim() !== '');
  const notice = below.findIndex((line) => isNotice(line.trim()) || isConfidential(line));
  const block = notice < 0 ? below : below.slice(0, notice);
  if (block.length > MOST_LINES_SIGNED) return false;
  if (/^\s{0,3}--\s$/.test(lines[at] ?? '') || block.length === 0) return true;
  // Another sign of a signature right below.
  const next = nextText(lines, at + 1);
  if (!/^(?:--|—)$/.test((lines[next] ?? '').trim()) && beginsSignature(lines, next, last)) return true;
  if (isDeviceFooter(block[0] ?? '', true) || isSignedRule(block)) return true;
  // A slogan may be a sentence; two are a text.
  return isNameBlock(block) && block.filter(isSentence).length < 2;
}

/** Whether a line says something, as no line of an address does. */
export function isSentence(line: string): boolean {
  return SENTENCE.test(line.trim());
}

const SENTENCE = /^\p{Lu}.{0,200}\s\p{Ll}.{0,200}[.!…]$/u;

/** A notice that asks, or is followed by a paragraph of another kind, is the sender's. Of a long paragraph nobody knows its words. */
function isLast(lines: string[]): boolean {
  return lines
    .map((line) => line.trim())
    .join('\n')
    .split(/\n{2,}/)
    .every((part, index) => {
      if (isDeviceFooter(part, true) || RULE.test(part) || CONTACT.test(part)) return true;
      if (part.includes('?') && !part.includes('@') && part.length < LONG_NOTICE) return isPrinting(part);
      return index === 0 || isNotice(part) || isConfidential(part) || part.length >= LONG_NOTICE || part.length < 8;
    });
}

const LONG_NOTICE = 200;

const RULE = /^([-_=+*~#—–])\1{1,200}$/;
const CONTACT = /@|https?:|www\.|\+?\(?\d{2,4}\)?[ .-]?\d{3,5}[ .-]\d{3,5}|mailing list/i;

/** Below a rule: short lines with a way to reach somebody, or a legal notice. Anything else may be a part of the text. */
function isSignedRule(below: string[]): boolean {
  const lines = below.filter((line) => line.trim() !== '' && !RULE.test(line.trim()));
  const [head = ''] = lines;
  if (lines.length === 0) return true;
  if (lines.length <= 12 && isConfidential(lines.slice(0, 6).join(' '))) return true;
  if (lines.length > 8 || head.length > 60 || /[\d?:;]/.test(head) || !/^[*_]{0,2}\p{L}/u.test(head.trim()))
    return false;
  return lines.every((line) => line.length <= 120 && !line.includes('?')) && CONTACT.test(lines.join('\n'));
}

/** Formulas that close a letter, alone on their line. Thanks are left in: they are an answer. */
const CLOSING = new RegExp(
  `^(?:${[
    '(?:thanks|thank you)(?: and|,| &| \\+)? (?:best |kind |warm )?regards|(?:with )?(?:(?:my |our )?(?:very )?(?:best|kind|kindest|warm|warmest|many) )?regards|best wishes|all the best|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?|yours|respectfully|cheers|br|kr|rgds',
    '(?:muito )?atenciosamente|at+(?:e|\\.te)?|atentamente|cordialmente|respeitosamente|(?:um |grande |forte |um grande |um forte )?abraços?|abs|abç?s?|(?:cordiais )?saudações(?: cordiais)?|(?:com )?(?:os )?(?:meus |nossos )?(?:melhores )?cumprimentos|cpt[os]?s?|(?:obrigad[oa] e|grat[oa] e|desde já agradeço,?) (?:atenciosamente|cumprimentos|abraços?)',
    '(?:muchos |reciba(?:n)? )?(?:un )?(?:cordial(?:es)? |afectuoso )?saludos?(?: cordial(?:es)?| atentos?)?|(?:un )?(?:fuerte )?abrazos?|atte|muy atentamente|cordiales saludos|(?:gracias y|muchas gracias y) saludos',
    '(?:bien |très )?cordialement|(?:bien )?à vous|bien à (?:vous|toi)|salutations(?: distinguées)?|sincères salutations|bonne (?:journée|soirée)',
    'mit (?:freundlichen|freundlichem|besten|herzlichen|lieben) gr(?:ü|ue)(?:ß|ss)en?|(?:viele|beste|liebe|schöne|herzliche|freundliche) gr(?:ü|ue)(?:ß|ss)e|(?:schönen )?gru(?:ß|ss)|mfg|lg|vg',
    '(?:cordiali|distinti|cari|i migliori|tanti) saluti|saluti|cordialmente',
    '(?:met )?(?:vriendelijke|hartelijke) groet(?:en|jes)?|groet(?:en|jes)?|mvg',
    '(?:med )?(?:vänliga?|bästa|venlig|vennlig|beste|hjertelig|kær|mange) ?h(?:älsning(?:ar)?|ilsen(?:er)?)|hälsningar|hilsen|mvh|(?:ystävällisin |parhain )?terveisin',
    '(?:serdecznie )?pozdrawiam|z (?:poważaniem|wyrazami szacunku)|s (?:pozdravem|přátelským pozdravem|pozdravom)|üdvözlettel|cu (?:stimă|respect)|с (?:уважением|наилучшими пожеланиями)|з повагою|saygılarımla|iyi çalışmalar|με εκτίμηση',
  ].join('|')})\\s?[,.!;:]{0,2}$`,
  'iu',
);

const PARTICLES = new Set('de da do dos das e del la las los y van von der den di du le af av bin ibn'.split(' '));

/** A name and what people write below it; nothing at all is one too. */
export function isNameBlock(below: string[]): boolean {
  const lines = below.map((line) => line.trim()).filter((line) => line !== '' && !RULE.test(line) && line !== '--');
  const [name] = lines;
  if (name === undefined) return true;
  if (!isName(name)) return false;
  const notice = lines.findIndex((line) => isNotice(line) || isConfidential(line));
  const block = notice < 0 ? lines : lines.slice(0, notice);
  return (
    block.length <= 12 && block.every((line) => line.length <= 110 && !/\?|^p\.?\s?s\b/i.test(line) && !tellsMore(line))
  );
}

/** `Contract: 4711` below the name is a fact for the desk, a telephone number is none. */
function tellsMore(line: string): boolean {
  const label = /^[*_]{0,2}(\p{L}[\p{L} /.-]{0,30}?)\s?[*_]{0,2}:(?!\/\/)/u.exec(line)?.[1];
  return label !== undefined && !CONTACT_LABEL.test(label);
}

const CONTACT_LABEL =
  /^(?:[tmfewcpdh]|(?:my )?(?:tel|telefone|teléfono|telefono|telemóvel|phone|fone|fax|cel|celular|mobile|mob|móvil|movil|whats|whatsapp|wpp|zap|ramal|ext|e-?mail|correo|mail|site|web|website|skype|teams|linkedin|instagram|facebook|contato|contacto|contact|address|endereço|dirección|direct|office|cnpj|nif|cif|vat|https?)\b.{0,20})$/i;

function isName(line: string): boolean {
  if (line.length > 60) return false;
  const words = line
    .replace(/^[-–*_~\s]{1,4}/, '')
    .split(/[\s|/,]+/)
    .filter((word) => word !== '');
  if (words.length > 7) return false;
  return words.every(
    (word) =>
      /^[\p{Lu}\p{Lo}([{<"'“@&+*-]/u.test(word) || PARTICLES.has(word) || /^[\d(]/.test(word) || CONTACT.test(word),
  );
}
