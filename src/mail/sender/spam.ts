/** Did the server that delivered this mail mark it as spam? Only then are its unknown senders left without an answer. */
import { type Header, rawValues } from '../header.ts';

/** True where a header of the usual filters (SpamAssassin, Rspamd, Exchange, cPanel) says so. */
export function markedAsSpam(headers: Header[]): boolean {
  const says = (name: string, pattern: RegExp) => rawValues(headers, name).some((value) => pattern.test(value));
  return (
    says('x-spam-flag', /^\s*yes/i) ||
    says('x-spam-status', /^\s*yes/i) ||
    says('x-spam', /^\s*yes/i) ||
    says('x-rspamd-action', /^\s*(?:add header|rewrite subject|reject)/i) ||
    // Exchange: a spam confidence level of 5 or more; its own verdict "spam".
    says('x-ms-exchange-organization-scl', /^\s*[5-9]\s*$/) ||
    says('x-forefront-antispam-report', /(?:^|;)\s*SFV:(?:SPM|SKS|SKB)(?:;|$)/i)
  );
}
