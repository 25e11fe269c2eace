/**
 * Which status (RFC 3463) does a text about an undelivered mail give, or mean? Reads enhanced codes, SMTP reply codes and
 * the words that servers use for the common reasons. To whom it applies is left to the file that reads the notice.
 */
import { plainWords } from './words.ts';

/** RFC 3463 §2; never a part of an IP address, of a version or of a longer number. */
const ENHANCED = /(?<![\w.])([245])\.(\d{1,3})\.(\d{1,3})(?![\w]|\.\d)/g;
/** RFC 5321 §4.2.1; never a size, a time, a count or a port. */
const REPLY =
  /(?<![\w./@+-]|[\d.]:|port )(?!587)([45])[0-7]\d(?=[ )\]:;,#"'-]|$)(?! ?(?:[kmg]i?b|bytes|octets|hours?|horas|hrs|min\w{0,5}|sec\w{0,4}|segund\w{0,2}|days?|dias|messages|mensa\w{1,4}|recipients|destinat\w{1,6}|users?|usu\w{1,6})\b)/im;

/** The status that stands in a report's Status field, comments aside; null where it holds none. */
export function statusField(value: string): string | null {
  return new RegExp(ENHANCED.source).exec(value)?.[0] ?? null;
}

/**
 * The failure that a text gives by code: an enhanced status of class 4 or 5 (one that says more than "undefined" first), else
 * the class of a reply code such as 550, with what the words beside it mean, or undefined (RFC 3463 §3.1).
 */
export function statusByCode(text: string): string | null {
  const enhanced = Array.from(text.matchAll(ENHANCED), ([status]) => status).filter((status) => status[0] !== '2');
  const telling = enhanced.find((status) => !status.endsWith('.0.0')) ?? enhanced[0];
  if (telling !== undefined) return telling;
  const reply = REPLY.exec(text)?.[1];
  return reply === undefined ? null : `${reply}.${detailIn(text)?.detail ?? '0.0'}`;
}

/** Whether a line gives an enhanced status or a reply code of a failure. */
export function holdsCode(line: string): boolean {
  return statusByCode(line) !== null;
}

/** The status that the words of a text mean, in the class that is usual for it; null where they name no known reason. */
export function statusByWords(text: string): string | null {
  const found = detailIn(text);
  if (found === null) return null;
  // RFC 3463 §3.3: a full mailbox may be emptied; what was tried for long, or is tried again, was refused for now only.
  const passing = found.detail === '2.2' && PASSING.test(plainWords(text.slice(0, LONGEST)));
  return `${passing ? '4' : found.usual}.${found.detail}`;
}

const PASSING =
  /temporar|try again|(?:retry|delivery) (?:timeout|time)|\bexpired|too long|tente novamente|intente(?:lo)? (?:de nuevo|mas tarde)/;

