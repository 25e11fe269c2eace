/**
 * Is what remains of a mail, once quotes and signature are off, too little to stand for it? A bare greeting is, and so are words
 * that only say where the answers stand. How the rest was taken off is `reply.ts`'s question.
 */
import { attributionEnd } from './attribution.ts';

const LONGEST_ANNOUNCEMENT = 400;
const LONGEST_SALUTATION = 120;

/** How answers written amid the mail that is answered are set apart. */
const SET_APART =
  /(?<!\p{L})(?:em (?:vermelho|azul|verde|negrito|destaque)|en (?:rojo|azul|verde|negritas?|rouge|bleu|vert|gras)|in (?:red|blue|green|bold|rot|blau|grün|fett|rosso|blu)|in[- ]?line|(?:entre|nas|en) (?:as |las )?(?:linhas|líneas|lineas)|between the lines|interleaved|no corpo d[oe](?:ste)? e-?mail|en el cuerpo del)(?!\p{L})/iu;
/** Where they stand. */
const BELOW =
  /(?<!\p{L})(?:abaixo|abajo|debajo|ci-dessous|plus bas|unten|(?:qui )?sotto|hieronder)(?!\p{L})|\b(?:see|answer(?:s|ed)?|repl(?:y|ies|ied)|respon(?:se|ses|ded)|comment(?:s|ed)?|find|mine|notes|added)\b.{0,40}\bbelow\b|\bbelow,? (?:please|are|my|our|you)\b/iu;

/**
 * Whether short words say that the answers stand in the mail below them. "The number below:" followed by more words speaks of
 * those. Words that hold quotes hold the answers between them too.
 */
export function announcesAnswers(own: string): boolean {
  if (own.length > LONGEST_ANNOUNCEMENT || /^\s{0,3}>/m.test(own)) return false;
  if (SET_APART.test(own)) return true;
  const found = BELOW.exec(own);
  return found !== null && !/:\s{1,20}\S/.test(own.slice(found.index));
}

const GREETING = new RegExp(
  `^(?:${[
    'ol[áa]|oi+e?|bom dia|boa tarde|boa noite|prezad[oa]s?(?:\\(as?\\))?|car[oa]s?|estimad[oa]s?|(?:ex\\.?m[oa]s?\\.?|excelentíssim[oa]s?)|senhor(?:es|as?)?|tudo bem|saudações',
    'hola|buen[oa]s?(?: (?:días?|dias?|tardes?|noches?))?|querid[oa]s?|apreciad[oa]s?|señor(?:es|as?)?|saludos',
    'hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|to whom it may concern|morning|afternoon',
    'hallo|guten (?:tag|morgen|abend)|moin|servus|grüß gott|sehr geehrter?|lieber?|liebes',
    'bonjour|bonsoir|salut|cher|chère|chers|chères|madame|monsieur',
    'ciao|buongiorno|buonasera|buon giorno|salve|gentil[ei]|egregi[oa]?|spett\\.?(?:le)?',
  ].join('|')})(?![\\p{L}\\p{N}])[\\s,.!:;/–-]{0,8}`,
  'iu',
);
/** Whom one greets without naming them. */
const EVERYONE = new Set(
  'a à ao o e y and y or para to todos todas tod@s time equipe equipa equipo team all everyone there folks guys pessoal gente galera amigos suporte soporte support atendimento senhor senhora senhores sr sra srs señor señores sir madam sirs colleagues colegas zusammen damen und herren tous toutes tutti à tutti'.split(
    ' ',
  ),
);
const TITLE = /\b((?:mr|mrs|ms|dr|dra|sr|sra|srs|srta|prof|eng|herr|ing)[ao]?)\./gi;
const MOST_NAME_WORDS = 5;

/** Whether this greets, by name perhaps, and says no more. */
export function isSalutation(own: string): boolean {
  if (own.length > LONGEST_SALUTATION) return false;
  let rest = own.trim().replace(TITLE, '$1');
  for (let greetings = 0; greetings < 4; greetings++) {
    // "Prezados, bom dia", and "Prezada Ana, bom dia".
    const bare = rest.replace(GREETING, '');
    if (bare === rest) return false;
    rest = bare;
    const name = /^[^,.!:;\n]{0,60}/.exec(rest)?.[0].trim() ?? '';
    if (GREETING.test(rest)) continue;
    if (name !== '' && !isWhom(name)) return false;
    rest = rest.slice(name.length).replace(/^[\s,.!:;–-]{1,8}/, '');
    if (!/[\p{L}\p{N}]/u.test(rest)) return !/\p{Extended_Pictographic}/u.test(rest);
  }
  return false;
}

function isWhom(name: string): boolean {
  const words = name.split(/\s+/);
  return words.length <= MOST_NAME_WORDS && words.every((word) => /^\p{Lu}/u.test(word) || EVERYONE.has(word));
}

/** Whether every line below these words is marked with `>` or stands above such lines as an attribution, so that nothing is lost. */
export function isAllMarkedBelow(own: string, text: string): boolean {
  const trimmed = text.trim();
  if (!trimmed.startsWith(own)) return false;
  const lines = trimmed.slice(own.length).split('\n');
  let marked = 0;
  for (let at = 0; at < lines.length; ) {
    const line = (lines[at] ?? '').trim();
    const end = marked === 0 && line !== '' ? attributionEnd(lines, at) : null;
    if (line.startsWith('>')) marked++;
    else if (line !== '' && end === null && /[\p{L}\p{N}]/u.test(line)) return false;
    at = end ?? at + 1;
  }
  return marked > 0;
}
