import { hash, randomBytes } from 'node:crypto';

export type KeyEnvironment = 'live' | 'test';

/** The parts of a key as sent. They are unverified until the secret's hash has been compared with the stored one. */
export interface ParsedApiKey {
  environment: KeyEnvironment;
  publicId: string;
  secret: string;
}

// Letters and digits only, so that a double click selects the whole key.
const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** 62^12 values: public ids do not collide. They are not secret. */
const PUBLIC_ID_LENGTH = 12;
/** 62^43 ≈ 2^256 values: such a secret cannot be guessed, so it needs no password hash, which would cost milliseconds per request. */
const SECRET_LENGTH = 43;

const KEY = new RegExp(`^ck_(live|test)_([0-9a-zA-Z]{${PUBLIC_ID_LENGTH}})_([0-9a-zA-Z]{${SECRET_LENGTH}})$`);

/** A new key: `key` is shown once, `publicId` and `secretHash` are stored. */
export function newApiKey(environment: KeyEnvironment): { key: string; publicId: string; secretHash: string } {
  const publicId = randomText(PUBLIC_ID_LENGTH);
  const secret = newSecretText();
  return { key: `ck_${environment}_${publicId}_${secret}`, publicId, secretHash: hashApiSecret(secret) };
}

export function parseApiKey(text: string): ParsedApiKey | undefined {
  const [, environment, publicId, secret] = KEY.exec(text) ?? [];
  if (!publicId || !secret) return undefined;
  return { environment: environment === 'test' ? 'test' : 'live', publicId, secret };
}

/** SHA-256 as 64 hex digits. */
export function hashApiSecret(secret: string): string {
  return hash('sha256', secret, 'hex');
}

/** 256 random bits as letters and digits. */
export function newSecretText(): string {
  return randomText(SECRET_LENGTH);
}

function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    // 248 = 4 × 62. Larger bytes are discarded, because they would make some characters likelier than others.
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += alphabet[byte % 62];
  }
  return text;
}
