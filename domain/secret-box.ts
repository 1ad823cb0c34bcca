import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { DomainError, type FieldError } from './errors.ts';
import { fieldError } from './field-error.ts';

export interface EncryptionKey {
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

/**
 * Encrypts secrets at rest with AES-256-GCM under a named key. `context` identifies the secret's place (table, column, row): a ciphertext
 * that was moved elsewhere cannot be decrypted. `seal` encrypts with the first key and `open` decrypts with any of them, which is how keys
 * are rotated.
 */
export interface SecretBox {
  seal(plaintext: string, context: string): string;
  open(sealed: string, context: string): string;
  keyIdOf(sealed: string): string;
  readonly activeKeyId: string;
  /** All configured keys: what is encrypted with another one cannot be decrypted. */
  readonly keyIds: readonly string[];
}

const faultCodes = new Set(['encryption_key_unknown', 'sealed_secret_malformed', 'sealed_secret_unreadable']);

/** Whether a stored secret could not be decrypted, which is always a fault of this installation and never of a partner. */
export function isSealedFault(error: unknown): error is DomainError {
  return error instanceof DomainError && faultCodes.has(error.code);
}

/** For answers that a missing encryption key must not prevent: undefined if the value cannot be decrypted. Readiness reports the key. */
export function findReadable<Value>(open: () => Value): Value | undefined {
  try {
    return open();
  } catch (error) {
    if (isSealedFault(error)) return undefined;
    throw error;
  }
}

const VERSION = 'v1';
const KEY_BYTES = 32;
// NIST SP 800-38D: random 96-bit nonces are safe for 2^32 messages per key; 128-bit tags.
const IV_BYTES = 12;
const TAG_BYTES = 16;
// No dot, comma or colon: they separate the parts of an encrypted secret and of the list of keys.
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;

/** Encrypted secrets have the form `v1.<keyId>.<base64url of iv | tag | ciphertext>`. The first key is the active one. */
export function createSecretBox(keys: readonly EncryptionKey[]): SecretBox {
  const problems = keys.flatMap((key, index) => keyProblems(key, keys.slice(0, index)));
  const active = keys[0];
  if (!active || problems.length > 0) throw invalidKeys(problems);
  const byId = new Map(keys.map(({ id, key }) => [id, key]));

  return {
    activeKeyId: active.id,
    keyIds: keys.map(({ id }) => id),
    keyIdOf: (sealed) => parse(sealed).keyId,
    seal(plaintext, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', active.key, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(boundTo(active.id, context));
      const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
      const payload = Buffer.concat([iv, cipher.getAuthTag(), ciphertext]);
      return `${VERSION}.${active.id}.${payload.toString('base64url')}`;
    },
    open(sealed, context) {
      const { keyId, payload } = parse(sealed);
      const key = byId.get(keyId);
      if (!key) throw unknownKey(keyId, [...byId.keys()]);
      const decipher = createDecipheriv('aes-256-gcm', key, payload.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(boundTo(keyId, context));
      decipher.setAuthTag(payload.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        return decipher.update(payload.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        throw doesNotOpen(keyId, context);
      }
    },
  };
}

/**
 * Parses a comma-separated list of `keyId:base64(32 bytes)`, of which the first is the active key. Throws `invalid_encryption_keys` with all
 * problems, which name entries by position and id, never by content.
 */
export function parseEncryptionKeys(list: string): EncryptionKey[] {
  const entries = list.split(',').map((entry) => entry.trim());
  const keys: EncryptionKey[] = [];
  const problems: FieldError[] = [];
  for (const [index, entry] of entries.entries()) {
    const field = `entry ${index + 1}`;
    const colon = entry.indexOf(':');
    if (colon < 0) {
      problems.push(fieldError([field], 'invalid_format', entry ? 'has no colon: write keyId:base64key' : 'is empty'));
      continue;
    }
    const key = { id: entry.slice(0, colon), key: decodeKey(entry.slice(colon + 1)) };
    problems.push(...keyProblems(key, keys, field));
    keys.push(key);
  }
  if (problems.length > 0) throw invalidKeys(problems);
  return keys;
}

function keyProblems({ id, key }: EncryptionKey, earlier: readonly EncryptionKey[], field?: string): FieldError[] {
  const at = field ?? `key ${earlier.length + 1}`;
  // An invalid id can be a key in the wrong place, so the message does not repeat it.
  if (!KEY_ID.test(id)) {
    return [fieldError([at], 'invalid_format', 'the key id must be 1 to 32 letters, digits, "-" or "_"')];
  }
  const problems: FieldError[] = [];
  if (earlier.some((other) => other.id === id)) {
    problems.push(fieldError([at], 'duplicate', `key id "${id}" is used twice`));
  }
  if (key.length !== KEY_BYTES) {
    const message = `key "${id}" must be the base64 of ${KEY_BYTES} bytes (generate one with: openssl rand -base64 32)`;
    problems.push(fieldError([at], 'invalid_value', message));
  }
  return problems;
}

function decodeKey(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  const isExact = bytes.toString('base64').replace(/=+$/, '') === text.trim().replace(/=+$/, '');
  return isExact ? bytes : Buffer.alloc(0);
}

function parse(sealed: string): { keyId: string; payload: Buffer } {
  const [version, keyId, encoded, ...rest] = sealed.split('.');
  const payload = Buffer.from(encoded ?? '', 'base64url');
  const isWellFormed = version === VERSION && rest.length === 0 && payload.length >= IV_BYTES + TAG_BYTES;
  if (!isWellFormed || !keyId || !KEY_ID.test(keyId)) {
    throw new DomainError(
      'sealed_secret_malformed',
      `The stored value is not an encrypted secret (${VERSION}.<keyId>.<base64url>). It may have been written without encryption.`,
    );
  }
  return { keyId, payload };
}

/** The version and the key id are authenticated too, so that neither can be replaced. */
function boundTo(keyId: string, context: string): Buffer {
  return Buffer.from(`${VERSION}.${keyId}.${context}`);
}

function unknownKey(keyId: string, known: string[]): DomainError {
  return new DomainError(
    'encryption_key_unknown',
    `A secret is encrypted with key "${keyId}", but only ${known.map((id) => `"${id}"`).join(', ')} ` +
      `is configured. Add "${keyId}" at the end of CAUSEWAY_ENCRYPTION_KEYS and restart. Remove a key only when ` +
      'no secret is encrypted with it any longer.',
  );
}

function doesNotOpen(keyId: string, context: string): DomainError {
  return new DomainError(
    'sealed_secret_unreadable',
    `Encryption key "${keyId}" cannot decrypt the secret of ${context}. Either a different key is configured under this id, ` +
      'or the stored value was changed or moved from another row.',
  );
}

function invalidKeys(problems: FieldError[]): DomainError {
  const list = problems.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return new DomainError('invalid_encryption_keys', `The encryption keys are invalid: ${list || 'the list is empty'}.`, problems);
}
