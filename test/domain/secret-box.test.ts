import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { DomainError } from '#domain/errors.ts';
import { createSecretBox, parseEncryptionKeys } from '#domain/secret-box.ts';

const key = (id: string) => ({ id, key: randomBytes(32) });
const base64Key = () => randomBytes(32).toString('base64');

function failureOf(action: () => unknown): DomainError {
  try {
    action();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('a secret box', () => {
  const plaintexts = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', '', 'Ærø 🚚', 'x'.repeat(100_000)];
  test.each(plaintexts)('gives back what it sealed', (plaintext) => {
    const box = createSecretBox([key('k1')]);
    const sealed = box.seal(plaintext, 'endpoint_secret/sec_1');
    expect(sealed).toMatch(/^v1\.k1\.[A-Za-z0-9_-]+$/);
    expect(plaintext === '' || !sealed.includes(plaintext)).toBe(true);
    expect(box.open(sealed, 'endpoint_secret/sec_1')).toBe(plaintext);
  });

  test('never seals the same text to the same ciphertext', () => {
    const box = createSecretBox([key('k1')]);
    expect(new Set(Array.from({ length: 1000 }, () => box.seal('same', 'c'))).size).toBe(1000);
  });

  test('does not open a ciphertext that was moved to another row, and says so without the secret', () => {
    const box = createSecretBox([key('k1')]);
    const sealed = box.seal('top-secret', 'endpoint_secret/sec_1');
    const error = failureOf(() => box.open(sealed, 'endpoint_secret/sec_2'));
    expect(error.code).toBe('sealed_secret_unreadable');
    expect(error.message).toMatch(/"k1".*sec_2.*moved from another row/s);
    expect(error.message).not.toContain('top-secret');
  });

  test('notices every changed byte', () => {
    const box = createSecretBox([key('k1')]);
    const [version, id, payload = ''] = box.seal('secret', 'c').split('.');
    const bytes = Buffer.from(payload, 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const sealed = `${version}.${id}.${changed.toString('base64url')}`;
      expect(failureOf(() => box.open(sealed, 'c')).code).toBe('sealed_secret_unreadable');
    }
  });

  test('seals with the first key and opens with all: keys can be rotated', () => {
    const [old, young] = [key('2024'), key('2025')];
    const sealedBefore = createSecretBox([old]).seal('secret', 'c');
    const box = createSecretBox([young, old]);
    expect(box.activeKeyId).toBe('2025');
    expect(box.open(sealedBefore, 'c')).toBe('secret');
    expect(box.keyIdOf(sealedBefore)).toBe('2024');
    expect(box.keyIdOf(box.seal('secret', 'c'))).toBe('2025');
  });

  test('two keys of equal bytes are still two: the key id is authenticated', () => {
    const bytes = randomBytes(32);
    const box = createSecretBox([
      { id: 'a', key: bytes },
      { id: 'b', key: bytes },
    ]);
    const renamed = box.seal('secret', 'c').replace('v1.a.', 'v1.b.');
    expect(failureOf(() => box.open(renamed, 'c')).code).toBe('sealed_secret_unreadable');
  });

  test('an unknown key id is named together with what to do', () => {
    const sealed = createSecretBox([key('lost')]).seal('secret', 'c');
    const error = failureOf(() => createSecretBox([key('k1'), key('k2')]).open(sealed, 'c'));
    expect(error.code).toBe('encryption_key_unknown');
    expect(error.message).toMatch(/"lost".*"k1", "k2".*CAUSEWAY_ENCRYPTION_KEYS/s);
  });

  const long = 'A'.repeat(60);
  const unsealed = ['', 'plain text', 'v1.k1', 'v1.k1.AAAA', `v2.k1.${long}`, `v1.k1.${long}.AA`, `v1..${long}`];
  test.each(unsealed)('refuses %j as not sealed', (text) => {
    expect(failureOf(() => createSecretBox([key('k1')]).open(text, 'c')).code).toBe('sealed_secret_malformed');
  });

  test('is not made without keys, with short ones or with an id twice', () => {
    expect(failureOf(() => createSecretBox([])).message).toMatch(/the list is empty/);
    expect(failureOf(() => createSecretBox([{ id: 'a', key: randomBytes(16) }])).message).toMatch(/32 bytes/);
    expect(failureOf(() => createSecretBox([key('a'), key('a')])).message).toMatch(/used twice/);
  });
});

describe('the list of encryption keys', () => {
  test('is read in order, spaces around entries ignored', () => {
    const [first, second] = [base64Key(), base64Key()];
    expect(parseEncryptionKeys(`k2:${first}, k1:${second}`)).toEqual([
      { id: 'k2', key: Buffer.from(first, 'base64') },
      { id: 'k1', key: Buffer.from(second, 'base64') },
    ]);
  });

  test('is refused with every problem at once, by position, and never shows what might be a key', () => {
    const [misplaced, reversed, good] = [base64Key(), base64Key(), base64Key()];
    const short = randomBytes(16).toString('base64');
    const list = `${misplaced},${reversed}:k1,k2:${short},k3:${good},k3:${good},,k4:not*base64`;
    const error = failureOf(() => parseEncryptionKeys(list));
    expect(error.code).toBe('invalid_encryption_keys');
    expect(error.errors.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'entry 1 invalid_format',
      'entry 2 invalid_format',
      'entry 3 invalid_value',
      'entry 5 duplicate',
      'entry 6 invalid_format',
      'entry 7 invalid_value',
    ]);
    for (const secret of [misplaced, reversed, good, short]) expect(error.message).not.toContain(secret);
    expect(failureOf(() => parseEncryptionKeys('')).message).toMatch(/entry 1: is empty/);
  });
});
