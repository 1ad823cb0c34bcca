import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { limitAtOnce } from '#domain/at-once.ts';
import { filled } from '#domain/plain-text.ts';

/** OWASP's second choice for argon2id: 19 MiB and two passes, so that several at once fit into memory. In KiB. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const TAG_BYTES = 32;
const MIN_LENGTH = 12;
/** Longer ones are no safer, and every character is hashed. */
const MAX_LENGTH = 200;
const HASHES_AT_ONCE = 2;

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=1\$([\w+/]{22})\$([\w+/]{43})$/;

/** Any characters: a sentence is a good password. Compared in Unicode's form NFKC, so that every keyboard can type it. */
export const Password = z
  .string()
  .min(MIN_LENGTH, { error: `must have at least ${MIN_LENGTH} characters` })
  .max(MAX_LENGTH)
  .refine(...filled)
  .meta({ format: 'password' });

const atOnce = limitAtOnce(HASHES_AT_ONCE);

/** As PHC string: `$argon2id$v=19$m=…,t=…,p=1$<salt>$<hash>`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await tagOf(password, { caller: '', salt, memory: MEMORY_KIB, passes: PASSES });
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${base64(salt)}$${base64(tag)}`;
}

/** Whether it is the password. Callers take turns. Null, as of somebody unknown or without a password, takes as long as any and is never right. */
export async function isPassword(password: string, stored: string | null, caller: string): Promise<boolean> {
  const [, memory, passes, salt, expected] = PHC.exec(stored ?? '') ?? [];
  if (!salt || !expected) {
    await tagOf(password, { caller, salt: randomBytes(16), memory: MEMORY_KIB, passes: PASSES });
    return false;
  }
  const tag = await tagOf(password, { caller, salt: Buffer.from(salt, 'base64'), memory: Number(memory), passes: Number(passes) });
  return timingSafeEqual(tag, Buffer.from(expected, 'base64'));
}

interface Hashing {
  caller: string;
  salt: Buffer;
  memory: number;
  passes: number;
}

function tagOf(password: string, { caller, salt, memory, passes }: Hashing): Promise<Buffer> {
  const how = { message: password.normalize('NFKC'), nonce: salt, parallelism: 1, tagLength: TAG_BYTES, memory, passes };
  return atOnce(
    caller,
    () => new Promise((resolve, reject) => argon2('argon2id', how, (error, tag) => (error ? reject(error) : resolve(tag)))),
  );
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
