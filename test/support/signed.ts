/** Mails that are signed as a sender's server signs them, with keys of the tests' own. */
import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The key record of every domain that signs here, for the selector `s1`. */
export const KEY_RECORD = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;

export interface Signing {
  domain: string;
  selector?: string;
  /** Bytes of the body that are signed; default: all. */
  bodyLength?: number;
  /** Signed with a key that nobody published. */
  wrongKey?: boolean;
  signedAt?: Date;
  expires?: Date;
  algorithm?: string;
}

/** The mail with a signature on top. */
export async function signed(mail: Buffer | string, signing: Signing): Promise<Buffer> {
  const { domain, selector = 's1', bodyLength, wrongKey = false, signedAt, expires, algorithm } = signing;
  const { signatures, errors } = await dkimSign(mail, {
    algorithm: algorithm ?? 'rsa-sha256',
    canonicalization: 'relaxed/relaxed',
    ...(signedAt ? { signTime: signedAt } : {}),
    ...(expires ? { expires } : {}),
    signatureData: [
      {
        signingDomain: domain,
        selector,
        privateKey: (wrongKey ? other.privateKey : privateKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
        ...(bodyLength === undefined ? {} : { maxBodyLength: bodyLength }),
      },
    ],
  } as Parameters<typeof dkimSign>[1]);
  if (errors.length > 0) throw new Error(`signing failed: ${JSON.stringify(errors)}`);
  return Buffer.concat([Buffer.from(signatures), Buffer.from(mail)]);
}
