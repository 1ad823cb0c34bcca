import { type Actor, beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import type { Database } from '#db/database.ts';
import { and, desc, eq, gte, inArray, lt } from '#db/drizzle.ts';
import { account, matchKey } from '#db/schema.ts';
import { domainKey, nameKey } from '#domain/accounts/match-keys.ts';
import type { CompanyFacts } from '#domain/accounts/matching.ts';
import { DomainError } from '#domain/errors.ts';

export type AccountRow = typeof account.$inferSelect;

/** The parts of an account that the matcher compares. */
export function accountFacts({
  name,
  websites,
  emailDomains,
  duns,
  address,
}: Omit<AccountRow, 'id' | 'externalId' | 'createdAt' | 'updatedAt'>): CompanyFacts {
  return { name, websites, contactEmails: emailDomains.map((domain) => `x@${domain}`), duns, address };
}

export interface AccountFilter {
  externalId?: string | undefined;
  /** Matches any spelling and any legal form. */
  name?: string | undefined;
  /** The domain of a website or of e-mail addresses. */
  domain?: string | undefined;
  updatedSince?: Date | undefined;
  before?: string | undefined;
  limit: number;
}

/** Newest first. Names and domains are found by their match keys, so that they need no separate index for a million accounts. */
export function listAccounts({ orm }: Database, filter: AccountFilter): Promise<AccountRow[]> {
  const { externalId, name, domain, updatedSince, before, limit } = filter;
  const keys = [name === undefined ? [] : nameKey(name), domain === undefined ? [] : domainKey(domain)].flat();
  const ownersOf = (key: string) =>
    orm
      .select({ id: matchKey.ownerId })
      .from(matchKey)
      .where(and(eq(matchKey.key, key), eq(matchKey.kind, 'account')));
  const conditions = [
    externalId === undefined ? undefined : eq(account.externalId, externalId),
    ...keys.map((key) => inArray(account.id, ownersOf(key))),
    updatedSince && gte(account.updatedAt, updatedSince),
    before === undefined ? undefined : lt(account.id, before),
  ];
  return orm
    .select()
    .from(account)
    .where(and(...conditions))
    .orderBy(desc(account.id))
    .limit(limit);
}

export async function getAccount({ orm }: Database, id: string): Promise<AccountRow> {
  const [row] = await orm.select().from(account).where(eq(account.id, id));
  if (!row) throw noAccount(id);
  return row;
}

/** Later submissions do not find the account. Matches of earlier submissions stay with their deals, because decisions were based on them. */
export function deleteAccount({ sql }: Database, id: string, actor: Actor): Promise<void> {
  return beginAs(sql, actor, async (tx) => {
    const [deleted] = await tx<{ externalId: string | null }[]>`delete from account where id = ${id} returning external_id as "externalId"`;
    if (!deleted) throw noAccount(id);
    await tx`delete from match_key where owner_id = ${id}`;
    await insertAuditEntry(tx, actor, {
      action: 'account.deleted',
      objectKind: 'account',
      objectId: id,
      detail: { external_id: deleted.externalId },
    });
  });
}

function noAccount(id: string): DomainError {
  return new DomainError('not_found', `There is no account ${id}`);
}
