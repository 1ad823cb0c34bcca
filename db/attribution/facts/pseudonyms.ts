import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { Sql } from '#db/database.ts';
import type { SecretBox } from '#domain/secret-box.ts';

/** Turns what a caller calls a subject into its pseudonym: 64 hex digits, the same for the same text in the same scope. */
export type Pseudonym = (scope: string, name: string) => string;

const KEY = 'subjects';
export const pseudonymContext = (id: string) => `pseudonym_key.sealed ${id}`;

/**
 * Reads the key of the pseudonyms, or makes it in a new store, at the first call. A failure is not kept, so that the next call tries again.
 */
export function createPseudonyms(sql: Sql, secretBox: SecretBox): () => Promise<Pseudonym> {
  let ready: Promise<Pseudonym> | undefined;
  return () =>
    (ready ??= openKey(sql, secretBox)
      .then(pseudonymsOf)
      .catch((error: unknown) => ((ready = undefined), Promise.reject(error))));
}

async function openKey(sql: Sql, secretBox: SecretBox): Promise<Buffer> {
  // Processes that start at the same time make one each; the first is stored.
  const made = secretBox.seal(randomBytes(32).toString('base64'), pseudonymContext(KEY));
  await sql`insert into pseudonym_key (id, sealed) select ${KEY}, ${made} where not exists (select from pseudonym_key) on conflict do nothing`;
  const [row] = await sql<{ sealed: string }[]>`select sealed from pseudonym_key where id = ${KEY}`;
  if (!row) throw new Error('The attribution store has no key for pseudonyms');
  return Buffer.from(secretBox.open(row.sealed, pseudonymContext(KEY)), 'base64');
}

function pseudonymsOf(bytes: Buffer): Pseudonym {
  // Prepared once: with the bytes themselves, each hash takes eight times as long.
  const key = createSecretKey(bytes);
  // No scope contains a line break. An e-mail address is the same in any case, and is found when its person is erased.
  const spelling = (name: string) => (name.includes('@') ? name.normalize('NFC').toLowerCase() : name);
  return (scope, name) =>
    createHmac('sha256', key)
      .update(`${scope}\n${spelling(name)}`)
      .digest('hex');
}
