import { type Actor, changeAs } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { and, asc, eq, gt, isNull, lte, or } from '#db/drizzle.ts';
import { endpoint, endpointSecret } from '#db/schema.ts';
import { joinUrl, maskQuery, splitUrl } from '#domain/delivery/endpoint-url.ts';
import type { SigningScheme } from '#domain/delivery/signature.ts';
import { DomainError } from '#domain/errors.ts';
import type { SecretBox } from '#domain/secret-box.ts';
import { type EndpointRow, nextVersion } from './endpoint.ts';

export type SecretRow = typeof endpointSecret.$inferSelect;

// Every valid secret adds a signature to every attempt, and the header must stay far below the 8 KiB that common servers accept.
const maxValidSecrets = 5;

/** The context of the row's `sealed`, without which it cannot be decrypted. */
export const secretContext = (secretId: string) => `endpoint-secret:${secretId}`;
export const urlQueryContext = (endpointId: string) => `endpoint-url-query:${endpointId}`;
export const headersContext = (endpointId: string) => `endpoint-headers:${endpointId}`;

/** The URL as it is dialled. A row from before queries were encrypted contains it. */
export function openUrl(row: Pick<EndpointRow, 'id' | 'url' | 'urlQuerySealed'>, secretBox: SecretBox): string {
  if (row.urlQuerySealed === null) return row.url;
  return joinUrl(splitUrl(row.url)[0], secretBox.open(row.urlQuerySealed, urlQueryContext(row.id)));
}

export function sealUrl(id: string, url: string, secretBox: SecretBox): Pick<EndpointRow, 'url' | 'urlQuerySealed'> {
  const [, query] = splitUrl(url);
  return { url: maskQuery(url), urlQuerySealed: query === null ? null : secretBox.seal(query, urlQueryContext(id)) };
}

/** Encrypts the queries of endpoints from before they were encrypted. Returns how many. A change in between wins. */
export async function sealPlainQueries({ sql }: Pick<Database, 'sql'>, secretBox: SecretBox): Promise<number> {
  const rows = await sql<{ id: string; url: string }[]>`
    select id, url from endpoint where url like '%?%' and url_query_sealed is null`;
  let count = 0;
  for (const { id, url } of rows) {
    const sealed = sealUrl(id, url, secretBox);
    const changed = await sql`
      update endpoint set url = ${sealed.url}, url_query_sealed = ${sealed.urlQuerySealed}
      where id = ${id} and url = ${url} and url_query_sealed is null`;
    count += changed.count;
  }
  return count;
}

export async function countPlainQueries({ sql }: Pick<Database, 'sql'>): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int from endpoint where url like '%?%' and url_query_sealed is null`;
  return row?.count ?? 0;
}

/** The valid secrets, oldest first: rotated ones until they expire, then the current one. */
export async function listValidSecrets(db: Pick<Database, 'orm'>, endpointId: string): Promise<SecretRow[]> {
  return db.orm
    .select()
    .from(endpointSecret)
    .where(and(eq(endpointSecret.endpointId, endpointId), or(isNull(endpointSecret.expiresAt), gt(endpointSecret.expiresAt, new Date()))))
    .orderBy(asc(endpointSecret.id));
}

/** Replaces the current secret. Without an overlap, all older secrets expire immediately, which is meant for leaks. */
export async function rotateSecret(
  db: Database,
  endpointId: string,
  secret: { id: string; sealed: string },
  options: { overlapMs: number; signing: SigningScheme },
  actor: Actor,
): Promise<{ endpoint: EndpointRow; valid: SecretRow[] }> {
  return changeAs(db, actor, async (tx) => {
    const [row] = await tx
      .update(endpoint)
      .set({ signing: options.signing, ...nextVersion() })
      .where(and(eq(endpoint.id, endpointId), isNull(endpoint.deletedAt)))
      .returning();
    if (!row) throw new DomainError('not_found', `There is no endpoint ${endpointId}`);
    const own = eq(endpointSecret.endpointId, endpointId);
    const now = new Date();
    await tx.delete(endpointSecret).where(options.overlapMs === 0 ? own : and(own, lte(endpointSecret.expiresAt, now)));
    await tx
      .update(endpointSecret)
      .set({ expiresAt: new Date(now.getTime() + options.overlapMs) })
      .where(and(own, isNull(endpointSecret.expiresAt)));
    await tx.insert(endpointSecret).values({ ...secret, endpointId });
    const valid = await tx.select().from(endpointSecret).where(own).orderBy(asc(endpointSecret.id));
    if (valid.length > maxValidSecrets) throw tooManySecrets(valid);
    return { endpoint: row, valid };
  });
}

function tooManySecrets(valid: SecretRow[]): DomainError {
  const first = valid.flatMap((row) => row.expiresAt ?? []).toSorted((a, b) => a.getTime() - b.getTime())[0];
  return new DomainError(
    'conflict',
    `The endpoint already signs with ${maxValidSecrets} secrets. Wait until ${first?.toISOString()}, when the next one ` +
      'expires, or rotate with overlap_h 0, which expires all older ones immediately',
  );
}
