/** The part of the config that says whom to believe about who sent a mail. What the verdicts do is the ticket's. */
import { isIP } from 'node:net';
import { z } from 'zod';

export const authenticationSchema = z.strictObject({
  authservId: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe(
      'The name that your mail server writes first in its Authentication-Results header; no other is believed.',
    ),
  checkSignatures: z
    .boolean()
    .default(true)
    .describe(
      'Check DKIM and DMARC here, by DNS, where your mail server has written no verdict. What the DNS does not answer waits for up to four hours.',
    ),
  dnsServers: z
    .array(z.string().refine(isServer, 'must be an IP address, with a port where it is not 53'))
    .min(1)
    .nullable()
    .default(null)
    .describe('The DNS servers to ask (`["192.0.2.53"]`); null: those of this machine.'),
  unverified: z
    .enum(['accept', 'hold'])
    .default('accept')
    .describe(
      'A contact whose mail proves nothing either way: `accept` opens a ticket and repeats none of their words; `hold` quarantines.',
    ),
});

/** `192.0.2.53`, `2001:db8::53`, or one of them with a port: `192.0.2.53:5353`, `[2001:db8::53]:5353`. */
function isServer(text: string): boolean {
  const [, inBrackets, plain, port = '53'] = /^(?:\[([0-9a-f:.]+)\]|([0-9.]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  return isIP(inBrackets ?? plain ?? text) !== 0 && Number(port) > 0 && Number(port) < 65_536;
}