/** Reasons in words (RFC 3463 §3), the sure ones first; each with the class it has where nothing else tells. */
const REASONS: ReadonlyArray<{ detail: string; usual: '4' | '5'; words: RegExp }> = [
  {
    detail: '2.2',
    usual: '5',
    words:
      /(?:mailbox|mail ?folder|mail ?file|inbox|maildrop|mail ?box|account|disk|user|recipient)s?(?:'s)?(?: \S{1,40}){0,3}? (?:is |was )?(?:too |almost )?(?:full|over (?:its |the )?(?:\w{1,12} )?quota|exceed\w*)\b|over ?quota|quota (?:limit |size )?(?:\w{1,12} ){0,2}(?:exceeded|reached|full)|exceed\w* (?:\w{1,12} ){0,4}(?:quota|storage|mailbox|allowed size)|(?:not enough|insufficient|out of) (?:\w{1,12} )?(?:storage|disk|space)|full mailbox|mailbox ?full|no space left|number of messages in (?:\w{1,12} )?mailbox|exceeded the local limit|(?:caixa|cuenta|buzon|casilla|conta|cota|cuota)(?: \S{1,40}){0,5} (?:chei[ao]|llen[ao]|lotad[ao]|excedid[ao]|superad[ao])|(?:exced|super|ultrapass)\w*(?: \S{1,20}){0,4} (?:cota|cuota|quota|limite de armazenamento|espac[io]+o?)|sem espaco|sin espacio|boite (?:aux lettres |de reception )?(?:est )?pleine|postfach(?: \S{1,40}){0,3} voll|casella(?: \S{1,40}){0,3} piena|postvak(?: \S{1,20}){0,3} vol\b|skrzynka(?: \S{1,40}){0,3} (?:pelna|przepelniona)|ящик(?: \S{1,40}){0,2} переполнен|一杯|容量(?:が|を)?(?:超|オーバー)|邮箱已满|信箱已滿/,
  },
  {
    detail: '3.4',
    usual: '5',
    words:
      /(?:message|mail|attachment|size)(?: \S{1,40}){0,4}? (?:is |was )?(?:too (?:large|big|long)|exceeds?|exceeded|over) ?(?:the |a |its |fixed )?(?:\w{1,12} ){0,2}(?:maximum|limit|size)?|too large|size limit|maximum (?:\w{1,12} )?size|(?:mensagem|mensaje|anexo|adjunto|tamanho|tamano)(?: \S{1,20}){0,4} (?:grande|excede|exceden|ultrapassa|supera)|nachricht(?: \S{1,20}){0,3} zu gro/,
  },
  {
    detail: '1.2',
    usual: '5',
    words:
      /(?:host|domain|mx|server)(?: \S{1,80}){0,4}? (?:not (?:be )?found|unknown|does(?: not|n't) exist|not exist|could(?: not|n't) be found|non-?existent|couldn't be found|invalid)|(?:unknown|no such|bad|invalid|illegal|non-?existent|unresolvable|unroutable) (?:mail )?(?:host|domain)|host ?unknown|unrout(?:e)?able (?:mail )?(?:domain|address)|name service error|name or service not known|nxdomain|dns (?:lookup )?(?:error|failure)|no mx\b|could(?: not|n't) find any host|can(?:not|'t) find (?:\w{1,12} ){0,2}(?:host|domain|server)|(?:dominio|servidor)(?: \S{1,80}){0,3} (?:nao (?:foi )?(?:existe|encontrado)|no (?:se )?(?:existe|encontrado|encontro|encuentra)|inexistente|desconhecido|desconocido)|no (?:existe|se encontro|se encuentra) el (?:dominio|servidor)|domaine(?: \S{1,80}){0,3} (?:introuvable|inconnu|n'existe)|домен(?: \S{1,80}){0,2} не (?:найден|существует)/,
  },
  {
    detail: '2.1',
    usual: '5',
    words:
      /(?:account|mailbox|user|recipient|address)(?: \S{1,80}){0,4}? (?:is |are |has been |was |been )?(?:currently |temporarily )?(?:disabled|inactive|suspended|locked|deactivated|blocked from receiving|not active|no longer (?:active|valid|available|in use)|discontinued|closed|expired|unavailable|not accepting)|(?:disabled|inactive|suspended|locked) (?:account|mailbox|user|recipient)|not accepting (?:mail|messages)|(?:conta|caixa|cuenta|buzon|usuario|casilla)(?: \S{1,80}){0,4} (?:desativad[ao]|inativ[ao]|suspens[ao]|bloquead[ao]|desactivad[ao]|inactiv[ao]|suspendid[ao]|deshabilitad[ao])/,
  },
  {
    detail: '1.6',
    usual: '5',
    words:
      /(?:user|mailbox|recipient|address|person)(?: \S{1,40}){0,3} (?:has )?(?:moved|left the company|changed (?:address|e-?mail))|no longer (?:with|works?|employed)|address has changed/,
  },
  {
    detail: '1.1',
    usual: '5',
    words:
      /(?:user|recipient|mailbox|account|address|addressee|name|alias|mailbox name|local ?part|receiver)(?: \S{1,80}){0,5}? (?:is |was |are )?(?:not (?:be )?(?:found|known|recognized|recognised|listed|valid|exist|a valid|allowed name|our customer|local)|unknown|does(?: not|n't) exist|doesn't have|could(?: not|n't) be found|couldn't be found|wasn't found|is invalid|may not exist|non-?existent)|(?:unknown|no such|invalid|bad|non-?existent|unrecogni[sz]ed|nonexisting|incorrect|illegal) (?:\w{1,12} ){0,2}(?:user|recipient|mailbox|address|account|alias|addressee|person|destination|or-name)|user ?unknown|unknown to (?:us|this)|not listed in|no mailbox (?:here|by|with)|no (?:such )?(?:\w{1,12} )?(?:user|mailbox|person|recipient)s? (?:here|by that|at this|with|named|exists|found)|does(?: not|n't) have an? \S{1,80} account|doesn't exist|no account (?:by|with)|not our customer|that email account (?:that )?(?:\w{1,12} ){0,6}does not exist|can(?:not|'t) find (?:\w{1,12} ){0,3}(?:user|recipient|mailbox|address)|address not found|who is not? known|(?:usuari[oa]|utilizador|destinatari[oa]|enderec[oa]|direccion|conta|cuenta|caixa|buzon|correo|e-?mail)(?: \S{1,80}){0,5}? (?:nao (?:foi )?(?:encontrad[oa]|existe|localizad[oa]|cadastrad[oa])|no (?:se )?(?:ha sido |fue )?(?:encontrad[oa]|existe|encontro|encuentra|pudo encontrar)|desconhecid[oa]|desconocid[oa]|inexistente|invalid[oa])|(?:nao existe|no existe|no se encontro|nao foi possivel encontrar|no se pudo encontrar)(?: \S{1,20}){0,3} (?:usuari|utilizador|destinatari|enderec|direccion|conta|cuenta|caixa|buzon)|utilisateur inconnu|(?:destinataire|adresse)(?: \S{1,80}){0,4} (?:inconnue?|introuvable|n'existe)|(?:benutzer|empfanger|adresse|postfach)(?: \S{1,80}){0,4} (?:unbekannt|nicht (?:gefunden|bekannt)|existiert nicht)|unbekannter (?:benutzer|empfanger)|(?:utente|destinatario|indirizzo)(?: \S{1,80}){0,4} (?:sconosciuto|non (?:trovato|esiste))|(?:gebruiker|adres)(?: \S{1,40}){0,3} (?:onbekend|niet gevonden)|nieznany (?:uzytkownik|adresat)|(?:nie ma|brak) takiego (?:uzytkownika|konta)|пользователь(?: \S{1,40}){0,3} не (?:найден|существует)|宛先(?:が)?不明|ユーザ(?:ー)?(?:が)?(?:不明|見つかりません)|存在しません|用户不存在|收件人(?:不存在|未知)/,
  },
  {
    detail: '1.3',
    usual: '5',
    words:
      /malformed address|(?:address|recipient) (?:\w{1,12} ){0,2}syntax|syntax error|bad address syntax|incorrectly constructed|sintaxe|sintaxis/,
  },
  {
    detail: '4.6',
    usual: '5',
    words: /too many hops|(?:mail|routing|forwarding)[ -]loop|loop(?:s|ed)? back|hop count|loop detected/,
  },
  {
    detail: '7.2',
    usual: '5',
    words:
      /not (?:an? )?(?:member|subscriber|subscribed)|only (?:members|subscribers)|nao (?:e|esta) (?:membro|assinante|inscrit)|no (?:es|esta) (?:miembro|suscrit)/,
  },
  {
    detail: '7.1',
    usual: '5',
    words:
      /\bspam\b|spammer|junk mail|unsolicited|black ?-?list|block ?-?list|\brbl\b|dnsbl|poor reputation|blocked|banned|virus|infected|prohibited|policy|content (?:\w{1,12} )?(?:rejected|filter)|not (?:authori[sz]ed|permitted|allowed)|unauthori[sz]ed|unauthenticated|authentication (?:is )?required|access denied|permission denied|relay(?:ing)? (?:access )?(?:denied|not)|unable to relay|dmarc|\bspf\b|does not accept mail from|restricted|(?:message|mail|content) (?:was |has been |is )?(?:rejected|refused)|bloquead[ao]|no permitid[ao]|nao permitid[ao]|nao autorizad[ao]|no autorizad[ao]|recusad[ao] (?:por|pelo)|rechazad[ao] por|politica/,
  },
  {
    detail: '4.7',
    usual: '4',
    words:
      /\bexpired\b|too long in (?:the )?queue|in (?:the )?(?:\w{1,12} )?queue (?:for )?too long|queue too long|giving up|retry (?:timeout|time)|failing for a long time|aborted after \d|(?:not|n't) (?:be )?(?:deliver|send|sent)\w* (?:\w{1,12} ){0,2}for (?:the last )?\d{1,9} (?:seconds|minutes|hours|days)|message for \d{1,4} (?:hours|days)|failed (?:after )?\d{1,4} attempts|\d{1,4} (?:failed )?attempts|timeout exceeded|tempo (?:limite )?(?:de entrega )?(?:esgotado|expirado|excedido)|expirou|expiro\b|caduc/,
  },
  {
    detail: '4.1',
    usual: '4',
    words:
      /connection (?:was )?(?:refused|timed ?out|lost|reset|closed|dropped|failed|aborted|died)|(?:could(?: not|n't)|unable to|can(?:not|'t)|failed to) (?:\w{1,12} ){0,2}(?:connect|contact|reach|establish)|timed ?out|no route to host|network (?:error|is unreachable)|host (?:is )?unreachable|not responding|did not respond|no answer|nao (?:foi possivel|conseguiu) (?:se )?conectar|no (?:se pudo|pudo) (?:establecer|conectar)|tempo esgotado|tiempo (?:de espera )?agotado/,
  },
  {
    detail: '4.3',
    usual: '4',
    words: /name ?server|dns|lookup (?:failed|error)|routing|route/,
  },
  {
    detail: '1.0',
    usual: '5',
    words:
      /(?:recipient|address)(?:es|s)?(?: \S{1,80}){0,3}? (?:was |were |is )?(?:rejected|refused)|does not like recipient|rejected (?:your|the) (?:recipient|address)|destinatari[oa](?: \S{1,80}){0,2} (?:rejeitad|recusad|rechazad)/,
  },
  {
    detail: '3.0',
    usual: '5',
    words:
      /service (?:is )?(?:currently |temporarily )?(?:unavailable|not available)|system error|internal error|local error|configuration error|resources temporarily|mail server (?:error|failure)|erro (?:interno|do sistema)|error (?:interno|del sistema)/,
  },
];

/** Characters of one notice that are searched for a reason. */
const LONGEST = 4_000;

function detailIn(text: string): { detail: string; usual: '4' | '5' } | null {
  const words = plainWords(text.slice(0, LONGEST));
  return REASONS.find((reason) => reason.words.test(words)) ?? null;
}
