/** Where does a link lead, as a person would want to read it? Takes off what was wrapped around it to watch who clicks. */

/** Longer addresses are shown up to here: nobody reads them. */
const LONGEST_SHOWN = 500;

/**
 * @param href as it stands in the HTML
 * @param text the words of the link
 * @returns what to show beside the words; null where the words say it already, or it leads nowhere
 */
export function readableLink(href: string, text: string): string | null {
  const target = href.replace(/[\s\x00-\x1f]+/g, '');
  if (/^mailto:/i.test(target)) {
    const [address = ''] = unescaped(target.slice(7)).split('?');
    return address.includes('@') && !same(text, address) ? address.slice(0, LONGEST_SHOWN) : null;
  }
  if (!/^(?:https?|ftp):/i.test(target)) return null;
  const shown = withoutTracking(unwrapped(target)).replace(/[<>]/g, '');
  return same(text, shown) || same(text, target) ? null : shown.slice(0, LONGEST_SHOWN);
}

/** Services that put their own address in front, and where they keep the real one. */
const WRAPPERS = [
  /^https?:\/\/[a-z0-9.-]{1,60}\.safelinks\.protection\.outlook\.com\/\S{0,40}?[?&]url=([^&\s]{1,4000})/i,
  /^https?:\/\/(?:www\.)?google\.[a-z.]{2,6}\/url\?(?:[^#\s]{0,200}?&)?(?:q|url)=([^&\s]{1,4000})/i,
  /^https?:\/\/urldefense\.com\/v3\/__(.{1,4000}?)__;/i,
];

function unwrapped(url: string): string {
  for (const wrapper of WRAPPERS) {
    const inner = wrapper.exec(url)?.[1];
    if (inner === undefined) continue;
    const real = wrapper === WRAPPERS[2] ? inner : unescaped(inner);
    if (/^https?:\/\/\S+$/i.test(real)) return real;
  }
  return url;
}

const TRACKING = /^(?:utm_[a-z_]{1,20}|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|_hsenc|_hsmi|mkt_tok|igshid)=/i;

function withoutTracking(url: string): string {
  const start = url.indexOf('?');
  if (start < 0) return url;
  const [query = '', ...fragment] = url.slice(start + 1).split('#');
  const kept = query.split('&').filter((one) => !TRACKING.test(one));
  return (
    url.slice(0, start) + (kept.length > 0 ? `?${kept.join('&')}` : '') + fragment.map((one) => `#${one}`).join('')
  );
}

/** Whether words are an address already: `acme.example` says `https://www.acme.example/`. */
function same(text: string, target: string): boolean {
  return bare(text) === bare(target);
}

function bare(target: string): string {
  return unescaped(target)
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/^(?:https?|ftp):\/\/|^mailto:/, '')
    .replace(/^www\./, '')
    .replace(/\/$/, '');
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
