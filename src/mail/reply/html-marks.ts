/**
 * Which elements do mail programs mark as quoted mail, or as a signature? A table of the ids, classes and names that they were seen
 * to write. What follows from it is `html-quote.ts`'s question.
 */

/**
 * `quote`: the element repeats another mail. `wrapper`: so it does, but answers may stand in it below a `blockquote`.
 * `rest`: from here on everything does. `signature`: the sender's signature; `signature-rest`: it reaches to the end of
 * the element around.
 */
export type Mark = 'quote' | 'wrapper' | 'rest' | 'signature' | 'signature-rest';

/** Ids, classes and names, without what other programs put before them. */
const MARKS = new Map<string, Mark>();
const marked = (mark: Mark, words: string) => {
  for (const word of words.split(/\s+/)) MARKS.set(word, mark);
};
// Gmail and Proton quote within a wrapper; K-9, Superhuman and Mailspring write Gmail's class too.
marked('wrapper', 'gmail_quote gmail_quote_container protonmail_quote');
// Thunderbird, Yahoo, Zoho, Tuta.
marked('quote', 'moz-cite-prefix moz-forward-container yahoo_quoted zmail_extra blockquote_zmail tutanota_quote');
// Outlook for Mac, the new Outlook, old Outlook on the web and NetEase, Spark, GMX and web.de.
marked('quote', 'olk_src_body_section mail-editor-reference-message-container isreplycontent isforwardcontent');
marked('quote', 'messagereplysection quoted-content');
// Zimbra, Roundcube, Airmail, Mailbird, Front, Missive, CloudMagic.
marked('quote', '__quoted_text__ __headers__ reply-intro airmail_on clean_bq history_container front-blockquote');
marked('quote', 'missive_quote cm_quote beforequote:::');
// Outlook on the web and on phones, Hotmail, Windows Mail, Zimbra's rule, Alibaba.
marked(
  'rest',
  'divrplyfwdmsg appendonsend outlookmessageheader stopspelling zwchr qtdseparatebr __aliyun_previous_quote',
);
marked(
  'signature',
  '__sig_pre__ __sig_post__ messagesignaturesection bloop_sign mb_sig _rc_sig sigquote _signatureplaceholder',
);
marked(
  'signature',
  'gmail_signature_prefix protonmail_signature_block __aliyun_signature_wrap -x-evo-signature-wrapper',
);
marked('signature-rest', 'linebreakatbeginningofsignature');

/** `gmail_signature`, `moz-signature`, `ms-outlook-mobile-signature`, `AppleMailSignature`, `Zm-_Id_-Sgn1` … */
const SIGNATURE = /(?:^|[-_]|mail|outlook|tmpl)signature\d{0,3}$|^zm-_id_-sgn\d?$|^sig\d{3,20}$/;

/** What Outlook, Hotmail, Yahoo and Gmail put before the names of others when they show or quote them. */
const PREFIX = /^(?:x_|ecx|m_-?\d{1,20}|yiv\d{4,12}|ydp[0-9a-f]{6,12}(?=\D))/;

/** Any element with none of these is not looked at more closely. */
const HINT =
  /quote|cite|sig|sgn|rply|reply|forward|appendonsend|olk_src|reference|outlook|stopspelling|zwchr|qtdsep|zmail|border|__headers__|airmail_on|clean_bq|history_container|previous/i;

/** Outlook's rule above the header of what it quotes, as it writes it itself and as Outlook on the web writes it anew. */
const OUTLOOK_RULE =
  /border-top:\s?(?:solid [#\w(), ]{3,20} 1(?:\.0)?pt|1(?:\.0)?pt solid)|border-(?:style|width):\s?(?:solid|1pt) /i;
const OUTLOOK_PADDING = /padding:\s?3(?:\.0)?pt 0/i;

/** What this element's attributes say of it; null where they say nothing. `rule` asks for a header below it. */
export function markOf(name: string, attributes: string): Mark | 'rule' | null {
  if (name === 'signature') return 'signature';
  if (attributes.length < 7 || attributes.length > 4_000 || !HINT.test(attributes)) return null;
  let found: Mark | null = null;
  for (const match of attributes.matchAll(
    /(?:^|[\s"'])(id|class|name|data-marker|title|data-smartmail|data-signature-widget)\s?=\s?(?:"([^"]{1,400})"|'([^']{1,400})'|([^\s"'>]{1,100}))/gi,
  )) {
    if (match[1]?.toLowerCase() === 'data-signature-widget') return 'signature';
    for (const word of (match[2] ?? match[3] ?? match[4] ?? '').split(/\s+/)) found ??= wordMark(word);
    if (found === null && match[1]?.toLowerCase() === 'name' && name === 'div' && match[2] === 'quote') found = 'quote';
  }
  if (name === 'blockquote') {
    // Gmail's button for a quotation of one's own writes its class too: only what stands below an attribution is a mail's.
    if (/\btype\s?=\s?["']?cite\b/i.test(attributes)) return 'quote';
    return found === 'wrapper' ? null : found;
  }
  if (found === 'rest' && /data-marker/i.test(attributes)) return null;
  if (found !== null) return found;
  return OUTLOOK_RULE.test(attributes) && OUTLOOK_PADDING.test(attributes) ? 'rule' : null;
}

function wordMark(whole: string): Mark | null {
  let word = whole.toLowerCase().replace(/_mr_css_attr$/, '');
  for (let times = 0; times < 3 && PREFIX.test(word); times++) word = word.replace(PREFIX, '');
  const mark = MARKS.get(word);
  if (mark) return mark;
  if (/^yahoo_quoted_\d{1,20}$/.test(word)) return 'quote';
  return SIGNATURE.test(word) ? 'signature' : null;
}
