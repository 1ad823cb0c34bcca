import { X509Certificate } from 'node:crypto';

const MIN_RSA_BITS = 2048;

/** A certificate as PEM, whether it was given so or as the bare base64 of metadata. */
export function toPem(text: string): string {
  const base64 = text.replaceAll(/-----(?:BEGIN|END) CERTIFICATE-----|\s/g, '');
  return `-----BEGIN CERTIFICATE-----\n${(base64.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----`;
}

/** Whether signatures can be checked with it: only its key counts, not who issued it or until when. */
export function isSigningCertificate(text: string): boolean {
  try {
    const { publicKey } = new X509Certificate(toPem(text));
    return publicKey.asymmetricKeyType === 'rsa' && (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_RSA_BITS;
  } catch {
    return false;
  }
}
