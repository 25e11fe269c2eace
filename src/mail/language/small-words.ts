/**
 * Do the small words of a text give its language away? Most mail is in Portuguese, Spanish or English, and a handful of
 * words that no other language has tells so at a tenth of what the detector costs. What they do not settle is left to it.
 */

/** Fewer of them may be names, or borrowed. */
const FEWEST = 3;
/** For so many of them one may be of another language: a product's name, a word that has no translation. */
const FOR_EACH_OTHER = 6;

/** Words that are common in one of the languages and not used in the others; some as phones write them. */
const COMMON = {
  pt: `não nao você vocês voce voces um uma umas nosso nossa nossos nossas minha minhas em pelo pela pelos pelas isso
    isto já até também tambem são estão estou foi foram tem têm temos muito muita ainda então entao depois pois
    obrigado obrigada olá à através além preciso precisamos gostaria gostaríamos consigo conseguimos podem poderiam qual quais onde
    ontem hoje às ou ao aos dúvida`,
  es: `el los las y muy pero usted ustedes nuestro nuestra nuestros nuestras hola gracias ya hay también tambien estoy
    están tengo tenemos puedo podemos pueden podrían quisiera cuando hasta sin esto eso ese buenos buenas necesito
    necesitamos qué cómo dónde cuál ayer hoy hace mis sus más además después así según`,
  en: `the and you your our are with this that these those not from would could when which there what how been they
    their thank thanks hello any have has can please but if be by to of for my is it`,
};

/** Common words of languages that share some of those: where one stands, the detector is asked. */
const OF_OTHERS = `
  unha non moi noso nosa dende cando poden grazas coa xa
  amb els aquest aquesta però hem teniu gràcies dels perquè què pel
  il di che della delle gli questo abbiamo grazie buongiorno è
  les des est et nous vous pour avec dans pas bonjour je
  der die und ist nicht wir sie mit für ein eine
  het een niet wij voor dat zijn ik maar
  och att är inte det med til ikke jeg af og er että
  și sunt pentru nie jest się że`;

const LANGUAGES = Object.entries(COMMON).map(([language]) => language);
const OTHER = LANGUAGES.length;
/** By word, the place of its language. */
const PLACES = new Map(
  [...Object.values(COMMON), OF_OTHERS].flatMap((list, i) => listed(list).map((word) => [word, i])),
);

/**
 * @param words lower case
 * @returns `pt`, `es` or `en`; null where these words leave it open
 */
export function languageOfSmallWords(words: readonly string[]): string | null {
  const counts = [0, 0, 0];
  for (const word of words) {
    const place = PLACES.get(word);
    if (place === undefined) continue;
    if (place === OTHER) return null;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const most = Math.max(...counts);
  const others = counts.reduce((sum, count) => sum + count, 0) - most;
  if (most < FEWEST || others * FOR_EACH_OTHER > most) return null;
  return LANGUAGES[counts.indexOf(most)] ?? null;
}

function listed(words: string): string[] {
  return words.trim().split(/\s+/);
}
