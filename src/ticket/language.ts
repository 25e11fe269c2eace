/** In which of the desk's languages do we write to this contact? */
import { LANGUAGES, type Language } from './ticket.ts';

/** The manual's order: the user's preference, else the language the mail is written in, else the desk's. */
export function languageFor(preference: string | null | undefined, mail: string | null, desk: Language): Language {
  return deskLanguage(preference) ?? deskLanguage(mail) ?? desk;
}

/** The desk's language nearest to a BCP 47 tag (`pt-PT` → `pt-BR`, `es-MX` → `es`), or null where it has none. */
function deskLanguage(tag: string | null | undefined): Language | null {
  if (!tag) return null;
  const base = tag.toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language.split('-')[0] === base) ?? null;
}
